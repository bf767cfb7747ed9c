/** The estimates of one slice: value, counts and interval of every metric, or the reason why there is none. */
import type { DefinedEstimate, Estimate } from '../schema/index.js';
import { clusteredMean, clusteredMeanP, clusterQuantile, signFlipTest } from '../stats/index.js';
import { bootstrapIntervals } from './bootstrap.js';
import { eligibleFamilies, extremeInterval, type FamilySums, type Interval, isUnit, meanInterval } from './interval.js';
import { linearisedRatio, linearisedStatistic, MANY_FAMILIES } from './linearised.js';
import type { Metric, StatisticMetric, TimeMetric } from './metric.js';
import { labelsOf } from './offender.js';
import type { SliceStatistics } from './slice-statistics.js';

export interface EstimateOptions {
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** How long the run took, where it is known. */
  readonly wallMs?: number | undefined;
  /** Reason why a metric is undefined for the whole run (the bot exposes nothing for it). */
  readonly undefinedReason: (metric: Metric) => string | undefined;
  readonly signature: (metric: Metric) => string;
}

/** Below this, an interval is flagged. */
const FEW_FAMILIES = 20;

/** Sign patterns drawn where there are too many to try them all. */
const TEST_RESAMPLES = 2000;

type Valued = {
  readonly value: number;
  readonly scored: number;
  readonly families: number;
  readonly interval?: Interval | undefined;
};

export function sliceEstimates(slice: SliceStatistics, metrics: readonly Metric[], options: EstimateOptions): Estimate[] {
  const reasons = metrics.map((metric) => options.undefinedReason(metric) ?? slice.flawOf(metric));
  const drawn = metrics.filter((metric, m) => reasons[m] === undefined && needsBootstrap(metric, slice.familyCount));
  const intervals = bootstrapIntervals(slice.estimatorsOf(drawn), {
    families: slice.familyCount,
    resamples: options.resamples,
    seed: options.seed,
    purpose: `interval ${labelsOf(slice.ref).join(',')}`,
    level: options.level,
  });
  return metrics.map((metric, m) => estimate(slice, metric, reasons[m], intervals, options));
}

/** Statistics without influences have no closed form; those that can be negative need many families for one. */
function needsBootstrap(metric: Metric, families: number): boolean {
  return mayBeDrawn(metric) && (metric.statistics.influences === undefined || families < MANY_FAMILIES);
}

/** Whether resamples decide the interval, at least with few families. */
export function mayBeDrawn(metric: Metric): metric is StatisticMetric {
  return metric.kind === 'statistic' && (metric.statistics.influences === undefined || !isUnit(metric.range));
}

function estimate(
  slice: SliceStatistics,
  metric: Metric,
  undefinedReason: string | undefined,
  intervals: ReadonlyMap<string, Interval>,
  options: EstimateOptions,
): Estimate {
  const { eligible, failed } = slice.tallyOf(metric);
  const common = { metric: metric.name, slice: slice.ref, eligible, failed, signature: options.signature(metric) };
  const found = undefinedReason === undefined ? valued(slice, metric, intervals.get(metric.name), options) : undefined;
  if (found === undefined) {
    return { ...common, status: 'undefined', scored: 0, families: 0, reason: undefinedReason ?? metric.empty };
  }
  const { interval, value, scored, families } = found;
  return {
    ...common,
    status: 'defined',
    value,
    ...(interval === undefined ? {} : { ...finiteEnds(interval), interval: interval.method }),
    level: options.level,
    ...testOf(slice, metric, families, options),
    scored,
    families,
    ...flagsOf(families, interval),
  };
}

/**
 * p of "no difference", for a metric that is one: what if parents and variants had swapped places in any set of families? Many
 * families need no such draws: there the mean difference is normal.
 */
function testOf(slice: SliceStatistics, metric: Metric, families: number, options: EstimateOptions): Pick<DefinedEstimate, 'p'> {
  if (metric.kind !== 'mean' || metric.isDifference !== true || families < 2) return {};
  const sums = slice.sumsOf(metric) as FamilySums;
  if (families >= MANY_FAMILIES) {
    const p = clusteredMeanP(clusteredMean(sums.numerators, sums.denominators, options.level));
    return p === undefined ? {} : { p };
  }
  const purpose = `${metric.name} ${labelsOf(slice.ref).join(',')}`;
  return { p: signFlipTest(sums.numerators, { resamples: TEST_RESAMPLES, seed: options.seed, purpose }).p };
}

