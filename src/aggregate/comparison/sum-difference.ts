/** The difference of a mean or a ratio, from the sums of both runs by family. */
import {
  type PairedDifference,
  pairedDifference,
  type RatioColumns,
  randomisationTest,
  signFlipTest,
  tango,
} from '../../stats/index.js';
import type { FamilySums } from '../interval.js';
import type { Metric } from '../metric.js';
import {
  clipped,
  type DifferenceInterval,
  type MeasuredDifference,
  type MeasureOptions,
  stillInterval,
  withSpread,
} from './measured.js';
import { FIRST_PATTERNS, SETTLED, type Tested } from './tested.js';

const ROUNDING = 1e-12;

interface Sides {
  readonly baseline: RatioColumns;
  readonly candidate: RatioColumns;
}

/** Undefined when a run has no value. `bootstrap` is the interval of a ratio with few families, where there is one. */
export function sumDifference(
  metric: Metric,
  sums: { readonly baseline: FamilySums; readonly candidate: FamilySums },
  bootstrap: DifferenceInterval | undefined,
  options: MeasureOptions,
): MeasuredDifference | undefined {
  const sides = eligible(sums);
  const [baseline, candidate] = [ratioOf(sides.baseline), ratioOf(sides.candidate)];
  if (baseline === undefined || candidate === undefined) return undefined;
  const estimate = pairedDifference(sides.baseline, sides.candidate, options.level);
  const { difference } = estimate;
  const families = sides.baseline.numerator.length;
  const moves = sides.candidate.numerator.map((n, g) => n - (sides.baseline.numerator[g] as number));
  const isCommon = sides.baseline.denominator.every((d, g) => d === sides.candidate.denominator[g]);
  const measured = {
    baseline,
    candidate,
    difference,
    families,
    ...(isCommon ? { differing: moves.filter((move) => move !== 0).length } : {}),
    ...(options.patterns === 0 ? {} : isCommon ? flipped(moves, options) : swapped(sides, options)),
  };
  if (estimate.kind !== 'interval') {
    return { ...measured, ...withSpread(stillInterval(metric, difference, families, options.level), measured, options.level) };
  }
  const interval = clipped(metric, tangoOf(metric, moves, sides, options.level) ?? bootstrap ?? linear(metric, estimate));
  return { ...measured, interval, spread: { difference, se: estimate.se, df: estimate.df } };
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
function tangoOf(metric: Metric, moves: Float64Array, sides: Sides, level: number): DifferenceInterval | undefined {
  if (metric.kind !== 'mean' || !metric.binary) return undefined;
  if (![...sides.baseline.denominator, ...sides.candidate.denominator].every((d) => d === 1)) return undefined;
  const gained = moves.filter((move) => move > 0).length;
  const lost = moves.filter((move) => move < 0).length;
  return { ...tango(gained, lost, moves.length, level), method: 'tango' };
}

function linear(metric: Metric, { lower, upper }: Extract<PairedDifference, { kind: 'interval' }>): DifferenceInterval {
  return { lower, upper, method: metric.kind === 'mean' ? 'cluster-t' : 'cluster-linearised' };
}

function flipped(moves: Float64Array, options: MeasureOptions): Tested {
  return inTwoSteps('sign-flip', options, (plan) => signFlipTest(moves, plan));
}

function swapped({ baseline, candidate }: Sides, options: MeasureOptions): Tested {
  const side = (own: RatioColumns, other: RatioColumns, isSwapped: Uint8Array) => {
    let [above, below] = [0, 0];
    for (let g = 0; g < isSwapped.length; g += 1) {
      const { numerator, denominator } = isSwapped[g] === 1 ? other : own;
      above += numerator[g] as number;
      below += denominator[g] as number;
    }
    return below === 0 ? undefined : above / below;
  };
  const difference = (isSwapped: Uint8Array) => {
    const [before, after] = [side(baseline, candidate, isSwapped), side(candidate, baseline, isSwapped)];
    return before === undefined || after === undefined ? undefined : after - before;
  };
  return inTwoSteps('swap', options, (plan) => randomisationTest(baseline.numerator.length, difference, plan));
}

type Plan = { readonly resamples: number; readonly seed: number; readonly purpose: string };

/** The second step draws the same patterns and more, so that neither step makes a p too small. */
function inTwoSteps(
  name: string,
  { patterns, seed, purpose }: MeasureOptions,
  test: (plan: Plan) => { readonly method: 'exact' | 'approximate'; readonly p: number },
): Tested {
  const first = test({ resamples: Math.min(FIRST_PATTERNS, patterns), seed, purpose });
  const isEnough = first.method === 'exact' || first.p > SETTLED || patterns <= FIRST_PATTERNS;
  const { method, p } = isEnough ? first : test({ resamples: patterns, seed, purpose });
  return { p, test: method === 'exact' ? `${name}-exact` : name };
}
