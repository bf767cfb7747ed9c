/** The estimates of one slice: value, counts and interval of every metric, or the reason why there is none. */
import type { DefinedEstimate, Estimate } from '../schema/index.js';
import { clusteredMean, clusteredMeanP, signFlipTest } from '../stats/index.js';
import { bootstrapIntervals } from './bootstrap.js';
import { eligibleFamilies, extremeInterval, type FamilySums, type Interval, meanInterval } from './interval.js';
import { linearisedRatio, linearisedStatistic, MANY_FAMILIES } from './linearised.js';
import type { Metric, StatisticMetric } from './metric.js';
import { labelsOf } from './offender.js';
import type { SliceStatistics } from './slice-statistics.js';
import type { Sample } from './statistic.js';

export interface EstimateOptions {
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
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

/** Means have a closed form; ratios and smooth statistics of many families are linearised. */
function needsBootstrap(metric: Metric, families: number): boolean {
  switch (metric.kind) {
    case 'mean':
      return false;
    case 'ratio':
      return families < MANY_FAMILIES;
    case 'statistic':
      return families < MANY_FAMILIES || metric.statistics.influences === undefined;
    case 'time':
      // The bootstrap says nothing true of a maximum.
      return metric.quantile < 1;
  }
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
  const found = undefinedReason === undefined ? valued(slice, metric, intervals.get(metric.name), options.level) : undefined;
  if (found === undefined) {
    return { ...common, status: 'undefined', scored: 0, families: 0, reason: undefinedReason ?? metric.empty };
  }
  const { interval, value, scored, families } = found;
  return {
    ...common,
    status: 'defined',
    value,
    ...(interval === undefined ? {} : { lower: interval.lower, upper: interval.upper, interval: interval.method }),
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

function valued(slice: SliceStatistics, metric: Metric, drawn: Interval | undefined, level: number): Valued | undefined {
  switch (metric.kind) {
    case 'mean': {
      const sums = eligibleFamilies(slice.sumsOf(metric) as FamilySums);
      const scored = sum(sums.denominators);
      if (scored === 0) return undefined;
      const interval = meanInterval(sums, level, metric);
      return { value: sum(sums.numerators) / scored, scored, families: sums.denominators.length, interval };
    }
    case 'ratio': {
      const sums = eligibleFamilies(slice.sumsOf(metric) as FamilySums);
      const denominator = sum(sums.denominators);
      if (denominator === 0) return undefined;
      const families = sums.denominators.length;
      const usual = slice.familyCount >= MANY_FAMILIES ? linearisedRatio(sums, level) : drawn;
      const interval = families < 2 ? undefined : (extremeInterval(sums, level) ?? usual);
      return { value: sum(sums.numerators) / denominator, scored: slice.tallyOf(metric).eligible, families, interval };
    }
    case 'statistic':
      return statisticValue(slice, metric, drawn, level);
    case 'time': {
      const { values, familyCount: families } = slice.timesOf(metric.time);
      const value = slice.valueOf(metric);
      return value === undefined ? undefined : { value, scored: values.length, families, interval: drawn };
    }
  }
}

function statisticValue(
  slice: SliceStatistics,
  metric: StatisticMetric,
  drawn: Interval | undefined,
  level: number,
): Valued | undefined {
  const value = slice.valueOf(metric);
  if (value === undefined) return undefined;
  const { statistics, output, range } = metric;
  const sample = slice.sampleOf(metric);
  const families = ownersIn(sample);
  const counted = { value, scored: sample.size, families };
  if (families < 2) return counted;
  if (statistics.extremes !== undefined && range[0] === 0 && range[1] === 1) {
    const extreme = extremeInterval(eligibleFamilies(statistics.extremes(sample)), level);
    if (extreme !== undefined) return { ...counted, interval: extreme };
  }
  if (slice.familyCount < MANY_FAMILIES || statistics.influences === undefined) return { ...counted, interval: widthOf(drawn) };
  const influence = slice.influencesOf(metric)[output] as Float64Array;
  return { ...counted, interval: linearisedStatistic(value, influence, level, range as readonly [number, number]) };
}

/** Families with a sample. */
function ownersIn({ owners, families }: Sample): number {
  const isOwner = new Uint8Array(families);
  for (const owner of owners) isOwner[owner] = 1;
  return isOwner.reduce((total, is) => total + is, 0);
}

/** Resamples that all agree to the last digit show no scatter to judge by; a width of 0 would be false certainty. */
function widthOf(interval: Interval | undefined): Interval | undefined {
  return interval !== undefined && interval.lower === interval.upper ? undefined : interval;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
