/** Every metric on every slice, candidate against baseline: differences with adjusted p and verdicts. */
import { type Difference, type Estimate, type SliceRef, sliceLabel } from '../../schema/index.js';
import { benjaminiHochberg } from '../../stats/index.js';
import type { Metric } from '../metric.js';
import { DEFAULT_MARGIN, judgeDifference } from './judge.js';
import { measureSlice } from './measure.js';
import type { MeasuredDifference, MeasureOptions } from './measured.js';
import type { PoolSlice } from './run-pool.js';

export interface PoolComparisonOptions extends Omit<MeasureOptions, 'purpose'> {
  readonly metrics: readonly Metric[];
  /** Of the run at that place: why a metric has no value on a slice. */
  readonly reasonOf: (run: number, metric: Metric, slice: SliceRef) => string | undefined;
  readonly signature: (metric: Metric) => string;
  /** By metric; others have the default. */
  readonly margins: ReadonlyMap<string, number>;
  /** For all metrics that `margins` does not name, but for times. */
  readonly margin?: number;
}

/** Below this, a difference is flagged. */
const FEW_FAMILIES = 20;

type Found = { readonly metric: Metric; readonly slice: SliceRef } & (
  | { readonly measured: MeasuredDifference; readonly reason?: undefined }
  | { readonly measured?: undefined; readonly reason: string }
);

/**
 * p values are adjusted (Benjamini–Hochberg) in two groups: the metrics over everything, and all slices together, so that many
 * slices do not hide a finding.
 */
export function comparePool(
  slices: readonly PoolSlice[],
  runs: readonly [baseline: number, candidate: number],
  options: PoolComparisonOptions,
): Difference[] {
  const found = slices.flatMap((slice) => findIn(slice, runs, options));
  const adjusted = new Map<Found, number>();
  for (const group of [found.filter(isOverall), found.filter((one) => !isOverall(one))]) {
    const tested = group.filter(({ measured }) => measured?.p !== undefined);
    const ps = benjaminiHochberg(tested.map(({ measured }) => measured?.p as number));
    tested.forEach((one, i) => {
      adjusted.set(one, ps[i] as number);
    });
  }
  return found.map((one) => differenceOf(one, adjusted.get(one), options));
}

/** Reasons by metric and slice, from the estimates of a run. */
export function undefinedReasons(estimates: readonly Estimate[]): ReadonlyMap<string, string> {
  return new Map(
    estimates.flatMap((estimate) =>
      estimate.status === 'undefined' ? [[`${estimate.metric} ${sliceLabel(estimate.slice)}`, estimate.reason] as const] : [],
    ),
  );
}

function isOverall({ slice }: Found): boolean {
  return Object.keys(slice).length === 0;
}

function findIn(slice: PoolSlice, runs: readonly [number, number], options: PoolComparisonOptions): Found[] {
  const reasons = new Map<Metric, string>();
  for (const metric of options.metrics) {
    const lacking = runs.flatMap((run, i) => {
      const reason = options.reasonOf(run, metric, slice.ref);
      return reason === undefined ? [] : [`${i === 0 ? 'baseline' : 'candidate'}: ${reason}`];
    });
    const [first, second] = lacking;
    if (first !== undefined) {
      const isShared = second !== undefined && first.slice('baseline: '.length) === second.slice('candidate: '.length);
      reasons.set(metric, isShared ? first.slice('baseline: '.length) : lacking.join('; '));
    }
  }
  const measured = measureSlice(
    slice,
    options.metrics.filter((metric) => !reasons.has(metric)),
    runs,
    options,
  );
  return options.metrics.map((metric): Found => {
    const known = measured.get(metric);
    const subject = { metric, slice: slice.ref };
    return known === undefined ? { ...subject, reason: reasons.get(metric) ?? metric.empty } : { ...subject, measured: known };
  });
}

function marginOf(metric: Metric, measured: MeasuredDifference, { margins, margin }: PoolComparisonOptions): number {
  const named = margins.get(metric.name);
  if (named !== undefined) return named;
  if (metric.unit === 'ms' || metric.unit === 'per_second') return DEFAULT_MARGIN.msShare * measured.baseline;
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
    differing,
    ...(familiesMore === undefined ? {} : { families_more: familiesMore }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}
