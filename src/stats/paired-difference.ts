/** The difference of two runs over the same families: linearised, with cluster-robust standard error and t interval. */
import type { RatioColumns } from './cluster-bootstrap.js';
import { requireRatioColumns } from './clustered-mean.js';
import { compensatedSum } from './compensated-sum.js';
import { tailOf } from './level.js';
import { studentQuantile, studentSurvival } from './student.js';

/** What is known of a difference: enough for intervals, margins and planning. */
export interface DifferenceSpread {
  readonly difference: number;
  /** Standard error, > 0. */
  readonly se: number;
  /** Families − 1, or fewer where a handful of them carries the scatter. */
  readonly df: number;
  /** df + 1 unless told. */
  readonly families?: number;
}

/**
 * Candidate − baseline. `interval`: with standard error, two-sided interval and two-sided p of "no difference".
 * `same`: every family agrees exactly, so the difference is 0 and nothing scatters. `point`: one family alone, or all families
 * differ by one and the same amount: there is no scatter to judge by.
 */
export type PairedDifference =
  | ({
      readonly kind: 'interval';
      readonly lower: number;
      readonly upper: number;
      readonly p: number;
      readonly families: number;
    } & DifferenceSpread)
  | { readonly kind: 'same'; readonly difference: 0; readonly families: number }
  | { readonly kind: 'point'; readonly difference: number; readonly families: number };

/** Scatter below this share of the difference is rounding. */
const ROUNDING = 1e-12;

/**
 * Σ candidate.numerator/Σ candidate.denominator − Σ baseline.numerator/Σ baseline.denominator over families, in the order of
 * both runs. For a mean over turns, denominators are the counts of turns, the same on both sides; for precision and micro-F1 they
 * may differ. Family g moves the difference by e_g = (n_g − r·d_g)/D of the candidate minus that of the baseline; the standard error is
 * √(G/(G−1)·Σe²), t with G−1 degrees of freedom. Families with nothing in any column take no part. Not cut to [−1, 1].
 * With equal denominators this is the clustered mean of the per-turn differences (statsmodels: OLS on a constant, cov_type='cluster').
 * Source: S. L. Lohr, Sampling: Design and Analysis (2nd ed.), ch. 9; E. Miller, Adding Error Bars to Evals (2024).
 * @throws RangeError when columns differ in length, a value is not finite, a denominator is negative or all are 0 (callers guard).
 */
export function pairedDifference(baseline: RatioColumns, candidate: RatioColumns, level: number): PairedDifference {
  const tail = tailOf(level);
  const { difference, influence } = linearisedDifference(baseline, candidate);
  const families = influence.length;
  if (influence.every((e) => e === 0) && difference === 0) return { kind: 'same', difference: 0, families };
  const df = families - 1;
  const se = df === 0 ? 0 : Math.sqrt((families / df) * compensatedSum(influence.map((e) => e * e)));
  if (se <= ROUNDING * Math.abs(difference)) return { kind: 'point', difference, families };
  const half = studentQuantile(1 - tail, df) * se;
  const p = difference === 0 ? 1 : 2 * studentSurvival(Math.abs(difference / se), df);
  return { kind: 'interval', difference, se, df, lower: difference - half, upper: difference + half, p, families };
}

/** The difference, and by how much each family that takes part moves it; the moves sum to 0. Errors as {@link pairedDifference}. */
export function linearisedDifference(
  baseline: RatioColumns,
  candidate: RatioColumns,
): { readonly difference: number; readonly influence: Float64Array } {
  requireRatioColumns(baseline.numerator, baseline.denominator);
  requireRatioColumns(candidate.numerator, candidate.denominator);
  if (baseline.numerator.length !== candidate.numerator.length) {
    throw new RangeError(`the runs have ${baseline.numerator.length} and ${candidate.numerator.length} families`);
  }
  const [before, after] = [totals(baseline), totals(candidate)];
  const influence = new Float64Array(baseline.numerator.length);
  let families = 0;
  for (let g = 0; g < influence.length; g += 1) {
    if (isEmpty(baseline, g) && isEmpty(candidate, g)) continue;
    influence[families] = move(candidate, after, g) - move(baseline, before, g);
    families += 1;
  }
  return { difference: differenceOf(baseline, candidate, before, after), influence: influence.subarray(0, families) };
}

interface Totals {
  readonly ratio: number;
  readonly total: number;
}

function totals({ numerator, denominator }: RatioColumns): Totals {
  const total = compensatedSum(denominator);
  if (!(total > 0)) throw new RangeError('a ratio needs a denominator above 0');
  return { ratio: compensatedSum(numerator) / total, total };
}

/** With one common denominator the numerators are subtracted first, so that equal runs differ by exactly 0. */
function differenceOf(baseline: RatioColumns, candidate: RatioColumns, before: Totals, after: Totals): number {
  const common = baseline.denominator.every((d, g) => d === candidate.denominator[g]);
  if (!common) return after.ratio - before.ratio;
  return compensatedSum(candidate.numerator.map((n, g) => n - (baseline.numerator[g] as number))) / after.total;
}

function isEmpty({ numerator, denominator }: RatioColumns, g: number): boolean {
  return numerator[g] === 0 && denominator[g] === 0;
}

function move({ numerator, denominator }: RatioColumns, { ratio, total }: Totals, g: number): number {
  return ((numerator[g] as number) - ratio * (denominator[g] as number)) / total;
}
