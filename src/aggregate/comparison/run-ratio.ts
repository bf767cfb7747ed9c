/** candidate / baseline of a metric, with its interval over families: for limits such as "at most 1.2 times as slow". */
import { sliceLabel } from '../../schema/index.js';
import { bootstrapIntervals } from '../bootstrap.js';
import type { Metric } from '../metric.js';
import type { SliceStatistics } from '../slice-statistics.js';
import { differenceEstimators } from './measure.js';
import type { MeasureOptions } from './measured.js';
import type { PoolSlice } from './run-pool.js';

export interface RunRatio {
  readonly baseline: number;
  readonly candidate: number;
  readonly ratio: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly families: number;
}

/** Percentile bootstrap of the ratio. Undefined when a run has no value, or the baseline's is 0. */
export function runRatio(
  slice: PoolSlice,
  metric: Metric,
  runs: readonly [baseline: number, candidate: number],
  { level, seed, resamples }: Pick<MeasureOptions, 'level' | 'seed' | 'resamples'>,
): RunRatio | undefined {
  const [from, to] = runs.map((run) => slice.runs[run]) as [SliceStatistics, SliceStatistics];
  const [baseline, candidate] = [from.valueOf(metric), to.valueOf(metric)];
  if (baseline === undefined || candidate === undefined || baseline === 0) return undefined;
  const estimators = differenceEstimators(from, to, [metric], (before, after) => (before === 0 ? undefined : after / before));
  const { families } = slice;
  const purpose = `difference ${sliceLabel(slice.ref)}`;
  const interval = bootstrapIntervals(estimators, { families, resamples, seed, purpose, level }).get(metric.name);
  const ratio = candidate / baseline;
  // No width is false certainty, but for runs that are one and the same.
  const isHeld = interval !== undefined && (interval.lower < interval.upper || ratio === 1);
  return { baseline, candidate, ratio, families, ...(isHeld ? { lower: interval.lower, upper: interval.upper } : {}) };
}
