/** Which families a draw is evaluated on: all of them, or a stratified sample of a large run, and how much that sampling blurs. */
import { RandomGenerator } from '../stats/index.js';
import type { FamilySums } from './contrast.js';
import { familyCount, type Pairs, pairCount } from './pairs.js';

/** Families are never split, so that runs of few large families are evaluated whole. */
const FEWEST_FAMILIES = 50;

/** Families ranked by their mean difference at the default parameters, to be cut into `count` strata of equal size. */
export interface Strata {
  readonly ranked: Uint32Array;
  /** Families of one sample; all of them when equal to the length of `ranked`. */
  readonly count: number;
}

/**
 * Strata for samples of about `mostPairs` pairs. In a run that is not larger, the one sample is the whole, in its own order.
 * Swapping the bots leaves the ranking as it is, unless the uplift is exactly 0.
 */
export function strataOf(pairs: Pairs, atDefaults: FamilySums, mostPairs: number): Strata {
  const ranked = Uint32Array.from({ length: familyCount(pairs) }, (_, f) => f);
  const count = Math.max(FEWEST_FAMILIES, Math.floor((ranked.length * mostPairs) / pairCount(pairs)));
  if (count >= ranked.length) return { ranked, count: ranked.length };
  const total = atDefaults.difference.reduce((sum, value) => sum + value, 0);
  const direction = total < 0 ? -1 : 1;
  const meanDifference = atDefaults.difference.map((sum, f) => (direction * sum) / (atDefaults.pairs[f] as number));
  ranked.sort((f, g) => (meanDifference[f] as number) - (meanDifference[g] as number) || f - g);
  return { ranked, count };
}

/** Sample number `index`: one family from each stratum, in the order of the strata. */
export function sampleFamilies({ ranked, count }: Strata, seed: number, index: number): Uint32Array {
  if (count === ranked.length) return ranked;
  const generator = new RandomGenerator(seed, String(index), 'uplift.sample');
  return Uint32Array.from({ length: count }, (_, stratum) => {
    const from = Math.floor((stratum * ranked.length) / count);
    const to = Math.floor(((stratum + 1) * ranked.length) / count);
    return ranked[from + generator.below(to - from)] as number;
  });
}

/**
 * Variance, due to the sampling alone, of `Σ changes / Σ pairs` over one sample; 0 for the whole. From the differences between
 * neighbouring strata (successive differences; Wolter 2007, §8.2), with the finite population correction.
 */
export function samplingVariance({ ranked, count }: Strata, changes: Float64Array, pairs: Float64Array): number {
  if (count === ranked.length) return 0;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const meanPairs = sum(pairs) / count;
  const ratio = sum(changes) / sum(pairs);
  const residual = (k: number) => (changes[k] as number) - ratio * (pairs[k] as number);
  let squares = 0;
  for (let k = 1; k < count; k += 1) squares += (residual(k) - residual(k - 1)) ** 2;
  return ((1 - count / ranked.length) * squares) / (2 * (count - 1)) / count / meanPairs ** 2;
}
