/** The rows of one slice, grouped by family: what its estimates are made of. Made when it is asked for, one slice at a time. */
import type { SliceRef } from '../schema/index.js';
import type { FamilySums } from './interval.js';
import type { ScoreRows, Time } from './score-rows.js';
import type { SliceSet } from './slice-sets.js';
import type { SortedTimes } from './sorted-times.js';
import type { Sample } from './statistic.js';

/** Counts beside the values, of every metric by its position. */
interface Tallies {
  readonly eligible: Uint32Array;
  readonly failed: Uint32Array;
  /** Turns that leave the metric undefined. */
  readonly flawed: Uint32Array;
}

/** Times of a slice: the owners are its families. */
export interface SliceTimes extends SortedTimes {
  /** Families with a time. */
  readonly familyCount: number;
}

/** Of the slice, only the times of the turns at one position. */
export interface TurnPosition {
  /** From 0. */
  readonly turn: number;
  /** Expected calls at this position, and how many of them failed. */
  readonly calls: number;
  readonly failures: number;
}

const OUTSIDE = -1;

export class SliceTable {
  readonly familyCount: number;
  readonly turns: number;
  readonly failures: number;
  /** Per row its family, numbered in the order of first appearance in the slice; {@link OUTSIDE} when it is not in the slice. */
  private readonly families: Int32Array;
  /** The rows in the slice. */
  private readonly members: Uint32Array;
  private summed: Tallies | undefined;
  private readonly times = new Map<Time, SliceTimes>();
  private readonly samples = new Map<number, Sample>();

  /** `sets` make up the slice; the run has `all.families` families and `all.sets` sets. */
  constructor(
    readonly ref: SliceRef,
    private readonly rows: ScoreRows,
    private readonly sets: readonly SliceSet[],
    all: { readonly families: number; readonly sets: number },
    private readonly at?: TurnPosition,
  ) {
    this.turns = at?.calls ?? total(sets, (set) => set.turns);
    this.failures = at?.failures ?? total(sets, (set) => set.failures);
    this.members = this.membersAmong(all.sets);
    this.families = new Int32Array(rows.length).fill(OUTSIDE);
    this.familyCount = this.numberFamilies(all.families);
  }

  get tallies(): Tallies {
    this.summed ??= {
      eligible: sumOf(this.sets.map(({ eligible }) => eligible)),
      failed: sumOf(this.sets.map(({ failed }) => failed)),
      flawed: sumOf(this.sets.map(({ flawed }) => flawed)),
    };
    return this.summed;
  }

  /** Failed calls among the samples of a source. */
  failedSamplesOf(source: number): number {
    return total(this.sets, (set) => set.failedSamples[source] as number);
  }

  /** Σ numerator and Σ denominator of every family of the slice. */
  sumsOf(metric: number): FamilySums {
    const { rows, members, families } = this;
    const sums = { numerators: new Float64Array(this.familyCount), denominators: new Float64Array(this.familyCount) };
    for (let i = 0; i < members.length; i += 1) {
      const row = members[i] as number;
      const denominator = rows.denominator(metric, row);
      if (denominator === 0) continue;
      const family = families[row] as number;
      sums.numerators[family] = (sums.numerators[family] as number) + rows.numerator(metric, row);
      sums.denominators[family] = (sums.denominators[family] as number) + denominator;
    }
    return sums;
  }

  /** The values of a time in ascending order, with the family of each. */
  timesOf(time: Time): SliceTimes {
    let found = this.times.get(time);
    if (found === undefined) {
      found = this.timesWithin(this.rows.sortedTimesOf(time));
      this.times.set(time, found);
    }
    return found;
  }

  /** The samples of a source, by its position among the sources. */
  sampleOf(source: number): Sample {
    let found = this.samples.get(source);
    if (found === undefined) {
      found = this.sampleWithin(source);
      this.samples.set(source, found);
    }
    return found;
  }

  private membersAmong(sets: number): Uint32Array {
    const { rows } = this;
    const isHeld = new Uint8Array(sets);
    for (const { index } of this.sets) isHeld[index] = 1;
    const members = new Uint32Array(rows.length);
    let count = 0;
    for (let row = 0; row < rows.length; row += 1) {
      if (isHeld[rows.setOf(row)] === 0) continue;
      members[count] = row;
      count += 1;
    }
    return members.slice(0, count);
  }

  /** @returns how many families there are in the slice. */
  private numberFamilies(families: number): number {
    const numbers = new Int32Array(families).fill(OUTSIDE);
    let count = 0;
    for (const row of this.members) {
      const family = this.rows.familyOf(row);
      if (numbers[family] === OUTSIDE) {
        numbers[family] = count;
        count += 1;
      }
      this.families[row] = numbers[family] as number;
    }
    return count;
  }

  private sampleWithin(source: number): Sample {
    const samples = this.rows.samplesOf(source);
    const { rows, columns: all } = samples.inOrder(this.rows.length);
    const { families, familyCount } = this;
    const places = new Uint32Array(countWithin(rows, families));
    const owners = new Int32Array(places.length);
    let size = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const family = families[rows[i] as number] as number;
      if (family === OUTSIDE) continue;
      places[size] = i;
      owners[size] = family;
      size += 1;
    }
    const columns = all.map((column) => {
      const within = new Float64Array(size);
      for (let i = 0; i < size; i += 1) within[i] = column[places[i] as number] as number;
      return within;
    });
    return { size, columns, owners, families: familyCount, names: samples.names.names.length };
  }

  private timesWithin({ values, owners, turns }: SortedTimes): SliceTimes {
    const { families, familyCount } = this;
    const size = countWithin(owners, families);
    const within = { values: new Float64Array(size), owners: new Int32Array(size), turns: new Uint32Array(size) };
    const isTimed = new Uint8Array(familyCount);
    let kept = 0;
    for (let i = 0; i < values.length; i += 1) {
      const family = families[owners[i] as number] as number;
      if (family === OUTSIDE || (this.at !== undefined && turns[i] !== this.at.turn)) continue;
      within.turns[kept] = turns[i] as number;
      within.values[kept] = values[i] as number;
      within.owners[kept] = family;
      isTimed[family] = 1;
      kept += 1;
    }
    return {
      values: within.values.subarray(0, kept),
      owners: within.owners.subarray(0, kept),
      turns: within.turns.subarray(0, kept),
      familyCount: isTimed.reduce((sum, timed) => sum + timed, 0),
    };
  }
}

/** How many of the rows are in the slice. */
function countWithin(rows: Int32Array, families: Int32Array): number {
  let count = 0;
  for (let i = 0; i < rows.length; i += 1) if (families[rows[i] as number] !== OUTSIDE) count += 1;
  return count;
}

function sumOf(columns: readonly Uint32Array[]): Uint32Array {
  const sums = new Uint32Array(columns[0]?.length ?? 0);
  for (const column of columns) for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] as number) + (column[i] as number);
  return sums;
}

function total(sets: readonly SliceSet[], of: (set: SliceSet) => number): number {
  let sum = 0;
  for (const set of sets) sum += of(set);
  return sum;
}
