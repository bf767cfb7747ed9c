/**
 * What a run keeps for its statistics: a row for the turns of a dialogue that stand in the same slices, stored once, whatever
 * the number of slices. In the order in which they came, because sums of floating-point numbers depend on it.
 */
import { CountColumn, NumberColumn } from '../columns/index.js';
import type { Contribution } from './contribution.js';
import type { Metric, TimeMetric } from './metric.js';
import { type SortedTimes, sortedTimes } from './sorted-times.js';

export type Time = TimeMetric['time'];

/** Values of a time, and how many of them each row has. */
interface TimeColumns {
  readonly values: NumberColumn;
  readonly counts: CountColumn;
}

function timeColumns(): TimeColumns {
  return { values: new NumberColumn(), counts: new CountColumn() };
}

/** Sums of whole numbers need an eighth of the memory. */
function isCount(metric: Metric): boolean {
  return metric.kind === 'ratio' || (metric.kind === 'mean' && metric.binary);
}

export class ScoreRows {
  private readonly families = new CountColumn();
  private readonly sets = new CountColumn();
  private readonly numerators: readonly (NumberColumn | CountColumn)[];
  private readonly denominators: readonly CountColumn[];
  private readonly times: Readonly<Record<Time, TimeColumns>> = { latencyMs: timeColumns(), firstTokenMs: timeColumns() };
  private readonly sorted = new Map<Time, SortedTimes>();
  private readonly intents = { counts: new CountColumn(), gold: new CountColumn(), predicted: new CountColumn() };
  private rows = 0;

  constructor(metrics: readonly Metric[]) {
    this.numerators = metrics.map((metric) => (isCount(metric) ? new CountColumn() : new NumberColumn()));
    this.denominators = metrics.map(() => new CountColumn());
  }

  get length(): number {
    return this.rows;
  }

  add(family: number, set: number, from: Contribution): void {
    const row = this.rows;
    this.rows += 1;
    this.families.set(row, family);
    this.sets.set(row, set);
    for (const m of from.touched) {
      this.numerators[m]?.set(row, from.numerators[m] as number);
      this.denominators[m]?.set(row, from.denominators[m] as number);
    }
    addTimes(this.times.latencyMs, row, from.latencies);
    addTimes(this.times.firstTokenMs, row, from.firstTokens);
    const { counts, gold, predicted } = this.intents;
    counts.set(row, from.intents.length / 2);
    for (let i = 0; i < from.intents.length; i += 2) {
      gold.push(from.intents[i] as number);
      predicted.push(from.intents[i + 1] as number);
    }
  }

  familyOf(row: number): number {
    return this.families.at(row);
  }

  setOf(row: number): number {
    return this.sets.at(row);
  }

  numerator(metric: number, row: number): number {
    return this.numerators[metric]?.at(row) ?? 0;
  }

  denominator(metric: number, row: number): number {
    return this.denominators[metric]?.at(row) ?? 0;
  }

  /** The values of a time in the order in which they came. */
  timesOf(time: Time): Float64Array {
    return this.times[time].values.toArray();
  }

  /** All values of a time, ascending, with the row of each. Sorted once: ask when all is added. */
  sortedTimesOf(time: Time): SortedTimes {
    let sorted = this.sorted.get(time);
    if (sorted === undefined) {
      const rows = new Int32Array(this.times[time].values.length);
      let next = 0;
      for (let row = 0; row < this.rows; row += 1) {
        const end = next + this.times[time].counts.at(row);
        rows.fill(row, next, end);
        next = end;
      }
      sorted = sortedTimes(this.timesOf(time), rows);
      this.sorted.set(time, sorted);
    }
    return sorted;
  }

  /** How many turns have an intent label. */
  get intentCount(): number {
    return this.intents.gold.length;
  }

  /** Calls back with gold and predicted intent of every labelled turn. */
  eachIntent(visit: (row: number, gold: number, predicted: number) => void): void {
    const { counts, gold, predicted } = this.intents;
    let next = 0;
    for (let row = 0; row < this.rows; row += 1) {
      for (const end = next + counts.at(row); next < end; next += 1) visit(row, gold.at(next), predicted.at(next));
    }
  }
}

function addTimes({ values, counts }: TimeColumns, row: number, times: readonly number[]): void {
  counts.set(row, times.length);
  for (const time of times) values.push(time);
}
