/** Which families differ between two runs in anything that a statistic reads. */

/** Rows of both runs in one table; family f of run r has the number f × runs + r. */
export interface PooledRows {
  readonly columns: readonly ArrayLike<number>[];
  readonly owners: Int32Array;
}

/** 1 for each family whose rows are not the same, in the same order. */
export function differingFamilies(
  { columns, owners }: PooledRows,
  families: number,
  runs: number,
  [a, b]: readonly [number, number],
): Uint8Array {
  const rows: number[][] = Array.from({ length: families * runs }, () => []);
  owners.forEach((owner, row) => {
    rows[owner]?.push(row);
  });
  const isSame = (one: number, other: number) => columns.every((column) => column[one] === column[other]);
  return Uint8Array.from({ length: families }, (_, family) => {
    const [before, after] = [rows[family * runs + a] as number[], rows[family * runs + b] as number[]];
    return Number(before.length !== after.length || before.some((row, i) => !isSame(row, after[i] as number)));
  });
}
