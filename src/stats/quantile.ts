/** Location and spread of a sample: mean, standard deviation, quantiles, and quantiles under family weights. */
import { compensatedSum } from './compensated-sum.js';

function requireValues(values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError('no values');
}

function requireProbability(q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile must lie in [0, 1], got ${q}`);
}

/** Between two order statistics; both ends are met exactly. */
function between(low: number, high: number, share: number): number {
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

/**
 * Type-7 quantiles of the sample in which each value is repeated as often as its family's weight says, without building it.
 * `sortedValues` ascend, `familyOfEach` names the family of each value, weights are integers ≥ 0, `qs` come in any order.
 * Undefined when all weights of the families that have values are 0.
 * @throws RangeError when the columns differ in length or a q is outside of [0,1].
 */
export function weightedQuantilesSorted(
  sortedValues: Float64Array,
  familyOfEach: Int32Array,
  familyWeights: ArrayLike<number>,
  qs: readonly number[],
): Float64Array | undefined {
  if (sortedValues.length !== familyOfEach.length) throw new RangeError('each value needs a family');
  qs.forEach(requireProbability);
  let total = 0;
  for (let i = 0; i < familyOfEach.length; i += 1) total += familyWeights[familyOfEach[i] as number] as number;
  if (total === 0) return undefined;

  const ascending = qs.map((q, index) => ({ index, rank: (total - 1) * q })).sort((a, b) => a.rank - b.rank);
  const result = new Float64Array(qs.length);
  const weightAt = (i: number) => familyWeights[familyOfEach[i] as number] as number;
  // The values up to `i` fill the ranks below `reached`.
  let i = -1;
  let reached = 0;
  for (const { index, rank } of ascending) {
    const below = Math.floor(rank);
    while (reached <= below) {
      i += 1;
      reached += weightAt(i);
    }
    let next = i;
    if (below + 1 === reached && reached < total) {
      do next += 1;
      while (weightAt(next) === 0);
    }
    result[index] = between(sortedValues[i] as number, sortedValues[next] as number, rank - below);
  }
  return result;
}
