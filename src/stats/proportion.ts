/** Intervals for the proportion of independent successes. */
import { betaQuantile } from './beta.js';
import { tailOf } from './level.js';
import { normalQuantile } from './normal.js';

/** Two-sided confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

function requireCounts(successes: number, n: number): void {
  const valid = Number.isInteger(successes) && Number.isInteger(n) && n > 0 && successes >= 0 && successes <= n;
  if (!valid) throw new RangeError(`a proportion needs 0 ≤ successes ≤ n and n > 0, got ${successes} of ${n}`);
}

/**
 * Wilson's score interval of successes/n, within [0,1]; exactly 0 or 1 at that end when no or all trials succeed.
 * Source: E. B. Wilson, JASA 22 (1927), without continuity correction.
 * @throws RangeError when n = 0 (callers guard), counts are no counts or the level is outside of (0,1).
 */
export function wilson(successes: number, n: number, level: number): Interval {
  requireCounts(successes, n);
  const z = -normalQuantile(tailOf(level));
  const p = successes / n;
  const scale = 1 / (1 + (z * z) / n);
  const centre = (p + (z * z) / (2 * n)) * scale;
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n)) * scale;
  return { lower: successes === 0 ? 0 : Math.max(0, centre - half), upper: successes === n ? 1 : Math.min(1, centre + half) };
}

/**
 * Clopper–Pearson's exact interval of successes/n, within [0,1]: covers at least `level`, never less.
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).
 * @throws RangeError as {@link wilson}.
 */
export function clopperPearson(successes: number, n: number, level: number): Interval {
  requireCounts(successes, n);
  const tail = tailOf(level);
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    upper: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}
