/** What every part of the simulation starts from: the pairs, and the uplift at the defaults, from which parameters are varied. */
import { type Contrast, contrastOf, type FamilySums, familySums } from './contrast.js';
import { conversionModel } from './conversion.js';
import { type EventSource, familyCount, type Pairs, pairCount, pairUp } from './pairs.js';
import { DEFAULT_PARAMETERS, type UpliftParameters } from './parameters.js';
import { type Strata, sampleFamilies, strataOf } from './subset.js';

/** Pairs, about, on which a single variation of the parameters is evaluated. */
const VARIATION_PAIRS = 4000;

export interface Comparison {
  readonly pairs: Pairs;
  readonly seed: number;
  /** Every family at the default parameters. */
  readonly atDefaults: FamilySums;
  /** Over all pairs, at the default parameters. */
  readonly point: Contrast;
}

/** @throws Error without dialogues, or when the two sides do not pair up; both are bugs upstream. */
export function compareEvents(baseline: EventSource, candidate: EventSource, seed: number): Comparison {
  const pairs = pairUp(baseline, candidate);
  if (pairCount(pairs) === 0) throw new Error('no dialogues to simulate');
  const everyFamily = Uint32Array.from({ length: familyCount(pairs) }, (_, f) => f);
  const atDefaults = familySums(pairs, everyFamily, conversionModel(DEFAULT_PARAMETERS));
  return { pairs, seed, atDefaults, point: contrastOf(atDefaults) };
}

/** The uplift as a function of the parameters, on one sample of a large run. */
export function upliftFunction(comparison: Comparison): (parameters: UpliftParameters) => number {
  const strata: Strata = strataOf(comparison.pairs, comparison.atDefaults, VARIATION_PAIRS);
  const families = sampleFamilies(strata, comparison.seed, 0);
  return (parameters) => {
    const sums = familySums(comparison.pairs, families, conversionModel(parameters));
    return comparison.point.absolute + contrastOf(changesOf(comparison, families, sums)).absolute;
  };
}

/**
 * What changed in each of the `families` against the defaults. The whole run is known exactly at the defaults, so that a sample
 * has to tell only the change, which varies less from family to family than the uplift does.
 */
export function changesOf({ atDefaults }: Comparison, families: Uint32Array, sums: FamilySums): FamilySums {
  const change = (name: 'baseline' | 'candidate' | 'difference') =>
    sums[name].map((value, k) => value - (atDefaults[name][families[k] as number] as number));
  return { pairs: sums.pairs, baseline: change('baseline'), candidate: change('candidate'), difference: change('difference') };
}
