/** Keeps account of which request of a process an answer belongs to, so that a late or double one is never taken for the next. */

export type Standing = 'current' | 'late' | 'double' | 'unknown';

/** Answered ids that are remembered; a double answer comes soon after the first or never. */
const REMEMBERED = 1_024;

export class ReplyLedger {
  private current: string | undefined;
  /** Timed out and not answered yet, oldest first. */
  private readonly owed = new Set<string>();
  private readonly settled = new Set<string>();

  /** How many requests the process still owes an answer nobody waits for. */
  get owing(): number {
    return this.owed.size;
  }

  ask(id: string): void {
    this.settled.delete(id);
    this.current = id;
  }

  /** The call has its result, be it a failure; further answers to it are double. */
  settle(): void {
    if (this.current !== undefined) this.remember(this.current);
    this.current = undefined;
  }

  /** The call is given up; its answer may still come. */
  giveUp(): void {
    if (this.current !== undefined) this.owed.add(this.current);
    this.current = undefined;
  }

  /**
   * Where an answer with this id stands. Without an id it belongs to the oldest request that is owed, for answers come in order,
   * else to the current one. A late answer is crossed off.
   */
  classify(id: string | undefined): Standing {
    const [oldest] = this.owed;
    const meant = id ?? oldest ?? this.current;
    if (meant === undefined) return 'double';
    if (this.owed.delete(meant)) {
      this.remember(meant);
      return 'late';
    }
    if (meant === this.current) return 'current';
    return this.settled.has(meant) ? 'double' : 'unknown';
  }

  private remember(id: string): void {
    this.settled.add(id);
    const [oldest] = this.settled;
    if (this.settled.size > REMEMBERED && oldest !== undefined) this.settled.delete(oldest);
  }
}