function flagsOf(families: number, interval: Interval | undefined): Pick<DefinedEstimate, 'flags'> {
  const flags = [...(families < FEW_FAMILIES ? ['few-families'] : []), ...(interval === undefined ? ['no-interval'] : [])];
  return flags.length === 0 ? {} : { flags };
}

function valued(
  slice: SliceStatistics,
  metric: Metric,
  drawn: Interval | undefined,
  { level, wallMs }: EstimateOptions,
): Valued | undefined {
  switch (metric.kind) {
    case 'mean': {
      if (slice.tallyOf(metric).eligible === 0) return undefined;
      const sums = eligibleFamilies(slice.sumsOf(metric) as FamilySums);
      const scored = sum(sums.denominators);
      if (scored === 0) return undefined;
      const interval = meanInterval(sums, level, metric);
      return { value: sum(sums.numerators) / scored, scored, families: sums.denominators.length, interval };
    }
    case 'ratio': {
      const { eligible } = slice.tallyOf(metric);
      if (eligible === 0) return undefined;
      const sums = eligibleFamilies(slice.sumsOf(metric) as FamilySums);
      const denominator = sum(sums.denominators);
      if (denominator === 0) return undefined;
      const families = sums.denominators.length;
      const interval = families < 2 ? undefined : (extremeInterval(sums, level) ?? linearisedRatio(sums, level));
      return { value: sum(sums.numerators) / denominator, scored: eligible, families, interval };
    }
    case 'rate': {
      const { eligible, failed } = slice.tallyOf(metric);
      const isWhole = Object.keys(slice.ref).length === 0;
      if (!isWhole || wallMs === undefined || wallMs <= 0 || eligible === 0) return undefined;
      const scored = eligible - failed;
      return { value: scored / (wallMs / 1000), scored, families: slice.familyCount };
    }
    case 'statistic':
      return statisticValue(slice, metric, drawn, level);
    case 'time': {
      const { values, familyCount: families } = slice.timesOf(metric.time);
      const value = slice.valueOf(metric);
      if (value === undefined) return undefined;
      return { value, scored: values.length, families, interval: timeInterval(slice, metric, level) };
    }
  }
}

/**
 * None of a maximum, of which the data say nothing, and none where all values around the quantile are tied. Where no value bounds it below, the
 * least time does; where none bounds it above as well, there is no interval.
 */
function timeInterval(slice: SliceStatistics, metric: TimeMetric, level: number): Interval | undefined {
  if (metric.quantile === 1) return undefined;
  const found = clusterQuantile(slice.timesOf(metric.time), slice.familyCount, metric.quantile, level);
  if (found === undefined || (!Number.isFinite(found.lower) && !Number.isFinite(found.upper))) return undefined;
  return widthOf({ lower: Math.max(metric.range[0], found.lower), upper: found.upper, method: 'cluster-quantile' });
}

/** An infinite end is left out: JSON has no number for it. */
function finiteEnds({ lower, upper }: Interval): Pick<DefinedEstimate, 'lower' | 'upper'> {
  return { ...(Number.isFinite(lower) ? { lower } : {}), ...(Number.isFinite(upper) ? { upper } : {}) };
}

function statisticValue(
  slice: SliceStatistics,
  metric: StatisticMetric,
  drawn: Interval | undefined,
  level: number,
): Valued | undefined {
  const value = slice.valueOf(metric);
  if (value === undefined) return undefined;
  const { output, range } = metric;
  const sizes = slice.sizesOf(metric);
  const families = sizes.reduce((count, size) => (size > 0 ? count + 1 : count), 0);
  const counted = { value, scored: slice.sampleOf(metric).size, families };
  if (families < 2) return counted;
  const extremes = isUnit(range) ? slice.extremesOf(metric) : undefined;
  const extreme = extremes === undefined ? undefined : extremeInterval(extremes, level);
  if (extreme !== undefined) return { ...counted, interval: extreme };
  if (needsBootstrap(metric, slice.familyCount)) return { ...counted, interval: widthOf(drawn) };
  const influence = slice.influencesOf(metric)[output] as Float64Array;
  return { ...counted, interval: linearisedStatistic({ value, influence, sizes }, level, range) };
}

/** What all agrees to the last digit shows no scatter to judge by; a width of 0 would be false certainty. */
function widthOf(interval: Interval | undefined): Interval | undefined {
  return interval !== undefined && interval.lower === interval.upper ? undefined : interval;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
