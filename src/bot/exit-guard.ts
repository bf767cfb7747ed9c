/** While a bot module may run, process.exit() is the bot's failure, not the end of the harness. */
import { BotFailure } from '../schema/index.js';

type Exit = typeof process.exit;

let original: Exit | undefined;
let guards = 0;

/**
 * Makes process.exit() throw a BotFailure `exit`, until the returned function is called as often as guards were set.
 * Whoever must end the process for real keeps the function from before.
 */
export function guardExit(): () => void {
  if (guards === 0) {
    original = process.exit;
    process.exit = ((code?: number | string | null) => {
      throw new BotFailure('exit', `the bot called process.exit(${code ?? ''})`);
    }) as Exit;
  }
  guards += 1;
  let released = false;
  return () => {
    if (released) return;
    released = true;
    guards -= 1;
    if (guards === 0 && original !== undefined) process.exit = original;
  };
}
