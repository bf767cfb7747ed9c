/** The estimates of one slice: value, counts and interval of every metric, or the reason why there is none. */
import type { DefinedEstimate, Estimate } from '../schema/index.js';
import { quantileSorted, woodruff } from '../stats/index.js';
import { bootstrapIntervals, type Estimator, macroF1Estimator } from './bootstrap.js';
import { macroF1 } from './confusion.js';
import { eligibleFamilies, extremeInterval, type FamilySums, type Interval, meanInterval } from './interval.js';
import { linearisedRatio, MANY_FAMILIES, scoredMacroF1 } from './linearised.js';
import type { Metric, TimeMetric } from './metric.js';
import { labelsOf } from './offender.js';
import type { SliceTable } from './slice-table.js';

export interface EstimateOptions {
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** Classes of the confusion counts, and which of them is no class. */
  readonly labels: number;
  readonly none: number;
  /** Reason why a metric is undefined for the whole run (the bot exposes nothing for it). */
  readonly undefinedReason: (metric: Metric) => string | undefined;
  readonly signature: (metric: Metric) => string;
}

/** Below this, an interval is flagged. */
const FEW_FAMILIES = 20;

type Valued = {
  readonly value: number;
  readonly scored: number;
  readonly families: number;
  readonly interval?: Interval | undefined;
};

export function sliceEstimates(table: SliceTable, metrics: readonly Metric[], options: EstimateOptions): Estimate[] {
  const intervals = bootstrapIntervals(estimatorsOf(table, metrics, options), {
    families: table.familyCount,
    resamples: options.resamples,
    seed: options.seed,
    purpose: `interval ${labelsOf(table.ref).join(',')}`,
    level: options.level,
  });
  return metrics.map((metric, m) => estimate(table, metric, m, intervals, options));
}

function estimatorsOf(table: SliceTable, metrics: readonly Metric[], options: EstimateOptions): Estimator[] {
  const estimators: Estimator[] = [];
  const many = table.familyCount >= MANY_FAMILIES;
  metrics.forEach((metric) => {
    if (many || options.undefinedReason(metric) !== undefined) return;
    if (metric.kind === 'macro-f1' && table.pairs.length > 0) {
      estimators.push(macroF1Estimator(metric.name, table.pairs, options.labels, options.none));
    }
  });
  return estimators;
}

function estimate(
  table: SliceTable,
  metric: Metric,
  m: number,
  intervals: ReadonlyMap<string, Interval>,
  options: EstimateOptions,
): Estimate {
  const isTime = metric.unit === 'ms';
  const tally = table.tallyOf(m);
  // Times: every call is eligible, failed ones are counted beside the value instead of entering it.
  const eligible = isTime ? table.turns : metric.kind === 'macro-f1' ? table.pairs.length / 3 : tally.eligible;
  const failed = isTime ? table.failures : metric.kind === 'macro-f1' ? table.failedIntents : tally.failed;
  const common = { metric: metric.name, slice: table.ref, eligible, failed, signature: options.signature(metric) };
  const reason = options.undefinedReason(metric);
  const found = reason === undefined ? valued(table, metric, m, intervals, options) : undefined;
  if (found === undefined) {
    return { ...common, status: 'undefined', scored: 0, families: 0, reason: reason ?? metric.empty };
  }
  const { interval, value, scored, families } = found;
  return {
    ...common,
    status: 'defined',
    value,
    ...(interval === undefined ? {} : { lower: interval.lower, upper: interval.upper, interval: interval.method }),
    level: options.level,
    scored,
    families,
    ...flagsOf(families, interval),
  };
}

function flagsOf(families: number, interval: Interval | undefined): Pick<DefinedEstimate, 'flags'> {
  const flags = [...(families < FEW_FAMILIES ? ['few-families'] : []), ...(interval === undefined ? ['no-interval'] : [])];
  return flags.length === 0 ? {} : { flags };
}

function valued(
  table: SliceTable,
  metric: Metric,
  m: number,
  intervals: ReadonlyMap<string, Interval>,
  options: EstimateOptions,
): Valued | undefined {
  switch (metric.kind) {
    case 'mean':
      return meanValue(table, m, metric, options);
    case 'ratio':
      return ratioValue(table, m, options);
    case 'macro-f1':
      return macroF1Value(table, intervals.get(metric.name), options);
    case 'time': {
      const { values, familyCount } = table.timesOf(metric.time);
      if (values.length === 0) return undefined;
      return {
        value: quantileSorted(values, metric.quantile),
        scored: values.length,
        families: familyCount,
        interval: timeInterval(table, metric, options.level),
      };
    }
  }
}

/** None of a maximum, of which the data say nothing, and none where all values around the quantile are tied. */
function timeInterval(table: SliceTable, metric: TimeMetric, level: number): Interval | undefined {
  if (metric.quantile === 1) return undefined;
  const found = woodruff(table.timesOf(metric.time), table.familyCount, metric.quantile, level);
  return found === undefined || found.lower === found.upper ? undefined : { ...found, method: 'woodruff' };
}

function macroF1Value(table: SliceTable, bootstrap: Interval | undefined, options: EstimateOptions): Valued | undefined {
  const pairs = table.pairs;
  const value = macroF1(pairs, options.labels, options.none);
  if (value === undefined) return undefined;
  const sums = eligibleFamilies(correctSums(pairs, table.familyCount));
  const families = sums.denominators.length;
  const scored = scoredMacroF1(pairs, options.labels, options.none, table.familyCount, options.level);
  const interval = families < 2 ? undefined : (extremeInterval(sums, options.level) ?? scored ?? bootstrap);
  return { value, scored: pairs.length / 3, families, interval };
}

/** Right and labelled turns a family. */
function correctSums(pairs: Int32Array, families: number): FamilySums {
  const sums = { numerators: new Float64Array(families), denominators: new Float64Array(families) };
  for (let i = 0; i < pairs.length; i += 3) {
    const family = pairs[i] as number;
    sums.denominators[family] = (sums.denominators[family] as number) + 1;
    if (pairs[i + 1] === pairs[i + 2]) sums.numerators[family] = (sums.numerators[family] as number) + 1;
  }
  return sums;
}

function meanValue(
  table: SliceTable,
  m: number,
  metric: Metric & { kind: 'mean' },
  options: EstimateOptions,
): Valued | undefined {
  const sums = eligibleFamilies(table.sumsOf(m));
  const scored = sum(sums.denominators);
  if (scored === 0) return undefined;
  const interval = meanInterval(sums, options.level, { binary: metric.binary, bounded: metric.range[1] === 1 });
  return { value: sum(sums.numerators) / scored, scored, families: sums.denominators.length, interval };
}

function ratioValue(table: SliceTable, m: number, options: EstimateOptions): Valued | undefined {
  const sums = eligibleFamilies(table.sumsOf(m));
  const denominator = sum(sums.denominators);
  if (denominator === 0) return undefined;
  const families = sums.denominators.length;
  const interval = families < 2 ? undefined : (extremeInterval(sums, options.level) ?? linearisedRatio(sums, options.level));
  return { value: sum(sums.numerators) / denominator, scored: table.tallyOf(m).eligible, families, interval };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
