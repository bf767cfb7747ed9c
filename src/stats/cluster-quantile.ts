/** Interval of a quantile of values that are clustered in families. */
import { betaTails } from './beta.js';
import { bracketedNewton } from './bracketed-newton.js';
import { compensatedSquares, compensatedSum } from './compensated-sum.js';
import { tailOf } from './level.js';
import { normalQuantile } from './normal.js';
import type { Interval } from './proportion.js';
import { quantileSorted } from './quantile.js';
import { studentQuantile } from './student.js';

/** As in the intervals of shares, where it takes a third: order statistics are the wider ones, a quarter is enough for them. */
const UNSEEN_FAMILY = 0.25;

/** Values in ascending order, each with the index of its family. */
export interface OwnedValues {
  readonly values: Float64Array;
  readonly owners: Int32Array;
}

/**
 * Interval of the q-quantile between two of the sorted values, at ranks as for an effective number m of independent ones: below the lower end the quantile lies
 * with the chance of one tail, P(Binomial(m, q) < k) = tail at its rank k; above the upper end likewise, P(Binomial(m, q) ≥ k) = tail. Ranks are real (beta distribution in
 * place of the binomial), spread over the n values and read between neighbours. An end is infinite where no rank reaches the tail: q^m > tail above, (1 − q)^m > tail below.
 *
 * m = p(1 − p)/var of the share p of values up to the quantile, at most n, times (z/t)² with t of G − 1 degrees of freedom for the G families with values; var is
 * cluster-robust, with a quarter of one more family of (size-weighted) mean size with the largest deviation a value that was seen. Where all values
 * lie on one side, m is as for G values.
 *
 * Undefined with values in fewer than two families. `families` bounds the indices.
 * Sources: H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed. (2003), 7.1; R. S. Woodruff, JASA 47 (1952) for clustered values; E. Korn and
 * B. Graubard, Survey Methodology 24 (1998) for m. The unseen family is this project's own; docs/statistics.md shows the coverage.
 * @throws RangeError when the columns differ in length, or q is outside of [0,1] or the level outside of (0,1).
 */
export function clusterQuantile(
  { values, owners }: OwnedValues,
  families: number,
  q: number,
  level: number,
): Interval | undefined {
  const tail = tailOf(level);
  if (values.length !== owners.length) throw new RangeError('each value needs a family');
  if (values.length === 0) return undefined;
  const quantile = quantileSorted(values, q);
  const { below, counts } = sharesOf({ values, owners }, families, quantile);
  if (counts.length < 2) return undefined;
  const t = studentQuantile(1 - tail, counts.length - 1);
  const size = effectiveSize(below, counts) * (normalQuantile(1 - tail) / t) ** 2;
  const { lower, upper } = tailRanks(size, q, tail);
  return {
    lower: Math.min(quantile, valueAt(values, lower / size)),
    upper: Math.max(quantile, valueAt(values, upper / size)),
  };
}

/** Of each family with values: how many lie up to `limit`, and of how many. */
function sharesOf(
  { values, owners }: OwnedValues,
  families: number,
  limit: number,
): { below: Float64Array; counts: Float64Array } {
  const [below, counts] = [new Float64Array(families), new Float64Array(families)];
  for (let i = 0; i < values.length; i += 1) {
    const family = owners[i] as number;
    counts[family] = (counts[family] as number) + 1;
    if ((values[i] as number) <= limit) below[family] = (below[family] as number) + 1;
  }
  let present = 0;
  for (let g = 0; g < families; g += 1) {
    if (counts[g] === 0) continue;
    below[present] = below[g] as number;
    counts[present] = counts[g] as number;
    present += 1;
  }
  return { below: below.subarray(0, present), counts: counts.subarray(0, present) };
}

/** How many independent values say as much of the share as these do. */
function effectiveSize(below: Float64Array, counts: Float64Array): number {
  const [families, total] = [counts.length, compensatedSum(counts)];
  const share = compensatedSum(below) / total;
  if (share === 1) return families;
  const residuals = new Float64Array(families);
  let farthest = 0;
  for (let g = 0; g < families; g += 1) {
    const [belowHere, count] = [below[g] as number, counts[g] as number];
    residuals[g] = belowHere - share * count;
    farthest = Math.max(farthest, Math.abs(belowHere / count - share));
  }
  const unseen = UNSEEN_FAMILY * ((compensatedSquares(counts) / total) * farthest) ** 2;
  const variance = ((families / (families - 1)) * (compensatedSquares(residuals) + unseen)) / total ** 2;
  return Math.min(total, (share * (1 - share)) / variance);
}

/** Real ranks in [1, size] at which the binomial tails are `tail`; infinite where no rank is far enough out. */
function tailRanks(size: number, q: number, tail: number): Interval {
  if (size < 1) return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  // P(Binomial(size, q) ≥ k) falls with k. At rank `size` it is q^size, and at rank 1 its complement is (1 − q)^size.
  const tailsAt = (k: number) => betaTails(q, 1 - q, k, size - k + 1);
  // The slope for Newton's steps is near enough: the chance between k − 1 and k, as their geometric mean.
  const slopeAt = (k: number, kernel: number) => kernel / Math.sqrt(k * (size - k + 1) * q * (1 - q));
  const start = Math.max(1, q * size);
  const lower = (k: number) => {
    const { upper: below, kernel } = tailsAt(k);
    return { value: Math.log(below / tail), slope: slopeAt(k, kernel) / below };
  };
  const upper = (k: number) => {
    const { lower: reached, kernel } = tailsAt(k);
    return { value: Math.log(tail / reached), slope: slopeAt(k, kernel) / reached };
  };
  return {
    lower: (1 - q) ** size <= tail ? bracketedNewton(lower, 1, size, start) : Number.NEGATIVE_INFINITY,
    upper: q ** size <= tail ? bracketedNewton(upper, 1, size, start) : Number.POSITIVE_INFINITY,
  };
}

/** The value up to which the share lies: rank share·n, between neighbours; infinite ends stay so. */
function valueAt(values: Float64Array, share: number): number {
  if (!Number.isFinite(share)) return share;
  const rank = share * values.length - 1;
  return quantileSorted(values, Math.min(1, Math.max(0, rank / Math.max(1, values.length - 1))));
}
