/** Symmetric positive definite systems of a few equations. */

type Lower = readonly (readonly number[])[];

/** A pivot below this share of its diagonal is rounding: the columns depend on each other. */
const SINGULAR = 1e-12;

/** The lower triangle L with L·Lᵀ = matrix, of which only the lower triangle is read; undefined unless it is positive definite. */
export function cholesky(matrix: readonly (readonly number[])[]): Lower | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const line: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const other = j === i ? line : (lower[j] as number[]);
      let sum = row[j] as number;
      for (let k = 0; k < j; k += 1) sum -= (line[k] as number) * (other[k] as number);
      if (j < i) line.push(sum / (other[j] as number));
      else if (sum > SINGULAR * (row[i] as number)) line.push(Math.sqrt(sum));
      else return undefined;
    }
    lower.push(line);
  }
  return lower;
}

/** The x with L·Lᵀ·x = b. */
export function solve(lower: Lower, b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < x.length; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] as number) - at(lower, i, k) * (x[k] as number);
    x[i] = (x[i] as number) / at(lower, i, i);
  }
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < x.length; k += 1) x[i] = (x[i] as number) - at(lower, k, i) * (x[k] as number);
    x[i] = (x[i] as number) / at(lower, i, i);
  }
  return x;
}

/** (L·Lᵀ)⁻¹, row by row. */
export function inverseOf(lower: Lower): number[][] {
  return lower.map((_, i) =>
    solve(
      lower,
      lower.map((__, k) => (k === i ? 1 : 0)),
    ),
  );
}

function at(lower: Lower, i: number, j: number): number {
  return (lower[i] as readonly number[])[j] as number;
}
