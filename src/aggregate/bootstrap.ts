/** Cluster bootstrap of the estimators that have no closed interval, all on the same resamples of a slice's families. */
import { quantileSorted, resampleFamilies } from '../stats/index.js';
import { macroF1 } from './confusion.js';
import type { Interval } from './interval.js';

/** One resample → one value for each of the estimator's outputs; undefined where it is not defined on this resample. */
export type Replicate = (weights: Uint32Array) => readonly (number | undefined)[];

export interface Estimator {
  readonly outputs: readonly string[];
  readonly replicate: Replicate;
}

/** Above this share of resamples without a value, the interval is not given. */
const UNDEFINED_SHARE = 0.05;

export function macroF1Estimator(name: string, pairs: Int32Array, labels: number, none: number): Estimator {
  return { outputs: [name], replicate: (weights) => [macroF1(pairs, labels, none, weights)] };
}

/**
 * Percentile intervals by output name; an output without an entry has none (too many resamples left it undefined).
 * The resamples depend on seed, purpose and the number of families alone.
 */
export function bootstrapIntervals(
  estimators: readonly Estimator[],
  options: {
    readonly families: number;
    readonly resamples: number;
    readonly seed: number;
    readonly purpose: string;
    readonly level: number;
  },
): ReadonlyMap<string, Interval> {
  const { families, resamples, seed, purpose, level } = options;
  const intervals = new Map<string, Interval>();
  if (families < 2 || resamples === 0 || estimators.length === 0) return intervals;
  const replicates = new Map<string, number[]>(estimators.flatMap(({ outputs }) => outputs.map((name) => [name, []])));
  const weights = new Uint32Array(families);
  for (let r = 0; r < resamples; r += 1) {
    resampleFamilies(seed, purpose, r, families, weights);
    for (const { outputs, replicate } of estimators) {
      const values = replicate(weights);
      for (let i = 0; i < outputs.length; i += 1) {
        const value = values[i];
        if (value !== undefined) replicates.get(outputs[i] as string)?.push(value);
      }
    }
  }
  const tail = (1 - level) / 2;
  for (const [name, values] of replicates) {
    if (values.length < resamples * (1 - UNDEFINED_SHARE)) continue;
    const sorted = Float64Array.from(values).sort();
    intervals.set(name, {
      lower: quantileSorted(sorted, tail),
      upper: quantileSorted(sorted, 1 - tail),
      method: 'cluster-bootstrap',
    });
  }
  return intervals;
}
