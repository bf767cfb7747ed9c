/** Correlation of paired values: Pearson's r, Spearman's ρ and Kendall's τ-b. Undefined where a side does not vary. */
import { mean } from './quantile.js';

function requirePairs(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`pairs need two values each, got ${x.length} and ${y.length}`);
  for (let i = 0; i < x.length; i += 1) {
    if (!(Number.isFinite(x[i]) && Number.isFinite(y[i]))) throw new RangeError(`pair ${i} is not finite: ${x[i]}, ${y[i]}`);
  }
}

function varies(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[0]) return true;
  return false;
}

/**
 * Pearson's product-moment correlation, in [−1, 1]. Undefined for fewer than two pairs or when a side is constant.
 * @throws RangeError when the lengths differ or a value is not finite.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  requirePairs(x, y);
  if (!(varies(x) && varies(y))) return undefined;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [(x[i] as number) - meanX, (y[i] as number) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? Math.max(-1, Math.min(1, xy / scale)) : undefined;
}

/** Ranks from 1; equal values share the mean of their ranks. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = values[order[start] as number];
    while (end < order.length && values[order[end] as number] === value) end += 1;
    for (let i = start; i < end; i += 1) ranks[order[i] as number] = (start + 1 + end) / 2;
  }
  return ranks;
}

/** Spearman's rank correlation: Pearson's r of average ranks. Range, undefined cases and errors as {@link pearson}. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  requirePairs(x, y);
  return pearson(averageRanks(x), averageRanks(y));
}

/**
 * Kendall's τ-b, in [−1, 1]: (concordant − discordant pairs)/√(pairs untied in x · pairs untied in y). Compares all
 * pairs of items, n²/2 of them. Undefined cases and errors as {@link pearson}.
 * Source: M. G. Kendall, Biometrika 33 (1945).
 */
export function kendallB(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  requirePairs(x, y);
  let [balance, untiedX, untiedY] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const signX = Math.sign((x[i] as number) - (x[j] as number));
      const signY = Math.sign((y[i] as number) - (y[j] as number));
      balance += signX * signY;
      untiedX += signX * signX;
      untiedY += signY * signY;
    }
  }
  // One root of the product, not a product of roots: it is exact where both sides rank alike.
  return untiedX > 0 && untiedY > 0 ? balance / Math.sqrt(untiedX * untiedY) : undefined;
}
