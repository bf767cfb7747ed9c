/** Cluster bootstrap of the estimators that have no closed interval, all on the same resamples of a slice's families. */
import { quantileSorted, resampleFamilies, WeightedQuantiles } from '../stats/index.js';
import type { FamilySums, Interval } from './interval.js';
import type { SortedTimes } from './sorted-times.js';
import type { Replicate } from './statistic.js';

/** What is computed on each resample; an output without a name is not asked for. */
export interface Estimator {
  readonly outputs: readonly (string | undefined)[];
  readonly replicate: Replicate;
}

/** Above this share of resamples without a value, the interval is not given. */
const UNDEFINED_SHARE = 0.05;

export function ratioEstimator(name: string, { numerators, denominators }: FamilySums): Estimator {
  return {
    outputs: [name],
    replicate: (weights) => {
      let numerator = 0;
      let denominator = 0;
      for (let i = 0; i < numerators.length; i += 1) {
        const weight = weights === undefined ? 1 : (weights[i] as number);
        numerator += weight * (numerators[i] as number);
        denominator += weight * (denominators[i] as number);
      }
      return [denominator === 0 ? undefined : numerator / denominator];
    },
  };
}

/** All quantiles of one time. */
export function timeEstimator(
  names: readonly string[],
  quantiles: readonly number[],
  { values, owners }: SortedTimes,
  families: number,
): Estimator {
  const weighted = new WeightedQuantiles(values, owners, families, quantiles);
  const once = new Uint32Array(families).fill(1);
  return { outputs: names, replicate: (weights) => Array.from(weighted.at(weights ?? once) ?? []) };
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
  const replicates = new Map<string, number[]>();
  for (const name of estimators.flatMap(({ outputs }) => outputs)) if (name !== undefined) replicates.set(name, []);
  const weights = new Uint32Array(families);
  for (let r = 0; r < resamples; r += 1) {
    resampleFamilies(seed, purpose, r, families, weights);
    for (const { outputs, replicate } of estimators) {
      const values = replicate(weights);
      for (let i = 0; i < outputs.length; i += 1) {
        const [name, value] = [outputs[i], values[i]];
        if (name !== undefined && value !== undefined) replicates.get(name)?.push(value);
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
