/** Means and ratios over turns that are clustered in families: cluster-robust standard errors and t intervals. */
import { compensatedSum } from './compensated-sum.js';
import { tailOf } from './level.js';
import { studentQuantile, studentSurvival } from './student.js';

interface Spread {
  /** Cluster-robust standard error, ≥ 0. */
  readonly se: number;
  /** Families − 1. */
  readonly df: number;
  readonly lower: number;
  readonly upper: number;
  readonly families: number;
}

/** A mean with its interval, or the bare mean when one family alone has values. Intervals are not cut to the metric's range. */
export type ClusteredMean =
  | ({ readonly kind: 'interval'; readonly mean: number } & Spread)
  | { readonly kind: 'point'; readonly mean: number; readonly families: 1 };

/** A ratio with its interval, or the bare ratio when one family alone has values. */
export type ClusteredRatio =
  | ({ readonly kind: 'interval'; readonly ratio: number } & Spread)
  | { readonly kind: 'point'; readonly ratio: number; readonly families: 1 };

/** @throws RangeError unless the columns are of one length, all values finite and denominators ≥ 0. */
export function requireRatioColumns(numerators: Float64Array, denominators: Float64Array): void {
  if (numerators.length !== denominators.length) {
    throw new RangeError(`columns differ in length: ${numerators.length} and ${denominators.length}`);
  }
  for (let g = 0; g < denominators.length; g += 1) {
    if (!Number.isFinite(numerators[g])) throw new RangeError(`family ${g}: numerator ${numerators[g]} is not finite`);
    const denominator = denominators[g] as number;
    if (!(denominator >= 0 && denominator < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`family ${g}: denominator ${denominator} is not a finite number ≥ 0`);
    }
  }
}

/**
 * Σ numerators / Σ denominators over families, with the linearised (delta-method) cluster-robust standard error
 * √(G/(G−1) · Σ(num_g − ratio·den_g)²) / Σ den and a t interval with G−1 degrees of freedom.
 * G counts the families that have anything in either column; the others take no part.
 * @throws RangeError when the denominators sum to 0 (callers guard), a value is not finite or a denominator is negative.
 */
export function clusteredRatio(numerators: Float64Array, denominators: Float64Array, level: number): ClusteredRatio {
  const tail = tailOf(level);
  requireRatioColumns(numerators, denominators);
  const total = compensatedSum(denominators);
  if (!(total > 0)) throw new RangeError('a ratio needs a denominator above 0');
  const ratio = compensatedSum(numerators) / total;
  const residuals = new Float64Array(numerators.length);
  let families = 0;
  for (let g = 0; g < numerators.length; g += 1) {
    const [numerator, denominator] = [numerators[g] as number, denominators[g] as number];
    if (numerator !== 0 || denominator !== 0) families += 1;
    residuals[g] = (numerator - ratio * denominator) ** 2;
  }
  if (families === 1) return { kind: 'point', ratio, families };
  const df = families - 1;
  const se = Math.sqrt((families / df) * compensatedSum(residuals)) / total;
  const half = studentQuantile(1 - tail, df) * se;
  return { kind: 'interval', ratio, se, df, lower: ratio - half, upper: ratio + half, families };
}

/**
 * Mean over turns, Σ sums / Σ counts, where `sums[g]` is the sum of the values of family g and `counts[g]` their number;
 * interval as {@link clusteredRatio} (statsmodels: OLS on a constant, cov_type='cluster'). Families with no values take no part.
 * @throws RangeError when no family has values (callers guard), or a family without values has a sum.
 */
export function clusteredMean(sums: Float64Array, counts: Float64Array, level: number): ClusteredMean {
  const stray = sums.findIndex((sum, g) => sum !== 0 && counts[g] === 0);
  if (stray >= 0) throw new RangeError(`family ${stray} has a sum but no values`);
  const { ratio, ...rest } = clusteredRatio(sums, counts, level);
  return { ...rest, mean: ratio };
}

/**
 * Two-sided p of "the true mean is 0" by the t distribution, in [0,1]; 1 when the mean is 0.
 * Undefined with one family, or when all families agree on a mean other than 0 (no spread to judge it by).
 */
export function clusteredMeanP(estimate: ClusteredMean): number | undefined {
  if (estimate.kind === 'point') return undefined;
  if (estimate.mean === 0) return 1;
  if (estimate.se === 0) return undefined;
  return 2 * studentSurvival(Math.abs(estimate.mean / estimate.se), estimate.df);
}
