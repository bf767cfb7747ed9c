/** One turn of a Direct Line conversation: which activities belong to it, and when it is whole. */
import { BotFailure } from '../schema/index.js';
import { type Activity, endsTurn, isContent } from './activities.js';

export class ActivityTurn {
  /** The activities of the reply, in the order in which they came. */
  readonly activities: Activity[] = [];
  /** When the last of them was there. */
  answeredAt: number | undefined;
  private ended = false;
  private failure: BotFailure | undefined;
  private bytes = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly quietMs: number,
    private readonly maxBytes: number,
  ) {}

  add(activity: Activity, at: number): void {
    if (!isContent(activity)) return;
    this.bytes += Buffer.byteLength(activity.text ?? '') + 1;
    if (this.bytes > this.maxBytes) this.fail(new BotFailure('oversize', `the reply is over ${this.maxBytes} bytes`));
    this.activities.push(activity);
    this.answeredAt = at;
    this.ended ||= endsTurn(activity);
    this.wake();
  }

  fail(failure: BotFailure): void {
    this.failure ??= failure;
    this.wake();
  }

  /** Ended by the bot, or quiet for long enough at this reading. @throws BotFailure what it was failed with */
  isWhole(now: number): boolean {
    if (this.failure !== undefined) throw this.failure;
    return this.ended || (this.answeredAt !== undefined && now - this.answeredAt >= this.quietMs);
  }

  /** Waits for the next activity, a failure, or `ms`. */
  async changed(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
      this.wake = done;
    });
    signal.throwIfAborted();
  }
}
