/** Paired test on per-family differences: what if the two systems had swapped places in any set of families? */

import { BitStream } from './bit-stream.js';
import { compensatedSum } from './compensated-sum.js';
import { type PatternPlan, SequentialP } from './sequential-p.js';
import { drawPattern, patternWords, SignedSums } from './swap-sums.js';

/** Up to so many families that differ, all sign patterns are tried. */
export const EXACT_FAMILIES = 16;

/** How to draw sign patterns where there are too many to try them all. */
export interface SignFlipPlan extends PatternPlan {
  readonly seed: number;
  readonly purpose: string;
}

/** Two-sided p; `patterns` is how many sign patterns it rests on. */
export interface SignFlipResult {
  readonly method: 'exact' | 'approximate';
  readonly p: number;
  readonly patterns: number;
}

/** Sums that differ by rounding alone count as equal, so that a pattern ties with its own mirror image. */
const TIE_SHARE = 1e-12;

/**
 * Two-sided p of |Σ d| under random swaps, d the per-family sum of differences (candidate − baseline), in (0, 1].
 * Families without a difference change nothing and are left out. With at most 16 left, the p is exact,
 * #{|Δ*| ≥ |Δ|}/2^G; otherwise approximate, (1 + #{|Δ*| ≥ |Δ|})/(R + 1) over R drawn patterns,
 * or fewer where the plan says what is enough ({@link SequentialP}). 1 when no family differs.
 * Source: E. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 * @throws RangeError without families (callers guard), when a difference is not finite or the plan is invalid.
 */
export function signFlipTest(differences: Float64Array, plan: SignFlipPlan): SignFlipResult {
  if (differences.length === 0) throw new RangeError('no families to compare');
  const bad = differences.findIndex((difference) => !Number.isFinite(difference));
  if (bad >= 0) throw new RangeError(`family ${bad}: difference ${differences[bad]} is not finite`);
  if (!(Number.isInteger(plan.resamples) && plan.resamples >= 1))
    throw new RangeError(`resamples must be an integer ≥ 1, got ${plan.resamples}`);
  const differing = differences.filter((difference) => difference !== 0);
  const threshold = Math.abs(compensatedSum(differing)) - TIE_SHARE * compensatedSum(differing.map(Math.abs));
  return differing.length <= EXACT_FAMILIES ? exact(differing, threshold) : approximate(differing, threshold, plan);
}

function exact(differences: Float64Array, threshold: number): SignFlipResult {
  const patterns = 2 ** differences.length;
  const sums = new SignedSums(differences);
  const words = patternWords(differences.length);
  let reached = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    words[0] = pattern;
    if (Math.abs(sums.at(words)) >= threshold) reached += 1;
  }
  return { method: 'exact', p: reached / patterns, patterns };
}

function approximate(differences: Float64Array, threshold: number, plan: SignFlipPlan): SignFlipResult {
  const signs = new BitStream(plan.seed, 'sign-flip', plan.purpose);
  const sums = new SignedSums(differences);
  const words = patternWords(differences.length);
  const count = new SequentialP(plan);
  while (count.isOpen) {
    drawPattern(words, signs);
    count.add(Math.abs(sums.at(words)) >= threshold);
  }
  return { method: 'approximate', p: count.p, patterns: count.patterns };
}
