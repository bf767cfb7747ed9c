/** Measured times in ascending order, each with its family. */

export interface SortedTimes {
  readonly values: Float64Array;
  readonly families: Int32Array;
}

/** Ties keep the order in which they came, so that the result depends on the data alone. */
export function sortedTimes(values: Float64Array, families: Int32Array): SortedTimes {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const sorted = { values: new Float64Array(values.length), families: new Int32Array(values.length) };
  for (let i = 0; i < order.length; i += 1) {
    const from = order[i] as number;
    sorted.values[i] = values[from] as number;
    sorted.families[i] = families[from] as number;
  }
  return sorted;
}
