/** Summation whose rounding error does not grow with the number of terms. */

/**
 * Σ values by Neumaier's compensated summation; 0 for no values.
 * Source: A. Neumaier, ZAMM 54 (1974), 39–51.
 */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i += 1) {
    const term = values[i] as number;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}
