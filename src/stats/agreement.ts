/** Agreement of labellers beyond chance: Krippendorff's α for any number of them and any distance, Cohen's κ for two. */

/** How far apart two labels are: 0 for the same, symmetric, at most what is farthest apart. */
export type Distance<T> = (a: T, b: T) => number;

/** 0 for the same label, 1 for any other. */
export const nominal: Distance<unknown> = (a, b) => (a === b ? 0 : 1);

/** Squared difference, for grades with equal steps. */
export const interval: Distance<number> = (a, b) => (a - b) ** 2;

/**
 * MASI distance of two sets of labels: 1 − Jaccard · monotonicity, where monotonicity is 1 for equal sets, 2/3 when one holds the
 * other, 1/3 when they overlap, 0 when they do not. Two empty sets are equal.
 * Source: Passonneau, LREC 2006.
 */
export const masi: Distance<readonly string[]> = (a, b) => {
  const [x, y] = [new Set(a), new Set(b)];
  const shared = [...x].filter((label) => y.has(label)).length;
  const union = x.size + y.size - shared;
  if (union === 0 || shared === union) return 0;
  const monotonicity = shared === 0 ? 0 : shared === Math.min(x.size, y.size) ? 2 / 3 : 1 / 3;
  return 1 - (shared / union) * monotonicity;
};

/**
 * Krippendorff's α = 1 − D_observed / D_expected, in (−∞, 1]: 1 full agreement, 0 what chance gives, below 0 worse.
 * @param units the ratings of each unit, missing ones left out; units with fewer than two are dropped.
 * @returns undefined when no two ratings can be compared, or all ratings are the same (chance agrees too).
 * Source: Krippendorff, Content Analysis, 2004; the pairable-values form, for labels of any kind.
 */
export function krippendorffAlpha<T>(units: readonly (readonly T[])[], distance: Distance<T>): number | undefined {
  const pairable = units.filter((ratings) => ratings.length > 1);
  const values = pairable.flat();
  if (values.length === 0) return undefined;
  const observed = pairable.reduce((sum, ratings) => sum + pairSum(ratings, distance) / (ratings.length - 1), 0) / values.length;
  const expected = pairSum(values, distance) / (values.length * (values.length - 1));
  return expected === 0 ? undefined : 1 - observed / expected;
}

/** Σ of the distances over ordered pairs of different places; equal values are counted together, so only kinds are paired. */
function pairSum<T>(values: readonly T[], distance: Distance<T>): number {
  const kinds = new Map<string, { readonly value: T; count: number }>();
  for (const value of values) {
    const key = JSON.stringify(value);
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { value, count: 1 });
    else kind.count += 1;
  }
  const list = [...kinds.values()];
  let sum = 0;
  for (const [i, a] of list.entries()) {
    for (const b of list.slice(i + 1)) sum += 2 * a.count * b.count * distance(a.value, b.value);
  }
  return sum;
}

/** Weights of disagreement between the i-th and j-th of k categories in κ. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's κ of two labellers on the same items, in [−1, 1]; weighted by the distance of the categories in their given order.
 * @param categories in order; every rating is one of them. By default those that occur, sorted.
 * @returns undefined without items, or when both always say the same one thing.
 * Source: Cohen 1960, 1968; as scikit-learn's cohen_kappa_score.
 */
export function cohenKappa<T extends string | number>(
  first: readonly T[],
  second: readonly T[],
  weights: KappaWeights = 'none',
  categories: readonly T[] = [...new Set([...first, ...second])].sort((a, b) => (a < b ? -1 : 1)),
): number | undefined {
  if (first.length !== second.length) throw new RangeError(`${first.length} ratings against ${second.length}`);
  const place = new Map(categories.map((category, i) => [category, i]));
  const table = new Float64Array(categories.length ** 2);
  for (const [i, a] of first.entries()) {
    const [x, y] = [place.get(a), place.get(second[i] as T)];
    if (x === undefined || y === undefined) throw new RangeError('a rating is none of the categories');
    table[x * categories.length + y] = (table[x * categories.length + y] as number) + 1;
  }
  return kappaOfTable(table, weights);
}

/**
 * Cohen's κ of a square table of counts (row: first labeller, column: second), as {@link cohenKappa}; counts may be weighted.
 * @throws RangeError for a table that is not square.
 */
export function kappaOfTable(table: ArrayLike<number>, weights: KappaWeights = 'none'): number | undefined {
  const size = Math.round(Math.sqrt(table.length));
  if (size * size !== table.length) throw new RangeError(`${table.length} cells are no square table`);
  const [rows, columns] = [new Float64Array(size), new Float64Array(size)];
  let [observed, total] = [0, 0];
  for (let cell = 0; cell < table.length; cell += 1) {
    const [x, y, count] = [Math.floor(cell / size), cell % size, table[cell] as number];
    rows[x] = (rows[x] as number) + count;
    columns[y] = (columns[y] as number) + count;
    observed += count * weightOf(x, y, weights);
    total += count;
  }
  let expected = 0;
  for (let cell = 0; cell < table.length; cell += 1) {
    const [x, y] = [Math.floor(cell / size), cell % size];
    expected += (weightOf(x, y, weights) * (rows[x] as number) * (columns[y] as number)) / total;
  }
  return total === 0 || expected === 0 ? undefined : 1 - observed / expected;
}

function weightOf(x: number, y: number, weights: KappaWeights): number {
  if (weights === 'none') return x === y ? 0 : 1;
  return weights === 'linear' ? Math.abs(x - y) : (x - y) ** 2;
}
