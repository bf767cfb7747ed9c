/** The differences of all metrics between two runs on one slice. */
import { sliceLabel } from '../../schema/index.js';
import { bootstrapIntervals, type Estimator } from '../bootstrap.js';
import type { Metric } from '../metric.js';
import type { SliceStatistics } from '../slice-statistics.js';
import { differingFamilies } from './differing.js';
import type { MeasuredDifference, MeasureOptions } from './measured.js';
import type { PoolSlice } from './run-pool.js';
import { type Moved, statisticDifference } from './statistic-difference.js';
import { sumDifference } from './sum-difference.js';
import { SLICE_PATTERNS, swapTest } from './swaps.js';

type Runs = readonly [baseline: number, candidate: number];

/** By metric; one without a value in either run has no entry. */
export function measureSlice(
  slice: PoolSlice,
  metrics: readonly Metric[],
  runs: Runs,
  given: Omit<MeasureOptions, 'purpose'>,
): ReadonlyMap<Metric, MeasuredDifference> {
  const measured = new Map<Metric, MeasuredDifference>();
  if (slice.families === 0) return measured;
  const label = sliceLabel(slice.ref);
  const options = { ...given, purpose: `difference ${label}` };
  const [baseline, candidate] = runs.map((run) => slice.runs[run]) as [SliceStatistics, SliceStatistics];
  const others = metrics.filter(isStatistic);
  const drawn = others.filter((metric) => isWeighable(metric) && !isInfluenced(metric));
  const bootstrap = bootstrapIntervals(differenceEstimators(baseline, candidate, drawn), {
    ...options,
    families: slice.families,
  });
  const moved = movedIn(slice, others, runs, options);
  for (const metric of metrics) {
    const sums = { baseline: baseline.sumsOf(metric), candidate: candidate.sumsOf(metric) };
    const found =
      sums.baseline !== undefined && sums.candidate !== undefined
        ? sumDifference(
            metric,
            { baseline: sums.baseline, candidate: sums.candidate },
            { ...options, purpose: `${metric.name} ${label}` },
          )
        : statisticDifference(metric, [baseline, candidate], bootstrap.get(metric.name), moved.get(metric.name), options.level);
    if (found !== undefined) measured.set(metric, found);
  }
  return measured;
}

function isStatistic({ kind }: Metric): boolean {
  return kind === 'statistic' || kind === 'time';
}

/** A maximum has a value, but neither resampling nor swapping says anything true of it. */
function isWeighable(metric: Metric): boolean {
  return metric.kind !== 'time' || metric.quantile < 1;
}

/** Statistics that know how far each family moves them have an interval in closed form. */
function isInfluenced(metric: Metric): boolean {
  return metric.kind === 'statistic' && metric.statistics.influences !== undefined;
}

/** Which families differ in what a statistic reads, and p; by the name of the metric. */
function movedIn(slice: PoolSlice, metrics: readonly Metric[], runs: Runs, options: MeasureOptions): ReadonlyMap<string, Moved> {
  const found = new Map<string, Moved>();
  const isWhole = Object.keys(slice.ref).length === 0;
  const plan = isWhole ? options : { ...options, patterns: Math.min(SLICE_PATTERNS, options.patterns) };
  for (const estimator of slice.pooled.estimatorsOf(metrics)) {
    const own = metrics.filter(({ name }) => estimator.outputs.includes(name));
    const rows = rowsOf(slice, own[0]);
    if (rows === undefined) continue;
    const differing = differingFamilies(rows, slice, runs);
    const count = differing.reduce((sum, one) => sum + one, 0);
    const asked = new Set(own.filter(isWeighable).map(({ name }) => name));
    const outputs = estimator.outputs.map((name) => (name !== undefined && asked.has(name) ? name : undefined));
    const tests = options.patterns === 0 ? undefined : swapTest({ ...estimator, outputs }, slice, runs, differing, plan);
    for (const { name } of own) found.set(name, { differing: count, tested: tests?.get(name) });
  }
  return found;
}

function rowsOf({ pooled }: PoolSlice, metric: Metric | undefined) {
  if (metric?.kind === 'statistic') return pooled.sampleOf(metric);
  if (metric?.kind !== 'time') return undefined;
  const { values, owners } = pooled.timesOf(metric.time);
  return { columns: [values], owners };
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
