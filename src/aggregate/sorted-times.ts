/** Measured times in ascending order, each with what it belongs to. */

export interface SortedTimes {
  readonly values: Float64Array;
  /** The row, or the family, of each. */
  readonly owners: Int32Array;
}

/** Ties keep the order in which they came, so that the result depends on the data alone. */
export function sortedTimes(values: Float64Array, owners: Int32Array): SortedTimes {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const sorted = { values: new Float64Array(values.length), owners: new Int32Array(values.length) };
  for (let i = 0; i < order.length; i += 1) {
    const from = order[i] as number;
    sorted.values[i] = values[from] as number;
    sorted.owners[i] = owners[from] as number;
  }
  return sorted;
}
