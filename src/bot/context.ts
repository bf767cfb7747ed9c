/** What an adapter is given from outside: the folder that relative paths start at, the environment, the clock. */
export interface BotContext {
  /** Relative paths of the configuration start here. */
  readonly baseDir: string;
  /** Source of `env:NAME` header values, and the environment of bots that run as processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Monotonic milliseconds, as {@link Clock.now}. */
  readonly now: () => number;
}

/** Bytes that a reply may have unless the configuration says otherwise: 1 MiB. */
export const MAX_REPLY_BYTES = 1_048_576;

/** Calls in flight for bots that answer side by side. */
export const MANY_IN_FLIGHT = 1024;
