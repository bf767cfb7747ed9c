/** The binomial distribution function. */
import { betaTails } from './beta.js';

/**
 * P(X ≤ k) for X ~ Binomial(n, p), in [0,1]; 0 for k < 0, 1 for k ≥ n.
 * @throws RangeError unless k and n are integers, n ≥ 0 and 0 ≤ p ≤ 1.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (!(Number.isInteger(k) && Number.isInteger(n) && n >= 0)) throw new RangeError(`counts must be integers, got ${k} of ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], got ${p}`);
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaTails(p, 1 - p, k + 1, n - k).upper;
}
