/** Location and spread of a sample: mean, standard deviation, quantiles. */
import { compensatedSum } from './compensated-sum.js';

function requireValues(values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError('no values');
}

/** @throws RangeError unless 0 ≤ q ≤ 1. */
export function requireProbability(q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile must lie in [0, 1], got ${q}`);
}

/** Between two order statistics; both ends are met exactly. */
export function between(low: number, high: number, share: number): number {
  if (share === 0 || low === high) return low;
  // The shorter way to the nearer end, as numpy does, keeps the result within [low, high].
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

/** Arithmetic mean. @throws RangeError without values (callers guard). */
export function mean(values: ArrayLike<number>): number {
  requireValues(values);
  return compensatedSum(values) / values.length;
}

/** Standard deviation with n − 1 in the denominator, ≥ 0; undefined for fewer than two values. */
export function sd(values: ArrayLike<number>): number | undefined {
  if (values.length < 2) return undefined;
  const centre = mean(values);
  const squares = Float64Array.from(values, (value) => (value - centre) ** 2);
  return Math.sqrt(compensatedSum(squares) / (values.length - 1));
}

/**
 * Quantile q of values sorted in ascending order: linear interpolation at rank (n − 1)·q (type 7; numpy's and R's default).
 * Source: R. J. Hyndman and Y. Fan, Am. Statist. 50 (1996).
 * @throws RangeError without values (callers guard) or unless 0 ≤ q ≤ 1.
 */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number {
  requireValues(sorted);
  requireProbability(q);
  const rank = (sorted.length - 1) * q;
  const below = Math.floor(rank);
  const low = sorted[below] as number;
  return between(low, sorted[below + 1] ?? low, rank - below);
}

/** Median absolute deviation from the median, not scaled by the 1.4826 of normal consistency. @throws RangeError without values. */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const median = quantileSorted(Float64Array.from(values).sort(), 0.5);
  return quantileSorted(Float64Array.from(values, (value) => Math.abs(value - median)).sort(), 0.5);
}
