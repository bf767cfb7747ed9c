/** Residuals of families about a mean, and on how many of them their variance rests. */
import { CompensatedSum, compensatedSquares } from './compensated-sum.js';

/** What one more family, as unlike the others as any seen, would add to a variance: the part of it that is added. */
export const UNSEEN_FAMILY = 1 / 3;

/**
 * Satterthwaite's degrees of freedom of Σr² from the fourth moment, 2/(κ − 1/G) with κ = Σr⁴/(Σr²)²; within [1, G − 1]. About G for
 * normal residuals, few where a handful of families carries the variance. Residuals are not all 0.
 * Source: F. E. Satterthwaite, Biometrics Bull. 2 (1946).
 */
export function effectiveDegrees(residuals: Float64Array): number {
  const families = residuals.length;
  const squares = compensatedSquares(residuals);
  const concentration = new CompensatedSum();
  for (let g = 0; g < families; g += 1) {
    const share = ((residuals[g] as number) * (residuals[g] as number)) / squares;
    concentration.add(share * share);
  }
  return Math.max(1, Math.min(families - 1, 2 / Math.max(Number.MIN_VALUE, concentration.total - 1 / families)));
}

/** @throws RangeError unless the columns are of one length, all values finite and denominators above 0. */
export function requireSums(numerators: Float64Array, denominators: Float64Array): void {
  if (numerators.length !== denominators.length) {
    throw new RangeError(`columns differ in length: ${numerators.length} and ${denominators.length}`);
  }
  for (let g = 0; g < numerators.length; g += 1) {
    if (!Number.isFinite(numerators[g])) throw new RangeError(`family ${g}: numerator ${numerators[g]} is not finite`);
    const denominator = denominators[g] as number;
    if (!(denominator > 0 && denominator < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`family ${g}: denominator ${denominator} is not a finite number above 0`);
    }
  }
}
