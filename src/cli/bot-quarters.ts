/**
 * Keeps bots that run in this process from speaking for the harness: what they print goes to stderr, and an error that
 * escapes from them stops the run in good order.
 */
import { HarnessError } from '../schema/index.js';

export interface BotQuarters {
  /** The error of a bot that escaped, as one for the user; undefined when none did. */
  readonly stray: () => HarnessError | undefined;
  /** Gives stdout back. */
  leave(): void;
}

/** @param onStray called once, at the first error that escapes. */
export function enterBotQuarters(onStray: () => void): BotQuarters {
  const write = process.stdout.write;
  let first: { readonly error: unknown } | undefined;
  const note = (error: unknown) => {
    if (first !== undefined) return;
    first = { error };
    onStray();
  };
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write;
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  return {
    stray: () => (first === undefined ? undefined : strayError(first.error)),
    leave: () => {
      process.stdout.write = write;
      process.off('uncaughtException', note);
      process.off('unhandledRejection', note);
    },
  };
}

function strayError(error: unknown): HarnessError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new HarnessError(
    {
      code: 'E_STRAY_ERROR',
      message: `an error escaped outside of any reply: ${message.slice(0, 500)}`,
      mend: 'catch it in the bot (a promise that nobody awaits, a timer); what was done is kept, --resume goes on from it',
    },
    { cause: error },
  );
}
