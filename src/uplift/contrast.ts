/** The difference between two bots over families: sums per family, and the uplift from them. */
import { type ConversionModel, conversionAt } from './conversion.js';
import type { Pairs } from './pairs.js';

/** Sums of the simulated conversion over the pairs of each family, in the order of `families`. */
export interface FamilySums {
  readonly pairs: Float64Array;
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
  /** Summed pair by pair, so that swapping the bots negates it exactly and equal bots give exactly 0. */
  readonly difference: Float64Array;
}

/** The two numbers that everything else is about. */
export interface Uplift {
  /** Candidate − baseline, mean over pairs, in probability. */
  readonly absolute: number;
  /** ΣP candidate / ΣP baseline − 1. */
  readonly relative: number;
}

export interface Contrast extends Uplift {
  /** Mean probability of a purchase. */
  readonly baseline: number;
  readonly candidate: number;
}

export function familySums(pairs: Pairs, families: Uint32Array, model: ConversionModel): FamilySums {
  const sums: FamilySums = {
    pairs: new Float64Array(families.length),
    baseline: new Float64Array(families.length),
    candidate: new Float64Array(families.length),
    difference: new Float64Array(families.length),
  };
  for (let k = 0; k < families.length; k += 1) sumFamily(pairs, families[k] as number, model, sums, k);
  return sums;
}

function sumFamily(pairs: Pairs, family: number, model: ConversionModel, sums: FamilySums, k: number): void {
  const from = pairs.familyStart[family] as number;
  const to = pairs.familyStart[family + 1] as number;
  let [baseline, candidate, difference] = [0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const a = conversionAt(pairs.baseline, pairs.baselineIndex[i] as number, model);
    const b = conversionAt(pairs.candidate, pairs.candidateIndex[i] as number, model);
    baseline += a;
    candidate += b;
    difference += b - a;
  }
  sums.pairs[k] = to - from;
  sums.baseline[k] = baseline;
  sums.candidate[k] = candidate;
  sums.difference[k] = difference;
}

/** Uplift over the families of the sums, each as often as `weights` says (once by default). Needs one family of weight above 0. */
export function contrastOf(sums: FamilySums, weights?: ArrayLike<number>): Contrast {
  let [pairs, baseline, candidate, difference] = [0, 0, 0, 0];
  for (let f = 0; f < sums.pairs.length; f += 1) {
    const weight = weights === undefined ? 1 : (weights[f] as number);
    pairs += weight * (sums.pairs[f] as number);
    baseline += weight * (sums.baseline[f] as number);
    candidate += weight * (sums.candidate[f] as number);
    difference += weight * (sums.difference[f] as number);
  }
  return {
    baseline: baseline / pairs,
    candidate: candidate / pairs,
    absolute: difference / pairs,
    relative: difference / baseline,
  };
}
