/** Interval of a quantile of values that are clustered in families. */
import { clusterScore } from './cluster-score.js';
import { clopperPearson, type Interval } from './proportion.js';
import { quantileSorted } from './quantile.js';

/** Values in ascending order, each with the index of its family. */
export interface OwnedValues {
  readonly values: Float64Array;
  readonly owners: Int32Array;
}

/**
 * Woodruff's interval of the q-quantile: the interval of the share of values up to it, taken back to values. Each end is a value between
 * the smallest and the largest seen. Where every value of every family lies on one side, the share's interval is Clopper–Pearson's with
 * as many trials as families. Undefined with values in fewer than two families. `families` bounds the indices.
 * Source: R. S. Woodruff, JASA 47 (1952); share by {@link clusterScore}.
 * @throws RangeError when the columns differ in length or q is outside of [0,1].
 */
export function woodruff({ values, owners }: OwnedValues, families: number, q: number, level: number): Interval | undefined {
  if (values.length !== owners.length) throw new RangeError('each value needs a family');
  if (values.length === 0) return undefined;
  const quantile = quantileSorted(values, q);
  const [below, counts] = [new Float64Array(families), new Float64Array(families)];
  for (let i = 0; i < values.length; i += 1) {
    const family = owners[i] as number;
    counts[family] = (counts[family] as number) + 1;
    if ((values[i] as number) <= quantile) below[family] = (below[family] as number) + 1;
  }
  const present = keepPresent(below, counts);
  if (present < 2) return undefined;
  const share = shareInterval(below.subarray(0, present), counts.subarray(0, present), level);
  if (share === undefined) return undefined;
  return { lower: Math.min(quantile, valueAt(values, share.lower)), upper: Math.max(quantile, valueAt(values, share.upper)) };
}

/** Moves the families that have values to the front, in their order. @returns how many there are. */
function keepPresent(below: Float64Array, counts: Float64Array): number {
  let present = 0;
  for (let g = 0; g < counts.length; g += 1) {
    if (counts[g] === 0) continue;
    below[present] = below[g] as number;
    counts[present] = counts[g] as number;
    present += 1;
  }
  return present;
}

function shareInterval(below: Float64Array, counts: Float64Array, level: number): Interval | undefined {
  if (below.every((b, g) => b === counts[g])) return clopperPearson(counts.length, counts.length, level);
  return clusterScore(below, counts, level);
}

/** The value up to which the share lies: rank share·n, between neighbours. */
function valueAt(values: Float64Array, share: number): number {
  const rank = share * values.length - 0.5;
  return quantileSorted(values, Math.min(1, Math.max(0, rank / Math.max(1, values.length - 1))));
}
