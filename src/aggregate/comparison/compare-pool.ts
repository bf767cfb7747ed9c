/** Every metric on every slice, candidate against baseline: differences with adjusted p and verdicts. */
import { type Difference, type SliceRef, sliceLabel } from '../../schema/index.js';
import { benjaminiHochberg } from '../../stats/index.js';
import type { Metric } from '../metric.js';
import type { SliceTable } from '../slice-table.js';
import { type DifferenceOptions, type MeasuredDifference, ratioDifference, statisticDifference } from './difference.js';
import { DEFAULT_MARGIN, judgeDifference } from './judge.js';
import { Pair } from './pair.js';
import { pooledStatistic } from './pooled-statistic.js';
import type { RunPool } from './run-pool.js';

export interface PoolComparisonOptions extends Omit<DifferenceOptions, 'purpose'> {
  readonly metrics: readonly Metric[];
  readonly slices: readonly SliceRef[];
  /** Why a run has no value of a metric at all; by run, then metric. */
  readonly undefinedReasons: readonly ReadonlyMap<string, string>[];
  readonly signature: (metric: Metric) => string;
  /** By metric; others have the default. */
  readonly margins: ReadonlyMap<string, number>;
  /** For all metrics that `margins` does not name, but for times. */
  readonly margin?: number;
}

/** Below this, a difference is flagged. */
const FEW_FAMILIES = 20;

/** Measures one metric of two runs on the table of a slice; a reason where either has no value. */
export function measure(
  pool: RunPool,
  table: SliceTable,
  metric: Metric,
  runs: readonly [baseline: number, candidate: number],
  options: DifferenceOptions,
): MeasuredDifference | undefined {
  const m = pool.metrics.indexOf(metric);
  const pair = new Pair(table, pool.runs, ...runs);
  if (pair.families === 0) return undefined;
  if (metric.kind === 'mean' || metric.kind === 'ratio') return ratioDifference(metric, pair.sidesOf(table.sumsOf(m)), options);
  return statisticDifference(metric, pair, pooledStatistic(table, metric, m, pool.intents.names.length, pool.none), options);
}

type Found = { readonly metric: Metric; readonly slice: SliceRef } & (
  | { readonly measured: MeasuredDifference; readonly reason?: undefined }
  | { readonly measured?: undefined; readonly reason: string }
);

/** p values are adjusted (Benjamini–Hochberg) in two groups: everything, and all slices together, so that many slices do not hide a finding. */
export function comparePool(
  pool: RunPool,
  runs: readonly [baseline: number, candidate: number],
  options: PoolComparisonOptions,
): Difference[] {
  const found = options.slices.flatMap((slice) => {
    const table = pool.tableOf(slice);
    return options.metrics.map((metric) => find(pool, table, metric, runs, options));
  });
  const groups = [found.filter(isOverall), found.filter((one) => !isOverall(one))];
  const adjusted = new Map<Found, number>();
  for (const group of groups) {
    const tested = group.filter(({ measured }) => measured?.p !== undefined);
    const ps = benjaminiHochberg(tested.map(({ measured }) => measured?.p as number));
    tested.forEach((one, i) => {
      adjusted.set(one, ps[i] as number);
    });
  }
  return found.map((one) => differenceOf(one, adjusted.get(one), options));
}

function isOverall({ slice }: Found): boolean {
  return Object.keys(slice).length === 0;
}

function find(
  pool: RunPool,
  table: SliceTable,
  metric: Metric,
  runs: readonly [baseline: number, candidate: number],
  options: PoolComparisonOptions,
): Found {
  const slice = table.ref;
  const reasons = runs.flatMap((run, i) => {
    const reason = options.undefinedReasons[run]?.get(metric.name);
    return reason === undefined ? [] : [`${i === 0 ? 'baseline' : 'candidate'}: ${reason}`];
  });
  if (reasons.length > 0) return { metric, slice, reason: reasons.join('; ') };
  const measured = measure(pool, table, metric, runs, { ...options, purpose: `${metric.name} ${sliceLabel(slice)}` });
  return measured === undefined ? { metric, slice, reason: metric.empty } : { metric, slice, measured };
}

function marginOf(metric: Metric, measured: MeasuredDifference, { margins, margin }: PoolComparisonOptions): number {
  const named = margins.get(metric.name);
  if (named !== undefined) return named;
  if (metric.unit === 'ms') return DEFAULT_MARGIN.msShare * measured.baseline;
  return margin ?? DEFAULT_MARGIN[metric.unit];
}

function differenceOf(found: Found, adjusted: number | undefined, options: PoolComparisonOptions): Difference {
  const { metric, slice, measured } = found;
  const subject = { metric: metric.name, slice, signature: options.signature(metric) };
  if (measured === undefined) return { ...subject, status: 'undefined', reason: found.reason };
  const { interval, families, differing, p, test, baseline, candidate, difference } = measured;
  const margin = marginOf(metric, measured, options);
  const { verdict, familiesMore } = judgeDifference(measured, adjusted, { ...options, direction: metric.direction, margin });
  const flags = [...(families < FEW_FAMILIES ? ['few-families'] : []), ...(interval === undefined ? ['no-interval'] : [])];
  return {
    ...subject,
    status: 'defined',
    baseline,
    candidate,
    difference,
    ...(interval === undefined ? {} : { lower: interval.lower, upper: interval.upper, interval: interval.method }),
    level: options.level,
    ...(p === undefined || adjusted === undefined || test === undefined ? {} : { p, p_adjusted: adjusted, test }),
    margin,
    verdict,
    families,
    ...(differing === undefined ? {} : { differing }),
    ...(familiesMore === undefined ? {} : { families_more: familiesMore }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}
