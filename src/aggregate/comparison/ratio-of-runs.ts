/** candidate / baseline of a metric, with its interval over families: for limits such as "at most 1.2 times as slow". */
import { clusterBootstrap } from '../../stats/index.js';
import type { Metric } from '../metric.js';
import type { SliceTable } from '../slice-table.js';
import type { DifferenceOptions } from './difference.js';
import { Pair } from './pair.js';
import { pooledStatistic } from './pooled-statistic.js';
import type { RunPool } from './run-pool.js';

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
  pool: RunPool,
  table: SliceTable,
  metric: Metric,
  runs: readonly [baseline: number, candidate: number],
  { level, seed, resamples, purpose }: Omit<DifferenceOptions, 'patterns'>,
): RunRatio | undefined {
  const pair = new Pair(table, pool.runs, ...runs);
  const statistic = pooledStatistic(table, metric, pool.metrics.indexOf(metric), pool.intents.names.length, pool.none);
  const quotient = (weights?: ArrayLike<number>) => {
    const values = pair.values(statistic, weights);
    if (values.baseline === undefined || values.candidate === undefined || values.baseline === 0) return undefined;
    return { baseline: values.baseline, candidate: values.candidate, ratio: values.candidate / values.baseline };
  };
  const whole = pair.families === 0 ? undefined : quotient();
  if (whole === undefined) return undefined;
  const { families } = pair;
  if (families < 2 || resamples === 0) return { ...whole, families };
  const interval = clusterBootstrap(
    { families, resamples, seed, purpose: `ratio ${purpose}`, level },
    (weights) => quotient(weights)?.ratio,
  );
  return { ...whole, families, ...(interval.status === 'defined' ? { lower: interval.lower, upper: interval.upper } : {}) };
}
