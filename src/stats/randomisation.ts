/** Paired test of any statistic: what if the two runs had swapped places in any set of families? */
import { BitStream } from './bit-stream.js';
import { SequentialP } from './sequential-p.js';
import { EXACT_FAMILIES, type SignFlipPlan, type SignFlipResult } from './sign-flip.js';

/** Differences that differ by rounding alone count as equal. */
const TIE_SHARE = 1e-12;

/**
 * Two-sided p of |Δ| when baseline and candidate are swapped in any set of families, in (0, 1]. `difference` gets 1 where a family is
 * swapped and 0 elsewhere, in a buffer that is used again, and returns candidate − baseline, or undefined where that has no value;
 * such a pattern counts as reached, which can only raise p. With at most 16 families the p is exact, #{|Δ*| ≥ |Δ|}/2^G; otherwise
 * (1 + #{|Δ*| ≥ |Δ|})/(R + 1) over R drawn patterns. For sums over families `signFlipTest` gives the same and is faster.
 * Source: E. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 * @throws RangeError without families or when the observed difference is undefined (callers guard), a difference is not finite, or the
 * plan is invalid.
 */
export function randomisationTest(
  families: number,
  difference: (swapped: Uint8Array) => number | undefined,
  plan: SignFlipPlan,
): SignFlipResult {
  if (!(Number.isInteger(families) && families >= 1)) throw new RangeError('no families to compare');
  if (!(Number.isInteger(plan.resamples) && plan.resamples >= 1))
    throw new RangeError(`resamples must be an integer ≥ 1, got ${plan.resamples}`);
  const swapped = new Uint8Array(families);
  const observed = finite(difference(swapped));
  if (observed === undefined) throw new RangeError('the observed difference is undefined');
  const threshold = Math.abs(observed) * (1 - TIE_SHARE);
  const reaches = () => {
    const value = finite(difference(swapped));
    return value === undefined || Math.abs(value) >= threshold;
  };
  return families <= EXACT_FAMILIES ? exact(swapped, reaches) : approximate(swapped, reaches, plan);
}

function finite(value: number | undefined): number | undefined {
  if (value !== undefined && !Number.isFinite(value))
    throw new RangeError(`the difference is ${value}; return undefined instead`);
  return value;
}

function exact(swapped: Uint8Array, reaches: () => boolean): SignFlipResult {
  const patterns = 2 ** swapped.length;
  let reached = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    for (let g = 0; g < swapped.length; g += 1) swapped[g] = (pattern >>> g) & 1;
    if (reaches()) reached += 1;
  }
  return { method: 'exact', p: reached / patterns, patterns };
}

function approximate(swapped: Uint8Array, reaches: () => boolean, plan: SignFlipPlan): SignFlipResult {
  const bits = new BitStream(plan.seed, 'randomisation', plan.purpose);
  const count = new SequentialP(plan);
  while (count.isOpen) {
    drawSwaps(bits, swapped);
    count.add(reaches());
  }
  return { method: 'approximate', p: count.p, patterns: count.patterns };
}

/** 1 or 0 for each family, each equally likely. */
export function drawSwaps(bits: BitStream, swapped: Uint8Array): void {
  let word = 0;
  for (let g = 0; g < swapped.length; g += 1) {
    word = g % 32 === 0 ? bits.uint32() : word >>> 1;
    swapped[g] = word & 1;
  }
}
