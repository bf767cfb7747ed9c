/** Student's t distribution: upper tail and quantile. */
import { betaLogitQuantile, betaTails } from './beta.js';

function requireDegrees(df: number): void {
  if (!(df > 0 && df < Number.POSITIVE_INFINITY)) throw new RangeError(`degrees of freedom must be positive, got ${df}`);
}

/**
 * P(T > x) with `df` degrees of freedom (any positive number); P(T > ∞) = 0. Full relative precision in the upper tail.
 * @throws RangeError unless df > 0 and x is a number.
 */
export function studentSurvival(x: number, df: number): number {
  requireDegrees(df);
  if (Number.isNaN(x)) throw new RangeError('studentSurvival needs a number, got NaN');
  // df/(df + x²) and its complement, with no overflow of x².
  const squared = (x / df) * x;
  const upper = betaTails(1 / (1 + squared), 1 / (1 + 1 / squared), df / 2, 0.5).lower / 2;
  return x >= 0 ? upper : 1 - upper;
}

/**
 * The x with P(T ≤ x) = p; ∓∞ at 0 and 1. Relative error about 1e-14; finite values stop at about 1e154·√df.
 * @throws RangeError unless 0 ≤ p ≤ 1 and df > 0.
 */
export function studentQuantile(p: number, df: number): number {
  requireDegrees(df);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], got ${p}`);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const magnitude =
    tail === 0
      ? Number.POSITIVE_INFINITY
      : Math.sqrt(df) * Math.exp(-betaLogitQuantile({ lower: 2 * tail, upper: 1 - 2 * tail }, df / 2, 0.5) / 2);
  return p < 0.5 ? -magnitude : magnitude;
}
