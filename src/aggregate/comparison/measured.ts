/** What is measured of a difference, and the intervals that need a word. */
import { type DifferenceSpread, normalQuantile, spreadInterval, tango } from '../../stats/index.js';
import type { Metric } from '../metric.js';

export interface MeasureOptions {
  /** Two-sided. */
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** Sign patterns or swaps at most, where they cannot all be tried; 0 leaves the tests out. */
  readonly patterns: number;
  /** Names the draws. */
  readonly purpose: string;
}

export interface DifferenceInterval {
  readonly lower: number;
  readonly upper: number;
  readonly method: 'tango' | 'cluster-guarded-t' | 'cluster-bootstrap';
}

/** candidate − baseline, whichever way is up. */
export interface MeasuredDifference {
  readonly baseline: number;
  readonly candidate: number;
  readonly difference: number;
  /** Families with a value in either run; for statistics and times those of the slice. */
  readonly families: number;
  /** Of these, how many differ at all. */
  readonly differing: number;
  readonly interval?: DifferenceInterval;
  /** For plans and operating characteristics; absent without an interval. */
  readonly spread?: DifferenceSpread;
  readonly p?: number;
  readonly test?: string;
}

/**
 * Where all families move alike nothing scatters, and an interval of no width would be false certainty. A metric in [0,1] of which no
 * family moved, or every one the whole way, gets Tango's interval for as many independent pairs as there are families.
 */
export function stillInterval(
  metric: Pick<Metric, 'range'>,
  difference: number,
  families: number,
  level: number,
): DifferenceInterval | undefined {
  if (families < 2 || metric.range[0] !== 0 || metric.range[1] !== 1 || ![-1, 0, 1].includes(difference)) return undefined;
  const [gained, lost] = [difference === 1 ? families : 0, difference === -1 ? families : 0];
  return { ...tango(gained, lost, families, level), method: 'tango' };
}

/** How far a family can move a metric for its size: the whole of a share or score; unknown for what has no upper end. */
export function farthestMove({ range }: Pick<Metric, 'range'>): number | undefined {
  return range[1] === 'unbounded' ? undefined : 1;
}

/** t by the guarded spread. */
export function guardedInterval(metric: Pick<Metric, 'range'>, spread: DifferenceSpread, level: number): DifferenceInterval {
  return clipped(metric, { ...spreadInterval(spread, level), method: 'cluster-guarded-t' });
}

/** No difference is larger than the range of the metric. */
export function clipped(metric: Pick<Metric, 'range'>, { lower, upper, method }: DifferenceInterval): DifferenceInterval {
  if (metric.range[1] === 'unbounded') return { lower, upper, method };
  const most = metric.range[1] - metric.range[0];
  return { lower: Math.max(-most, lower), upper: Math.min(most, upper), method };
}

/** An interval with the standard error that its width speaks of. */
export function withSpread(
  interval: DifferenceInterval | undefined,
  { difference, families }: { readonly difference: number; readonly families: number },
  level: number,
): Pick<MeasuredDifference, 'interval' | 'spread'> {
  if (interval === undefined) return {};
  const se = (interval.upper - interval.lower) / 2 / normalQuantile(1 - (1 - level) / 2);
  return { interval, ...(se > 0 && families > 1 ? { spread: { difference, se, df: families - 1 } } : {}) };
}
