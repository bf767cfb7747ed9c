/** The difference of a mean or a ratio, from the sums of both runs by family. */
import { guardedSpread, type RatioColumns, ratioMoves, ratioSwapTest, signFlipTest, tango } from '../../stats/index.js';
import type { FamilySums } from '../interval.js';
import type { Metric } from '../metric.js';
import {
  type DifferenceInterval,
  farthestMove,
  guardedInterval,
  type MeasuredDifference,
  type MeasureOptions,
  stillInterval,
  withSpread,
} from './measured.js';
import { ENOUGH_PATTERNS, type Tested } from './tested.js';

const ROUNDING = 1e-12;

interface Sides {
  readonly baseline: RatioColumns;
  readonly candidate: RatioColumns;
}

/** Undefined when a run has no value. */
export function sumDifference(
  metric: Metric,
  sums: { readonly baseline: FamilySums; readonly candidate: FamilySums },
  options: MeasureOptions,
): MeasuredDifference | undefined {
  const sides = eligible(sums);
  const [baseline, candidate] = [ratioOf(sides.baseline), ratioOf(sides.candidate)];
  if (baseline === undefined || candidate === undefined) return undefined;
  const moves = ratioMoves(sides.baseline, sides.candidate, farthestMove(metric));
  const { difference } = moves;
  const families = sides.baseline.numerator.length;
  const gains = sides.candidate.numerator.map((n, g) => n - (sides.baseline.numerator[g] as number));
  const isCommon = sides.baseline.denominator.every((d, g) => d === sides.candidate.denominator[g]);
  const measured = {
    baseline,
    candidate,
    difference,
    families,
    differing: gains.filter((gain, g) => gain !== 0 || sides.baseline.denominator[g] !== sides.candidate.denominator[g]).length,
    ...(options.patterns === 0 ? {} : tested(sides, isCommon ? gains : undefined, options)),
  };
  const spread = guardedSpread(moves);
  const independent = spread === undefined ? undefined : tangoOf(metric, gains, sides, options.level);
  if (spread === undefined || independent !== undefined) {
    const interval = independent ?? stillInterval(metric, difference, families, options.level);
    return { ...measured, ...withSpread(interval, measured, options.level) };
  }
  return { ...measured, interval: guardedInterval(metric, spread, options.level), spread };
}

/** Families without anything in either run say nothing. */
function eligible({ baseline, candidate }: { readonly baseline: FamilySums; readonly candidate: FamilySums }): Sides {
  const kept = Array.from(baseline.denominators.keys()).filter(
    (g) => (baseline.denominators[g] as number) > 0 || (candidate.denominators[g] as number) > 0,
  );
  const side = ({ numerators, denominators }: FamilySums): RatioColumns => ({
    numerator: Float64Array.from(kept, (g) => numerators[g] as number),
    denominator: Float64Array.from(kept, (g) => denominators[g] as number),
  });
  const [before, after] = [side(baseline), side(candidate)];
  return { baseline: before, candidate: { ...after, numerator: withoutRounding(before.numerator, after.numerator) } };
}

/** Sums that were added up in another order may differ in their last digits; such families do not differ. */
function withoutRounding(before: Float64Array, after: Float64Array): Float64Array {
  return after.map((value, g) => {
    const former = before[g] as number;
    return Math.abs(value - former) <= ROUNDING * Math.abs(value) ? former : value;
  });
}

function ratioOf({ numerator, denominator }: RatioColumns): number | undefined {
  const total = sum(denominator);
  return total === 0 ? undefined : sum(numerator) / total;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** One yes or no a family and run makes families independent pairs, for which Tango's interval is the better one. */
function tangoOf(metric: Metric, gains: Float64Array, sides: Sides, level: number): DifferenceInterval | undefined {
  if (metric.kind !== 'mean' || !metric.binary) return undefined;
  if (![...sides.baseline.denominator, ...sides.candidate.denominator].every((d) => d === 1)) return undefined;
  const gained = gains.filter((gain) => gain > 0).length;
  const lost = gains.filter((gain) => gain < 0).length;
  return { ...tango(gained, lost, gains.length, level), method: 'tango' };
}

/** `gains`: of runs with the same denominators, whose difference is a sum. */
function tested({ baseline, candidate }: Sides, gains: Float64Array | undefined, options: MeasureOptions): Tested {
  const { patterns, seed, purpose } = options;
  const plan = { resamples: patterns, enough: ENOUGH_PATTERNS, seed, purpose };
  const { method, p } = gains === undefined ? ratioSwapTest(baseline, candidate, plan) : signFlipTest(gains, plan);
  const name = gains === undefined ? 'swap' : 'sign-flip';
  return { p, test: method === 'exact' ? `${name}-exact` : name };
}
