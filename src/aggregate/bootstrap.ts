/** Cluster bootstrap of the estimators that have no closed interval, all on the same resamples of a slice's families. */
import { FamilyResampler, quantileSorted, WeightedQuantiles } from '../stats/index.js';
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
  return {
    outputs: names,
    replicate: (weights) => {
      const found = weighted.at(weights ?? once);
      const values = new Array<number | undefined>(names.length);
      for (let i = 0; i < values.length; i += 1) values[i] = found?.[i];
      return values;
    },
  };
}

/** The values of one output, resample by resample. */
class Replicates {
  private readonly values: Float64Array;
  private defined = 0;

  constructor(
    readonly name: string,
    resamples: number,
  ) {
    this.values = new Float64Array(resamples);
  }

  add(value: number | undefined): void {
    if (value === undefined) return;
    this.values[this.defined] = value;
    this.defined += 1;
  }

  interval(level: number): Interval | undefined {
    if (this.defined < this.values.length * (1 - UNDEFINED_SHARE)) return undefined;
    const sorted = this.values.subarray(0, this.defined).sort();
    const tail = (1 - level) / 2;
    return { lower: quantileSorted(sorted, tail), upper: quantileSorted(sorted, 1 - tail), method: 'cluster-bootstrap' };
  }
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
  const gathered = estimators.map(({ outputs }) =>
    outputs.map((name) => (name === undefined ? undefined : new Replicates(name, resamples))),
  );
  const resampler = new FamilyResampler(seed, purpose, families);
  const weights = new Uint32Array(families);
  for (let r = 0; r < resamples; r += 1) {
    resampler.draw(r, weights);
    for (let e = 0; e < estimators.length; e += 1) {
      const values = (estimators[e] as Estimator).replicate(weights);
      const outputs = gathered[e] as (typeof gathered)[number];
      for (let i = 0; i < outputs.length; i += 1) outputs[i]?.add(values[i]);
    }
  }
  for (const replicates of gathered.flat()) {
    const interval = replicates?.interval(level);
    if (replicates !== undefined && interval !== undefined) intervals.set(replicates.name, interval);
  }
  return intervals;
}
