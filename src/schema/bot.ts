/** The bot protocol and port: what a bot is asked, what it may answer, and how its failures are told apart. */
import { z } from 'zod';

export const PROTOCOL_VERSION = 1;

export interface HistoryEntry {
  readonly role: 'shopper' | 'bot';
  readonly text: string;
}

/**
 * What a bot sees: the utterance and the history, never a label.
 * `conversation_id` is opaque (a hash), unique per dialogue × trial, so that no dialogue id gives a label away.
 */
export interface BotRequest {
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly id: string;
  readonly conversation_id: string;
  /** Counted from 0. */
  readonly turn: number;
  readonly utterance: string;
  readonly history: readonly HistoryEntry[];
  readonly lang?: string;
}

const slotValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

/** A reply as a bot may give it. Unknown keys are dropped; only `text` is required. */
export const botReplySchema = z.object({
  id: z.string().optional(),
  text: z.string(),
  intents: z
    .array(z.object({ name: z.string().min(1), confidence: z.number().min(0).max(1).optional() }))
    .optional()
    .describe('Ranked, best first. Absent: the bot exposes no intents. []: none recognised.'),
  slots: z.record(z.string(), slotValue).optional().describe('Values understood in this turn.'),
  products: z.array(z.string().min(1)).optional().describe('Recommended product ids, best first.'),
  handoff: z.boolean().optional(),
  emotion: z.string().optional(),
  usage: z
    .object({
      input_tokens: z.number().min(0).optional(),
      output_tokens: z.number().min(0).optional(),
      cost: z.number().min(0).optional(),
    })
    .optional(),
});
export type BotReply = z.infer<typeof botReplySchema>;

/** The key of a record: dialogue × turn × trial. */
export interface TurnKey {
  readonly dialogue_id: string;
  /** Counted from 0. */
  readonly turn: number;
  /** Counted from 0. */
  readonly trial: number;
}

/**
 * Why a call failed.
 * `transport` the request may not have arrived (refused, reset, 429, 502–504): retried · `bot` it answered with an error ·
 * `protocol` it answered, but not in the protocol · `oversize` it answered too much · `exit` its process ended.
 */
export type FailureKind = 'transport' | 'bot' | 'protocol' | 'oversize' | 'exit';

/** A bot's failure, thrown by adapters and turned into a record by the replay; never shown as a crash. */
export class BotFailure extends Error {
  override readonly name = 'BotFailure';
  /** How long the bot asked to be left alone before the next try; present for `transport` alone. */
  readonly retryAfterMs?: number;
  constructor(
    readonly kind: FailureKind,
    message: string,
    { retryAfterMs, ...options }: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options);
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** What an adapter hands back: the decoded reply, and the time of the first chunk when it streamed. */
export interface BotAnswer {
  readonly reply: BotReply;
  /** Monotonic reading when the request went out, where the adapter held it back; the latency then starts there. */
  readonly askedAt?: number;
  /** Monotonic reading ({@link Clock.now}) at the first chunk. */
  readonly firstTokenAt?: number;
  /** Monotonic reading taken the moment the reply was complete, before decoding; the replay takes its own when absent. */
  readonly answeredAt?: number;
  /** A recorded bot states the latency; `null` when its recording states none. */
  readonly recorded?: { readonly latencyMs: number | null; readonly firstTokenMs?: number };
  /** The recording holds a failure of this turn, which becomes its record as it is; `reply` is then of no meaning. */
  readonly recordedFailure?: {
    readonly status: 'timeout' | 'error';
    readonly kind: string;
    readonly message: string;
    readonly latencyMs: number | null;
  };
  /** True when the recording holds no reply for this turn. */
  readonly notRun?: boolean;
}

export interface CallContext {
  /** Aborts at the time-out or when the run is interrupted. */
  readonly signal: AbortSignal;
  /** For recorded bots only; adapters to live bots never pass it on. */
  readonly key: TurnKey;
}

/** The port that the replay drives. One instance a run. */
export interface BotPort {
  readonly name: string;
  /** How many calls may be in flight at once; beyond it the bot would queue, and its latency would be ours. */
  readonly maxInFlight: number;
  /** Serialisable description for the manifest, without secrets. */
  readonly description: Readonly<Record<string, unknown>>;
  open?(signal: AbortSignal): Promise<void>;
  /** A synchronous return costs no promise and no timer. */
  reply(request: BotRequest, call: CallContext): BotAnswer | Promise<BotAnswer>;
  /** Called when all turns of a conversation are done, in any case. */
  endConversation?(conversationId: string): void | Promise<void>;
  close?(): Promise<void>;
}

/** What a bot module may yield for a turn: a reply, bare text, or an async iterable of text chunks ending in an optional reply. */
export type ModuleReply = BotReply | string | AsyncIterable<string | Partial<BotReply>>;

/** The interface of a user's bot module (`--bot ./bot.js`), as named exports or as the default export. */
export interface Bot {
  open?(context: { readonly options: Readonly<Record<string, unknown>>; readonly signal: AbortSignal }): void | Promise<void>;
  reply(request: BotRequest, signal: AbortSignal): ModuleReply | Promise<ModuleReply>;
  endConversation?(conversationId: string): void | Promise<void>;
  close?(): void | Promise<void>;
}
