/** Decisions about a difference against a margin: not worse, the same, and how many families would settle it. */

import { planningSd } from './guarded-difference.js';
import { tailOf } from './level.js';
import type { DifferenceSpread } from './paired-difference.js';
import { studentQuantile, studentSurvival } from './student.js';

/** `pass`: surely not worse by the margin; `fail`: surely worse by more; else `inconclusive`. */
export type MarginVerdict = 'pass' | 'fail' | 'inconclusive';

export interface NonInferiority {
  readonly verdict: MarginVerdict;
  /** One-sided bounds, each at the level: the difference is above `lower`, and it is below `upper`. */
  readonly lower: number;
  readonly upper: number;
  /** One-sided p of "worse by at least the margin": `pass` is p < 1 − level. */
  readonly p: number;
  /**
   * When inconclusive: how many families in all would settle it, if difference and scatter stay as observed; undefined when the
   * difference lies on the margin, where no number does.
   */
  readonly familiesToSettle?: number;
}

export interface Equivalence {
  /** Both ends of the interval lie within ± margin. */
  readonly same: boolean;
  /** The two-sided interval at 2·level − 1 (90% for 95%), as two one-sided tests use it. */
  readonly lower: number;
  readonly upper: number;
  /** The larger p of the two one-sided tests. */
  readonly p: number;
}

/** Beyond this, a plan is no plan. */
const MOST_FAMILIES = 1e9;

function requireMargin(margin: number): void {
  if (!(margin >= 0 && margin < Number.POSITIVE_INFINITY)) throw new RangeError(`a margin must be finite and ≥ 0, got ${margin}`);
}

/** The t quantile of a one-sided bound. */
function oneSided(level: number, df: number): number {
  tailOf(level);
  return studentQuantile(level, df);
}

/**
 * Is the candidate not worse than the baseline by `margin` or more? `difference` is candidate − baseline where higher is better;
 * pass its negative where lower is better. `level` is one-sided, such as 0.95. pass iff the lower bound is above −margin, fail iff the
 * upper bound is below −margin.
 * Source: CONSORT non-inferiority extension, G. Piaggio et al., JAMA 308 (2012).
 * @throws RangeError when the margin is negative, se ≤ 0 or df ≤ 0 (callers guard), or the level is outside of (0,1).
 */
export function nonInferiority(spread: DifferenceSpread, margin: number, level: number): NonInferiority {
  requireMargin(margin);
  requireSpread(spread);
  const { difference, se, df } = spread;
  const half = oneSided(level, df) * se;
  const [lower, upper] = [difference - half, difference + half];
  const p = studentSurvival((difference + margin) / se, df);
  if (lower > -margin) return { verdict: 'pass', lower, upper, p };
  if (upper < -margin) return { verdict: 'fail', lower, upper, p };
  const familiesToSettle = familiesUntil(planningSd(spread, level), Math.abs(difference + margin), level);
  return { verdict: 'inconclusive', lower, upper, p, ...(familiesToSettle === undefined ? {} : { familiesToSettle }) };
}

/**
 * Are the two runs the same but for less than `margin` either way (two one-sided tests, each at `level`)?
 * Source: D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987).
 * @throws RangeError as {@link nonInferiority}.
 */
export function equivalence(spread: DifferenceSpread, margin: number, level: number): Equivalence {
  requireMargin(margin);
  requireSpread(spread);
  const { difference, se, df } = spread;
  const half = oneSided(level, df) * se;
  const [lower, upper] = [difference - half, difference + half];
  const p = studentSurvival((margin - Math.abs(difference)) / se, df);
  return { same: lower > -margin && upper < margin, lower, upper, p };
}

/**
 * Families at which a one-sided bound, t(level, G−1)·familySd/√G, is no longer than `distance`: what it takes to tell an observed value
 * from a limit that far away, if it stays. At least 2; undefined when the distance is 0, or a thousand million families do not do.
 * `familySd` = se·√G. @throws RangeError when familySd is negative or the level is outside of (0,1).
 */
export function familiesUntil(familySd: number, distance: number, level: number): number | undefined {
  if (!(familySd >= 0 && familySd < Number.POSITIVE_INFINITY)) throw new RangeError(`a spread must be ≥ 0, got ${familySd}`);
  const enough = (families: number) => (oneSided(level, families - 1) * familySd) / Math.sqrt(families) < distance;
  if (!enough(MOST_FAMILIES)) return undefined;
  let [low, high] = [1, MOST_FAMILIES];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function requireSpread({ difference, se, df }: DifferenceSpread): void {
  if (!Number.isFinite(difference)) throw new RangeError(`a difference must be finite, got ${difference}`);
  if (!(se > 0 && se < Number.POSITIVE_INFINITY && df > 0)) {
    throw new RangeError(`a decision needs a standard error and degrees of freedom above 0, got ${se} and ${df}`);
  }
}
