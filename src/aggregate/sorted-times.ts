/** Measured times in ascending order, each with what it belongs to. */

export interface SortedTimes {
  readonly values: Float64Array;
  /** The row, or the family, of each. */
  readonly owners: Int32Array;
  /** The position of the turn of each, from 0. */
  readonly turns: Uint32Array;
}

/** Ties keep the order in which they came, so that the result depends on the data alone. */
export function sortedTimes(values: Float64Array, owners: Int32Array, turns: Uint32Array): SortedTimes {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const size = values.length;
  const sorted = { values: new Float64Array(size), owners: new Int32Array(size), turns: new Uint32Array(size) };
  for (let i = 0; i < order.length; i += 1) {
    const from = order[i] as number;
    sorted.values[i] = values[from] as number;
    sorted.owners[i] = owners[from] as number;
    sorted.turns[i] = turns[from] as number;
  }
  return sorted;
}
