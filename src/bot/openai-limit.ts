/** How many calls a rate-limited server gets at once: half as many after it said 429, then one more for each round that went well. */

export interface Slot {
  /** The call was held back before it got its place. */
  readonly waited: boolean;
  /** Gives the place back, once; further calls do nothing. */
  readonly release: (outcome: 'ok' | 'throttled' | 'failed', retryAfterMs?: number) => void;
}

/** A server may ask for a longer pause than a turn can wait: then calls go out again, to be told so once more. */
const LONGEST_PAUSE_MS = 10_000;

export class AdaptiveLimit {
  private limit: number;
  private active = 0;
  /** Calls that went well since the limit last changed. */
  private credit = 0;
  /** Calls that went out before the last cut say nothing about the limit of now. */
  private epoch = 0;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {
    this.limit = most;
  }

  /** Calls that may be in flight now. Range: 1 to the most. */
  get current(): number {
    return this.limit;
  }

  /** A place, in the order of asking. Rejects with the signal's reason. */
  async acquire(signal: AbortSignal): Promise<Slot> {
    signal.throwIfAborted();
    const waited = !this.isFree();
    if (waited) await this.turn(signal);
    else this.active += 1;
    return this.slot(waited);
  }

  private isFree(): boolean {
    return this.active < this.limit && this.waiting.size === 0 && this.now() >= this.pausedUntil;
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        this.waiting.delete(go);
        this.active += 1;
        resolve();
      };
      const giveUp = () => {
        this.waiting.delete(go);
        reject(signal.reason);
      };
      this.waiting.add(go);
      signal.addEventListener('abort', giveUp, { once: true });
      this.letGo();
    });
  }

  private slot(waited: boolean): Slot {
    const { epoch } = this;
    let held = true;
    const release: Slot['release'] = (outcome, retryAfterMs) => {
      if (!held) return;
      held = false;
      if (outcome === 'throttled') this.cut(epoch, retryAfterMs);
      else if (outcome === 'ok') this.grow();
      this.active -= 1;
      this.letGo();
    };
    return { waited, release };
  }

  private cut(epoch: number, retryAfterMs = 0): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.now() + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
    if (epoch !== this.epoch) return;
    this.epoch += 1;
    this.credit = 0;
    this.limit = Math.max(1, Math.floor(Math.min(this.limit, this.active) / 2));
  }

  private grow(): void {
    this.credit += 1;
    if (this.credit < this.limit || this.limit === this.most) return;
    this.credit = 0;
    this.limit += 1;
  }

  private letGo(): void {
    const pause = this.pausedUntil - this.now();
    if (pause > 0) {
      if (this.waiting.size > 0) setTimeout(() => this.letGo(), pause).unref();
      return;
    }
    for (const go of this.waiting) {
      if (this.active >= this.limit) return;
      go();
    }
  }
}
