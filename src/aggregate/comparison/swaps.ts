/** Two-sided p of statistics that are no sums: what if the two runs had swapped places in any set of families? */
import { BitStream, drawSwaps, SequentialP } from '../../stats/index.js';
import type { Estimator } from '../bootstrap.js';
import type { PoolSlice } from './run-pool.js';
import { ENOUGH_PATTERNS, type Tested } from './tested.js';

/** Up to so many families that differ, all patterns are tried; for sums, which are cheap, it is more. */
const EXACT_FAMILIES = 10;
/** On a slice, patterns at most: there are many of them, and a statistic costs a pass over all turns for each. */
export const SLICE_PATTERNS = 1999;
/** Differences that rounding alone tells apart are equal. */
const TIE_SHARE = 1e-12;

export interface SwapPlan {
  readonly patterns: number;
  readonly seed: number;
  readonly purpose: string;
}

/**
 * By output of the estimator, which is one of the pooled slice. Families that do not differ stay where they are. A pattern under which either
 * side has no value counts as reaching the observed difference, so that p is never too small. An output without a name or an observed
 * difference has no p. Source: E. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 */
export function swapTest(
  estimator: Estimator,
  slice: PoolSlice,
  pair: readonly [baseline: number, candidate: number],
  differing: Uint8Array,
  plan: SwapPlan,
): ReadonlyMap<string, Tested> {
  const moved = Array.from(differing.keys()).filter((family) => differing[family] === 1);
  const swapped = new Uint8Array(moved.length);
  const placed = new Uint8Array(moved.length);
  const sides = placeSides(slice, pair);
  const differences = (out: (number | undefined)[]): void => {
    for (let i = 0; i < moved.length; i += 1) {
      // Half of the families stay as the last pattern had them.
      if (swapped[i] === placed[i]) continue;
      sides.place(moved[i] as number, swapped[i] === 1);
      placed[i] = swapped[i] as number;
    }
    const from = estimator.replicate(sides.before);
    const to = estimator.replicate(sides.after);
    for (let i = 0; i < out.length; i += 1) {
      const a = from[i];
      const b = to[i];
      out[i] = a === undefined || b === undefined ? undefined : b - a;
    }
  };
  const values = new Array<number | undefined>(estimator.outputs.length).fill(undefined);
  differences(values);
  const asked = estimator.outputs.flatMap((name, place) => {
    const observed = values[place];
    if (name === undefined || observed === undefined) return [];
    return [{ name, place, threshold: Math.abs(observed) * (1 - TIE_SHARE) }];
  });
  const reaches = ({ place, threshold }: (typeof asked)[number]) => {
    const value = values[place];
    return value === undefined || Math.abs(value) >= threshold;
  };
  if (moved.length <= EXACT_FAMILIES) {
    const reached = asked.map(() => 0);
    for (let pattern = 0; pattern < 2 ** moved.length; pattern += 1) {
      for (let i = 0; i < moved.length; i += 1) swapped[i] = (pattern >>> i) & 1;
      differences(values);
      asked.forEach((one, i) => {
        if (reaches(one)) reached[i] = (reached[i] as number) + 1;
      });
    }
    return new Map(asked.map(({ name }, i) => [name, { p: (reached[i] as number) / 2 ** moved.length, test: 'swap-exact' }]));
  }
  const bits = new BitStream(plan.seed, 'swap', plan.purpose);
  const counts = asked.map(() => new SequentialP({ resamples: plan.patterns, enough: ENOUGH_PATTERNS }));
  while (counts.some(({ isOpen }) => isOpen)) {
    drawSwaps(bits, swapped);
    differences(values);
    counts.forEach((count, i) => {
      if (count.isOpen) count.add(reaches(asked[i] as (typeof asked)[number]));
    });
  }
  return new Map(asked.map(({ name }, i) => [name, { p: (counts[i] as SequentialP).p, test: 'swap' }]));
}

/** The weights that pick one run of every family for either side. */
function placeSides({ families, pooled, placeOf }: PoolSlice, [baseline, candidate]: readonly [number, number]) {
  const [before, after] = [new Uint8Array(pooled.familyCount), new Uint8Array(pooled.familyCount)];
  const place = (family: number, isSwapped: boolean): void => {
    const first = isSwapped ? candidate : baseline;
    const second = isSwapped ? baseline : candidate;
    before[placeOf(family, first)] = 1;
    before[placeOf(family, second)] = 0;
    after[placeOf(family, second)] = 1;
    after[placeOf(family, first)] = 0;
  };
  for (let family = 0; family < families; family += 1) place(family, false);
  return { before, after, place };
}
