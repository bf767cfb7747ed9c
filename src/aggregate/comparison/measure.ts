/** The differences of all metrics between two runs on one slice, on shared resamples and swaps. */
import { sliceLabel } from '../../schema/index.js';
import { bootstrapIntervals, type Estimator } from '../bootstrap.js';
import { MANY_FAMILIES } from '../linearised.js';
import type { Metric } from '../metric.js';
import type { SliceStatistics } from '../slice-statistics.js';
import {
  clipped,
  type DifferenceInterval,
  type MeasuredDifference,
  type MeasureOptions,
  stillInterval,
  withSpread,
} from './measured.js';
import type { PoolSlice } from './run-pool.js';
import { sumDifference } from './sum-difference.js';
import { swapTests } from './swaps.js';
import type { Tested } from './tested.js';

type Runs = readonly [baseline: number, candidate: number];

/** By metric; one without a value in either run has no entry. */
export function measureSlice(
  slice: PoolSlice,
  metrics: readonly Metric[],
  runs: Runs,
  given: Omit<MeasureOptions, 'purpose'>,
): ReadonlyMap<Metric, MeasuredDifference> {
  const options = { ...given, purpose: `difference ${sliceLabel(slice.ref)}` };
  const [baseline, candidate] = runs.map((run) => slice.runs[run]) as [SliceStatistics, SliceStatistics];
  const measured = new Map<Metric, MeasuredDifference>();
  if (slice.families === 0) return measured;
  const drawn = metrics.filter((metric) => isDrawn(metric, slice.families));
  const intervals = bootstrapIntervals(differenceEstimators(baseline, candidate, drawn), {
    ...options,
    families: slice.families,
  });
  const others = metrics.filter(({ kind }) => kind === 'statistic' || kind === 'time');
  const tests = options.patterns === 0 ? new Map<string, Tested>() : swapTests(slice, others.filter(isWeighable), runs, options);
  for (const metric of metrics) {
    const bootstrap = intervals.get(metric.name) as DifferenceInterval | undefined;
    const sums = { baseline: baseline.sumsOf(metric), candidate: candidate.sumsOf(metric) };
    const found =
      sums.baseline !== undefined && sums.candidate !== undefined
        ? sumDifference(metric, { baseline: sums.baseline, candidate: sums.candidate }, bootstrap, {
            ...options,
            purpose: `${metric.name} ${sliceLabel(slice.ref)}`,
          })
        : statisticDifference(metric, [baseline, candidate], bootstrap, tests.get(metric.name), options.level);
    if (found !== undefined) measured.set(metric, found);
  }
  return measured;
}

/** A maximum has a value, but neither resampling nor swapping says anything true of it. */
function isWeighable(metric: Metric): boolean {
  return metric.kind !== 'time' || metric.quantile < 1;
}

/** Means, and ratios over many families, have an interval in closed form. */
function isDrawn(metric: Metric, families: number): boolean {
  return metric.kind !== 'mean' && isWeighable(metric) && !(metric.kind === 'ratio' && families >= MANY_FAMILIES);
}

/** candidate − baseline under the same weights. */
export function differenceEstimators(
  baseline: SliceStatistics,
  candidate: SliceStatistics,
  metrics: readonly Metric[],
  combine: (before: number, after: number) => number | undefined = (before, after) => after - before,
): Estimator[] {
  const both = metrics.filter((metric) => baseline.valueOf(metric) !== undefined && candidate.valueOf(metric) !== undefined);
  const after = new Map(
    candidate.estimatorsOf(both).flatMap((estimator) => named(estimator).map((name) => [name, estimator] as const)),
  );
  return baseline.estimatorsOf(both).flatMap((before) => {
    const other = after.get(named(before)[0] as string);
    if (other === undefined) return [];
    return [
      {
        outputs: before.outputs,
        replicate: (weights) => {
          const [from, to] = [before.replicate(weights), other.replicate(weights)];
          return from.map((value, i) => {
            const next = to[i];
            return value === undefined || next === undefined ? undefined : combine(value, next);
          });
        },
      },
    ];
  });
}

function named({ outputs }: Estimator): string[] {
  return outputs.filter((name) => name !== undefined);
}

function statisticDifference(
  metric: Metric,
  [from, to]: readonly [SliceStatistics, SliceStatistics],
  bootstrap: DifferenceInterval | undefined,
  tested: Tested | undefined,
  level: number,
): MeasuredDifference | undefined {
  const [baseline, candidate] = [from.valueOf(metric), to.valueOf(metric)];
  if (baseline === undefined || candidate === undefined) return undefined;
  const measured = { baseline, candidate, difference: candidate - baseline, families: from.familyCount, ...tested };
  if (!isWeighable(metric)) return measured;
  const hasWidth = bootstrap !== undefined && bootstrap.lower < bootstrap.upper;
  const isStill = bootstrap !== undefined && !hasWidth && measured.difference === 0;
  const interval = hasWidth ? clipped(metric, bootstrap) : stillInterval(metric, measured.difference, measured.families, level);
  return { ...measured, ...(isStill ? { differing: 0 } : {}), ...withSpread(interval, measured, level) };
}
