/**
 * What the metrics come to on one slice, for any family weights. Families are numbered by their first appearance in the slice,
 * which the dialogues alone decide: over the same dialogues the numbers of two runs agree, so that both can be weighted alike.
 */
import type { SliceRef } from '../schema/index.js';
import { quantileSorted } from '../stats/index.js';
import { type Estimator, ratioEstimator, timeEstimator } from './bootstrap.js';
import { eligibleFamilies, type FamilySums } from './interval.js';
import type { Metric, StatisticMetric, TimeMetric } from './metric.js';
import type { Time } from './score-rows.js';
import type { SliceTable, SliceTimes } from './slice-table.js';
import type { Replicate, Sample, SampleSource, StatisticSet, Weights } from './statistic.js';

/** Counts beside a value. */
export interface SliceTally {
  readonly eligible: number;
  readonly failed: number;
}

export class SliceStatistics {
  private readonly prepared = new Map<StatisticSet, Replicate>();
  private readonly values = new Map<StatisticSet, ReturnType<Replicate>>();
  private readonly moves = new Map<StatisticSet, readonly Float64Array[]>();
  private readonly ends = new Map<StatisticSet, FamilySums | undefined>();
  private readonly sizes = new Map<Sample, Float64Array>();

  constructor(
    private readonly table: SliceTable,
    private readonly metrics: readonly Metric[],
    private readonly sources: readonly SampleSource[],
  ) {}

  get ref(): SliceRef {
    return this.table.ref;
  }

  /** Families of the slice, with values or without. */
  get familyCount(): number {
    return this.table.familyCount;
  }

  tallyOf(metric: Metric): SliceTally {
    // Times: every call is eligible, failed ones are counted beside the value instead of entering it.
    if (metric.unit === 'ms' || metric.kind === 'rate') return { eligible: this.table.turns, failed: this.table.failures };
    if (metric.kind === 'statistic') {
      return { eligible: this.sampleOf(metric).size, failed: this.table.failedSamplesOf(this.sourceOf(metric)) };
    }
    const { eligible, failed } = this.table.tallies;
    const m = this.metrics.indexOf(metric);
    return { eligible: eligible[m] ?? 0, failed: failed[m] ?? 0 };
  }

  /** Why turns of the slice leave the metric without a value. */
  flawOf(metric: Metric): string | undefined {
    if (metric.flaw === undefined) return undefined;
    const flawed = this.table.tallies.flawed[this.metrics.indexOf(metric)] ?? 0;
    return flawed === 0 ? undefined : `${metric.flaw.reason} (${flawed} ${flawed === 1 ? 'turn' : 'turns'})`;
  }

  /** Σ numerator and Σ denominator of every family, for a mean or a ratio (of a mean: its sum and number of turns). */
  sumsOf(metric: Metric): FamilySums | undefined {
    return metric.kind === 'mean' || metric.kind === 'ratio' ? this.table.sumsOf(this.metrics.indexOf(metric)) : undefined;
  }

  sampleOf(metric: StatisticMetric): Sample {
    return this.table.sampleOf(this.sourceOf(metric));
  }

  timesOf(time: Time): SliceTimes {
    return this.table.timesOf(time);
  }

  /** Samples of each family. */
  sizesOf(metric: StatisticMetric): Float64Array {
    const sample = this.sampleOf(metric);
    return once(this.sizes, sample, () => {
      const sizes = new Float64Array(sample.families);
      for (const owner of sample.owners) sizes[owner] = (sizes[owner] as number) + 1;
      return sizes;
    });
  }

  /** Right and all samples of the families that have any; undefined for statistics that do not tell. */
  extremesOf(metric: StatisticMetric): FamilySums | undefined {
    const { statistics } = metric;
    return once(this.ends, statistics, () => {
      const sums = statistics.extremes?.(this.sampleOf(metric));
      return sums === undefined ? undefined : eligibleFamilies(sums);
    });
  }

  /** By output, then family: how far each family moves the metric. Only for statistics that know it. */
  influencesOf(metric: StatisticMetric): readonly Float64Array[] {
    const { statistics } = metric;
    return once(this.moves, statistics, () => statistics.influences?.(this.sampleOf(metric)) ?? []);
  }

  /** The value; undefined where there is none. Reasons: the run's, then {@link flawOf}, then the metric's `empty`. */
  valueOf(metric: Metric): number | undefined {
    if (metric.kind === 'time') {
      const { values } = this.timesOf(metric.time);
      return values.length === 0 ? undefined : quantileSorted(values, metric.quantile);
    }
    if (metric.kind !== 'statistic') return this.replicateOf(metric)?.();
    if (this.sampleOf(metric).size === 0) return undefined;
    const { statistics } = metric;
    return once(this.values, statistics, () => this.prepare(statistics, metric)())[metric.output];
  }

  /**
   * The metric under any family weights (`familyCount` of them; absent: once each), for a bootstrap of one's own. Undefined
   * when the slice has nothing for it, and for a rate. A maximum has a value, but no use for weights.
   */
  replicateOf(metric: Metric): ((weights?: Weights) => number | undefined) | undefined {
    const [estimator] = this.estimatorsOf([metric]);
    if (estimator === undefined) return undefined;
    const place = estimator.outputs.indexOf(metric.name);
    return (weights) => estimator.replicate(weights)[place];
  }

  /** Estimators of the metrics that have anything here; metrics over the same samples share one. */
  estimatorsOf(metrics: readonly Metric[]): Estimator[] {
    return [...this.sumEstimators(metrics), ...this.statisticEstimators(metrics), ...this.timeEstimators(metrics)];
  }

  private sumEstimators(metrics: readonly Metric[]): Estimator[] {
    return metrics.flatMap((metric) => {
      const sums = this.sumsOf(metric);
      return sums === undefined || sums.denominators.every((d) => d === 0) ? [] : [ratioEstimator(metric.name, sums)];
    });
  }

  private statisticEstimators(metrics: readonly Metric[]): Estimator[] {
    const wanted = new Map<StatisticSet, StatisticMetric[]>();
    for (const metric of metrics) {
      if (metric.kind !== 'statistic' || this.sampleOf(metric).size === 0) continue;
      wanted.set(metric.statistics, [...(wanted.get(metric.statistics) ?? []), metric]);
    }
    return [...wanted].map(([set, named]) => ({
      outputs: Array.from({ length: set.outputs }, (_, output) => named.find((metric) => metric.output === output)?.name),
      replicate: this.prepare(set, named[0] as StatisticMetric),
    }));
  }

  private timeEstimators(metrics: readonly Metric[]): Estimator[] {
    return (['latencyMs', 'firstTokenMs'] as const).flatMap((time) => {
      const wanted = metrics.filter((metric): metric is TimeMetric => metric.kind === 'time' && metric.time === time);
      const times = this.timesOf(time);
      if (wanted.length === 0 || times.values.length === 0) return [];
      const names = wanted.map(({ name }) => name);
      return [
        timeEstimator(
          names,
          wanted.map(({ quantile }) => quantile),
          times,
          this.familyCount,
        ),
      ];
    });
  }

  private prepare(set: StatisticSet, metric: StatisticMetric): Replicate {
    return once(this.prepared, set, () => set.prepare(this.sampleOf(metric)));
  }

  private sourceOf(metric: StatisticMetric): number {
    return this.sources.indexOf(metric.statistics.source);
  }
}

/** What several metrics over the same samples ask for is worked out for the first of them. */
function once<K, V>(kept: Map<K, V>, key: K, make: () => V): V {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as V;
}
