/** The difference of a metric between two runs: value, interval, test. Verdicts are made elsewhere. */
import {
  clusterBootstrap,
  type DifferenceSpread,
  normalQuantile,
  pairedDifference,
  type RatioColumns,
  randomisationTest,
  signFlipTest,
  tango,
} from '../../stats/index.js';
import { MANY_FAMILIES } from '../linearised.js';
import type { Metric } from '../metric.js';
import type { Pair } from './pair.js';
import type { Statistic } from './pooled-statistic.js';

export interface DifferenceOptions {
  /** Two-sided. */
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** Swaps or sign patterns at most, where they cannot all be tried; 0 leaves the test out. */
  readonly patterns: number;
  /** Names the draws: metric and slice. */
  readonly purpose: string;
}

export interface DifferenceInterval {
  readonly lower: number;
  readonly upper: number;
  readonly method: 'tango' | 'cluster-t' | 'cluster-linearised' | 'cluster-bootstrap';
}

/** candidate − baseline, whichever way is up. */
export interface MeasuredDifference {
  readonly baseline: number;
  readonly candidate: number;
  readonly difference: number;
  /** Families with a value in either run. */
  readonly families: number;
  /** Of these, how many differ; unknown for statistics that are no sums. */
  readonly differing?: number;
  readonly interval?: DifferenceInterval;
  /** For plans and operating characteristics; absent without an interval. */
  readonly spread?: DifferenceSpread;
  readonly p?: number;
  readonly test?: string;
}

/** Patterns after which a p above {@link SETTLED} is left as it is: a p that is far from small need not be precise. */
const FIRST_PATTERNS = 499;
const SETTLED = 0.1;

type Tested = { readonly p: number; readonly test: string };

/** Sums of a metric by family, of both runs. */
export interface Sides {
  readonly baseline: RatioColumns;
  readonly candidate: RatioColumns;
}

/** Of a mean or a ratio, from its sums. Undefined when a run has no value. */
export function ratioDifference(metric: Metric, sides: Sides, options: DifferenceOptions): MeasuredDifference | undefined {
  const { baseline, candidate } = eligible(sides);
  const families = baseline.numerator.length;
  const values = [valueOf(baseline), valueOf(candidate)] as const;
  if (values[0] === undefined || values[1] === undefined) return undefined;
  const estimate = pairedDifference(baseline, candidate, options.level);
  const { difference } = estimate;
  const common = baseline.denominator.every((d, g) => d === candidate.denominator[g]);
  const moves = candidate.numerator.map((n, g) => n - (baseline.numerator[g] as number));
  const differing = common ? moves.filter((move) => move !== 0).length : undefined;
  const measured = {
    baseline: values[0],
    candidate: values[1],
    difference,
    families,
    ...(differing === undefined ? {} : { differing }),
    ...(options.patterns === 0 ? {} : common ? flipped(moves, options) : swappedRatio({ baseline, candidate }, options)),
  };
  if (estimate.kind !== 'interval') {
    const still = stillInterval(metric, difference, families, options.level);
    return { ...measured, ...(still === undefined ? {} : withInterval(still, difference, families, options.level)) };
  }
  const pairs = independentPairs(metric, moves, { baseline, candidate });
  const bounds =
    pairs !== undefined
      ? { ...tango(pairs.gained, pairs.lost, families, options.level), method: 'tango' as const }
      : metric.kind === 'ratio' && families < MANY_FAMILIES
        ? (ratioBootstrap({ baseline, candidate }, options) ?? linear(estimate, 'cluster-linearised'))
        : linear(estimate, metric.kind === 'ratio' ? 'cluster-linearised' : 'cluster-t');
  const { se, df } = estimate;
  return { ...measured, interval: clipped(metric, bounds), spread: { difference, se, df } };
}

/** Of any other statistic: the same weights and the same swaps on both sides. Undefined when a run has no value. */
export function statisticDifference(
  metric: Metric,
  pair: Pair,
  statistic: Statistic,
  options: DifferenceOptions,
): MeasuredDifference | undefined {
  const { baseline, candidate } = pair.values(statistic);
  if (baseline === undefined || candidate === undefined) return undefined;
  const { families } = pair;
  const difference = candidate - baseline;
  const measured = {
    baseline,
    candidate,
    difference,
    families,
    ...(options.patterns === 0 ? {} : swapped(families, (isSwapped) => between(pair.swapped(statistic, isSwapped)), options)),
  };
  // The bootstrap says nothing true of a maximum.
  if (metric.kind === 'time' && metric.quantile === 1) return measured;
  const interval =
    bootstrap(families, (weights) => between(pair.values(statistic, weights)), options) ??
    stillInterval(metric, difference, families, options.level);
  return {
    ...measured,
    ...(interval === undefined ? {} : withInterval(clipped(metric, interval), difference, families, options.level)),
  };
}

/** Families without anything in either run say nothing. */
function eligible({ baseline, candidate }: Sides): Sides {
  const kept = Array.from(baseline.denominator.keys()).filter(
    (g) => (baseline.denominator[g] as number) > 0 || (candidate.denominator[g] as number) > 0,
  );
  const pick = (column: Float64Array) => Float64Array.from(kept, (g) => column[g] as number);
  const side = ({ numerator, denominator }: RatioColumns) => ({ numerator: pick(numerator), denominator: pick(denominator) });
  return { baseline: side(baseline), candidate: side(candidate) };
}

