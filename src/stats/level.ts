/** Confidence levels: the one place where they are checked and turned into tail probabilities. */

/**
 * Probability left in each tail of a two-sided interval, (1 − level)/2.
 * @throws RangeError unless 0 < level < 1.
 */
export function tailOf(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`confidence level must lie in (0, 1), got ${level}`);
  return (1 - level) / 2;
}
