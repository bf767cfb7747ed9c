/** Paired test of a ratio of sums: what if the two runs had swapped places in any set of families? */

import { BitStream } from './bit-stream.js';
import type { RatioColumns } from './cluster-bootstrap.js';
import { SequentialP } from './sequential-p.js';
import { EXACT_FAMILIES, type SignFlipPlan, type SignFlipResult } from './sign-flip.js';
import { drawPattern, patternWords, SignedSums } from './swap-sums.js';

/** Differences that differ by rounding alone count as equal. */
const TIE_SHARE = 1e-12;

/**
 * Two-sided p of |Δ| of two ratios Σ numerator / Σ denominator when the runs are swapped in any set of families: that of `randomisationTest`,
 * without the families that do not differ in either column, and much faster. Exact with at most 16 that differ. A pattern that leaves a
 * side without a denominator counts as reached.
 * Source: E. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 * @throws RangeError when columns differ in length, or a side has no denominator (callers guard).
 */
export function ratioSwapTest(baseline: RatioColumns, candidate: RatioColumns, plan: SignFlipPlan): SignFlipResult {
  const numerator = halves(baseline.numerator, candidate.numerator);
  const denominator = halves(baseline.denominator, candidate.denominator);
  const differing = Array.from(numerator.moves.keys()).filter((g) => numerator.moves[g] !== 0 || denominator.moves[g] !== 0);
  const only = (moves: Float64Array) => new SignedSums(Float64Array.from(differing, (g) => moves[g] as number));
  const [above, below] = [only(numerator.moves), only(denominator.moves)];
  const words = patternWords(differing.length);
  const difference = (): number | undefined => {
    const [n, d] = [above.at(words), below.at(words)];
    const [before, after] = [denominator.middle - d, denominator.middle + d];
    return before > 0 && after > 0 ? (numerator.middle + n) / after - (numerator.middle - n) / before : undefined;
  };
  const observed = difference();
  if (observed === undefined) throw new RangeError('a ratio needs a denominator above 0');
  const threshold = Math.abs(observed) - TIE_SHARE * Math.max(1, Math.abs(observed));
  const reaches = () => {
    const value = difference();
    return value === undefined || Math.abs(value) >= threshold;
  };
  if (differing.length <= EXACT_FAMILIES) {
    const patterns = 2 ** differing.length;
    let reached = 0;
    for (let pattern = 0; pattern < patterns; pattern += 1) {
      words[0] = pattern;
      if (reaches()) reached += 1;
    }
    return { method: 'exact', p: reached / patterns, patterns };
  }
  const bits = new BitStream(plan.seed, 'randomisation', plan.purpose);
  const count = new SequentialP(plan);
  while (count.isOpen) {
    drawPattern(words, bits);
    count.add(reaches());
  }
  return { method: 'approximate', p: count.p, patterns: count.patterns };
}

/** Half of the sum of both columns, and half of what each family moves: a side is the one ± the signed sum of the others. */
function halves(before: Float64Array, after: Float64Array): { readonly middle: number; readonly moves: Float64Array } {
  if (before.length !== after.length) throw new RangeError(`the runs have ${before.length} and ${after.length} families`);
  let middle = 0;
  for (let g = 0; g < before.length; g += 1) middle += ((before[g] as number) + (after[g] as number)) / 2;
  return { middle, moves: after.map((value, g) => (value - (before[g] as number)) / 2) };
}
