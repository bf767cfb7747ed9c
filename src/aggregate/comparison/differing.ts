/** Which families differ between two runs in anything that a statistic reads. */
import type { PoolSlice } from './run-pool.js';

/** Rows of all runs in one table, by the places that families have in it. */
export interface PooledRows {
  readonly columns: readonly ArrayLike<number>[];
  readonly owners: Int32Array;
}

/** 1 for each family whose rows are not the same, in the same order. */
export function differingFamilies(
  { columns, owners }: PooledRows,
  { families, pooled, placeOf }: Pick<PoolSlice, 'families' | 'pooled' | 'placeOf'>,
  [a, b]: readonly [number, number],
): Uint8Array {
  const rows: number[][] = Array.from({ length: pooled.familyCount }, () => []);
  owners.forEach((owner, row) => {
    rows[owner]?.push(row);
  });
  const isSame = (one: number, other: number) => columns.every((column) => column[one] === column[other]);
  return Uint8Array.from({ length: families }, (_, family) => {
    const [before, after] = [rows[placeOf(family, a)] as number[], rows[placeOf(family, b)] as number[]];
    return Number(before.length !== after.length || before.some((row, i) => !isSame(row, after[i] as number)));
  });
}
