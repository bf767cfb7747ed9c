/** Summation whose rounding error does not grow with the number of terms. */

/**
 * A sum that grows term by term, compensated after Neumaier; 0 for no terms.
 * Source: A. Neumaier, ZAMM 54 (1974), 39–51.
 */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(term: number): void {
    const { sum } = this;
    const next = sum + term;
    this.lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    this.sum = next;
  }

  get total(): number {
    return this.sum + this.lost;
  }
}

/** Σ values, by {@link CompensatedSum}. */
export function compensatedSum(values: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i += 1) sum.add(values[i] as number);
  return sum.total;
}

/** Σ values², without a copy of the values. */
export function compensatedSquares(values: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i += 1) sum.add((values[i] as number) * (values[i] as number));
  return sum.total;
}
