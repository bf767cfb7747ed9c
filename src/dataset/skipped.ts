/** Rows of foreign formats that were left out on purpose, by reason. */

/** Reasons that are told apart; they may quote the data. */
const MOST_REASONS = 50;
const OTHER = 'other reasons';

export class Skipped {
  private readonly counts = new Map<string, number>();

  readonly add = (reason: string): void => {
    const key = this.counts.has(reason) || this.counts.size < MOST_REASONS ? reason : OTHER;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  };

  /** Reasons sorted; nothing when no row was left out. */
  result(): { readonly skipped?: Readonly<Record<string, number>> } {
    if (this.counts.size === 0) return {};
    return { skipped: Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))) };
  }
}
