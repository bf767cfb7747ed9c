/** The difference of a statistic that is no sum: by how far families move it where it knows that, else by resamples. */
import { type DifferenceSpread, guardedSpread } from '../../stats/index.js';
import type { Interval } from '../interval.js';
import type { Metric, StatisticMetric } from '../metric.js';
import type { SliceStatistics } from '../slice-statistics.js';
import { clipped, farthestMove, guardedInterval, type MeasuredDifference, stillInterval, withSpread } from './measured.js';
import type { Tested } from './tested.js';

export interface Moved {
  /** Families that differ in what the statistic reads. */
  readonly differing: number;
  readonly tested: Tested | undefined;
}

type Runs = readonly [baseline: SliceStatistics, candidate: SliceStatistics];

/** Undefined when a run has no value. */
export function statisticDifference(
  metric: Metric,
  runs: Runs,
  bootstrap: Pick<Interval, 'lower' | 'upper'> | undefined,
  moved: Moved | undefined,
  level: number,
): MeasuredDifference | undefined {
  const [baseline, candidate] = runs.map((run) => run.valueOf(metric));
  if (baseline === undefined || candidate === undefined) return undefined;
  const families = runs[0].familyCount;
  const { differing = families, tested } = moved ?? {};
  const measured = { baseline, candidate, difference: candidate - baseline, families, differing, ...tested };
  if (metric.kind === 'time' && metric.quantile === 1) return measured;
  const spread = metric.kind === 'statistic' ? influencedSpread(metric, runs, measured) : undefined;
  if (spread !== undefined) return { ...measured, interval: guardedInterval(metric, spread, level), spread };
  const interval =
    bootstrap !== undefined && bootstrap.lower < bootstrap.upper
      ? clipped(metric, { ...bootstrap, method: 'cluster-bootstrap' })
      : stillInterval(metric, measured.difference, families, level);
  return { ...measured, ...withSpread(interval, measured, level) };
}

/** Undefined for statistics that do not know their influences, and where no family moves the difference. */
function influencedSpread(
  metric: StatisticMetric,
  [from, to]: Runs,
  { difference, differing }: Pick<MeasuredDifference, 'difference' | 'differing'>,
): DifferenceSpread | undefined {
  const farthest = farthestMove(metric);
  const [before, after] = [from, to].map((run) => run.influencesOf(metric)[metric.output]);
  if (before === undefined || after === undefined) return undefined;
  const sizes = new Float64Array(from.familyCount);
  for (const run of [from, to]) {
    for (const owner of run.sampleOf(metric).owners) sizes[owner] = (sizes[owner] as number) + 1;
  }
  const held = Array.from(sizes.keys()).filter((g) => (sizes[g] as number) > 0);
  return guardedSpread({
    difference,
    influence: Float64Array.from(held, (g) => (after[g] as number) - (before[g] as number)),
    sizes: Float64Array.from(held, (g) => sizes[g] as number),
    ...(farthest === undefined ? {} : { possible: { differing, farthest } }),
  });
}
