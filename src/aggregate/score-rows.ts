/**
 * What a run keeps for its statistics: a row for the turns of a dialogue that stand in the same slices, stored once, whatever
 * the number of slices. In the order in which they came, because sums of floating-point numbers depend on it.
 */
import { CountColumn, NumberColumn } from '../columns/index.js';
import type { Contribution } from './contribution.js';
import type { Metric, TimeMetric } from './metric.js';
import { SampleColumns } from './sample-columns.js';
import { type SortedTimes, sortedTimes } from './sorted-times.js';
import type { SampleSource } from './statistic.js';

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
  private readonly samples: readonly SampleColumns[];
  private rows = 0;

  constructor(metrics: readonly Metric[], sources: readonly SampleSource[]) {
    this.samples = sources.map((source) => new SampleColumns(source));
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
    for (let s = 0; s < this.samples.length; s += 1) {
      const values = from.samples[s] as readonly number[];
      if (values.length > 0) this.samples[s]?.add(row, values);
    }
  }

  /** An empty row, for what is contributed later. */
  open(family: number, set: number): number {
    this.families.set(this.rows, family);
    this.sets.set(this.rows, set);
    this.rows += 1;
    return this.rows - 1;
  }

  /** Adds to what a row has for a metric. */
  contribute(metric: number, row: number, numerator: number, denominator: number): void {
    this.numerators[metric]?.set(row, this.numerator(metric, row) + numerator);
    this.denominators[metric]?.set(row, this.denominator(metric, row) + denominator);
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

  /** The samples of a source, by its position. */
  samplesOf(source: number): SampleColumns {
    return this.samples[source] as SampleColumns;
  }
}

function addTimes({ values, counts }: TimeColumns, row: number, times: readonly number[]): void {
  counts.set(row, times.length);
  for (const time of times) values.push(time);
}
