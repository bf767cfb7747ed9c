/** Two runs of a pool on one slice: their families, aligned, and what a metric comes to under weights and swaps. */
import type { RatioColumns } from '../../stats/index.js';
import type { FamilySums } from '../interval.js';
import type { SliceTable } from '../slice-table.js';
import type { Statistic } from './pooled-statistic.js';

export interface PairValues {
  readonly baseline: number | undefined;
  readonly candidate: number | undefined;
}

const ABSENT = -1;

export class Pair {
  /** Families that either run has in the slice. */
  readonly families: number;
  /** Per family its place in the table, for either run. */
  private readonly places: readonly [Int32Array, Int32Array];
  private readonly weights: Uint32Array;

  /** `table` is of a pool of `runs` runs, of which `baseline` and `candidate` are compared. */
  constructor(table: SliceTable, runs: number, baseline: number, candidate: number) {
    const numbers = new Map<number, number>();
    const places: [number[], number[]] = [[], []];
    table.familyIds.forEach((id, place) => {
      const run = id % runs;
      if (run !== baseline && run !== candidate) return;
      const family = Math.floor(id / runs);
      const number = numbers.get(family) ?? numbers.size;
      numbers.set(family, number);
      for (const side of places) side[number] ??= ABSENT;
      places[run === baseline ? 0 : 1][number] = place;
    });
    this.families = numbers.size;
    this.places = [Int32Array.from(places[0]), Int32Array.from(places[1])];
    this.weights = new Uint32Array(table.familyCount);
  }

  /** Numerators and denominators of both runs, family by family. */
  sidesOf({ numerators, denominators }: FamilySums): { readonly baseline: RatioColumns; readonly candidate: RatioColumns } {
    const [baseline, candidate] = this.places.map((places) => ({
      numerator: Float64Array.from(places, (place) => (place === ABSENT ? 0 : (numerators[place] as number))),
      denominator: Float64Array.from(places, (place) => (place === ABSENT ? 0 : (denominators[place] as number))),
    }));
    return { baseline: baseline as RatioColumns, candidate: candidate as RatioColumns };
  }

  /** Both values, each family counted as often as its weight says; by default once. */
  values(statistic: Statistic, weights?: ArrayLike<number>): PairValues {
    const weightOf = (family: number) => (weights === undefined ? 1 : (weights[family] as number));
    return { baseline: this.sideValue(statistic, () => 0, weightOf), candidate: this.sideValue(statistic, () => 1, weightOf) };
  }

  /** Both values after the runs have swapped places in the families for which `isSwapped` is 1. */
  swapped(statistic: Statistic, isSwapped: Uint8Array): PairValues {
    const once = () => 1;
    return {
      baseline: this.sideValue(statistic, (family) => isSwapped[family] as number, once),
      candidate: this.sideValue(statistic, (family) => 1 - (isSwapped[family] as number), once),
    };
  }

  private sideValue(
    statistic: Statistic,
    sideOf: (family: number) => number,
    weightOf: (family: number) => number,
  ): number | undefined {
    const { weights, places } = this;
    weights.fill(0);
    for (let family = 0; family < this.families; family += 1) {
      const place = places[sideOf(family)]?.[family] as number;
      if (place !== ABSENT) weights[place] = weightOf(family);
    }
    return statistic(weights);
  }
}