function valueOf({ numerator, denominator }: RatioColumns): number | undefined {
  const total = sum(denominator);
  return total === 0 ? undefined : sum(numerator) / total;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function between(values: { readonly baseline: number | undefined; readonly candidate: number | undefined }): number | undefined {
  return values.baseline === undefined || values.candidate === undefined ? undefined : values.candidate - values.baseline;
}

/** One yes or no a family and run, so that families are independent pairs. */
function independentPairs(metric: Metric, moves: Float64Array, { baseline, candidate }: Sides) {
  if (metric.kind !== 'mean' || !metric.binary) return undefined;
  if (![...baseline.denominator, ...candidate.denominator].every((d) => d === 1)) return undefined;
  return { gained: moves.filter((move) => move > 0).length, lost: moves.filter((move) => move < 0).length };
}

function linear(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  method: DifferenceInterval['method'],
): DifferenceInterval {
  return { lower, upper, method };
}

/**
 * Where all families move alike nothing scatters, and an interval of no width would be false certainty. A metric in [0,1] of which no
 * family moved, or every one the whole way, gets Tango's interval for as many independent pairs as there are families.
 */
function stillInterval(metric: Metric, difference: number, families: number, level: number): DifferenceInterval | undefined {
  if (families < 2 || metric.range[0] !== 0 || metric.range[1] !== 1 || ![-1, 0, 1].includes(difference)) return undefined;
  const [gained, lost] = [difference === 1 ? families : 0, difference === -1 ? families : 0];
  return { ...tango(gained, lost, families, level), method: 'tango' };
}

function clipped(metric: Metric, { lower, upper, method }: DifferenceInterval): DifferenceInterval {
  if (metric.range[1] === 'unbounded') return { lower, upper, method };
  const most = metric.range[1] - metric.range[0];
  return { lower: Math.max(-most, lower), upper: Math.min(most, upper), method };
}

/** The standard error that an interval of this width speaks of. */
function withInterval(interval: DifferenceInterval, difference: number, families: number, level: number) {
  const se = (interval.upper - interval.lower) / 2 / normalQuantile(1 - (1 - level) / 2);
  return { interval, ...(se > 0 && families > 1 ? { spread: { difference, se, df: families - 1 } } : {}) };
}

function bootstrap(
  families: number,
  statistic: (weights: ArrayLike<number>) => number | undefined,
  { resamples, seed, purpose, level }: DifferenceOptions,
): DifferenceInterval | undefined {
  if (families < 2 || resamples === 0) return undefined;
  const interval = clusterBootstrap({ families, resamples, seed, purpose: `difference ${purpose}`, level }, statistic);
  if (interval.status === 'undefined' || interval.lower === interval.upper) return undefined;
  return { lower: interval.lower, upper: interval.upper, method: 'cluster-bootstrap' };
}

function ratioBootstrap({ baseline, candidate }: Sides, options: DifferenceOptions): DifferenceInterval | undefined {
  return bootstrap(
    baseline.numerator.length,
    (weights) => between({ baseline: weighted(baseline, weights), candidate: weighted(candidate, weights) }),
    options,
  );
}

function weighted({ numerator, denominator }: RatioColumns, weights: ArrayLike<number>): number | undefined {
  let top = 0;
  let bottom = 0;
  for (let g = 0; g < numerator.length; g += 1) {
    const weight = weights[g] as number;
    top += weight * (numerator[g] as number);
    bottom += weight * (denominator[g] as number);
  }
  return bottom === 0 ? undefined : top / bottom;
}

function flipped(moves: Float64Array, options: DifferenceOptions): Tested {
  return inTwoSteps('sign-flip', options, (plan) => signFlipTest(moves, plan));
}

function swappedRatio({ baseline, candidate }: Sides, options: DifferenceOptions): Tested {
  const families = baseline.numerator.length;
  const side = (from: RatioColumns, to: RatioColumns, isSwapped: Uint8Array) => {
    let top = 0;
    let bottom = 0;
    for (let g = 0; g < families; g += 1) {
      const { numerator, denominator } = isSwapped[g] === 1 ? to : from;
      top += numerator[g] as number;
      bottom += denominator[g] as number;
    }
    return bottom === 0 ? undefined : top / bottom;
  };
  return swapped(
    families,
    (isSwapped) => between({ baseline: side(baseline, candidate, isSwapped), candidate: side(candidate, baseline, isSwapped) }),
    options,
  );
}

function swapped(
  families: number,
  difference: (isSwapped: Uint8Array) => number | undefined,
  options: DifferenceOptions,
): Tested {
  return inTwoSteps('swap', options, (plan) => randomisationTest(families, difference, plan));
}

/** The second step draws the same patterns and more, so that neither step makes a p too small. */
function inTwoSteps(
  name: string,
  { patterns, seed, purpose }: DifferenceOptions,
  test: (plan: { resamples: number; seed: number; purpose: string }) => {
    readonly method: 'exact' | 'approximate';
    readonly p: number;
  },
): Tested {
  const first = test({ resamples: Math.min(FIRST_PATTERNS, patterns), seed, purpose });
  const enough = first.method === 'exact' || first.p > SETTLED || patterns <= FIRST_PATTERNS;
  const { method, p } = enough ? first : test({ resamples: patterns, seed, purpose });
  return { p, test: method === 'exact' ? `${name}-exact` : name };
}
