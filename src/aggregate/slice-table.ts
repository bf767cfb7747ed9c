/** The columns of one slice: per metric Σ numerator and Σ denominator a family, the times, and the gold × predicted pairs. */
import type { SliceRef } from '../schema/index.js';
import {
  type CountColumn,
  countColumn,
  type FloatColumn,
  floatColumn,
  type IntColumn,
  intColumn,
  type SumColumn,
} from './column.js';
import type { Contribution } from './contribution.js';
import type { Metric } from './metric.js';
import { sortedTimes } from './sorted-times.js';

/** Counts beside a value. */
export interface Tally {
  eligible: number;
  failed: number;
}

/** Values of a time with the family of each. */
interface TimeColumn {
  readonly values: FloatColumn;
  readonly families: IntColumn;
}

type Time = 'latencyMs' | 'firstTokenMs';

/** Sums of whole numbers need half the memory. */
function isCount(metric: Metric): boolean {
  return metric.kind === 'ratio' || (metric.kind === 'mean' && metric.binary);
}

export class SliceTable {
  readonly tallies: readonly Tally[];
  readonly numerators: readonly SumColumn[];
  readonly denominators: readonly CountColumn[];
  private readonly times: Readonly<Record<Time, TimeColumn>> = {
    latencyMs: { values: floatColumn(), families: intColumn() },
    firstTokenMs: { values: floatColumn(), families: intColumn() },
  };
  private readonly sorted = new Map<Time, ReturnType<typeof sortedTimes>>();
  /** Triples of family, gold, predicted. */
  readonly pairs = intColumn();
  turns = 0;
  failures = 0;
  /** Failed calls among the turns with an intent label. */
  failedIntents = 0;
  private readonly families = new Map<number, number>();
  private lastFamily = -1;
  private lastIndex = -1;

  constructor(
    readonly ref: SliceRef,
    metrics: readonly Metric[],
  ) {
    this.tallies = metrics.map(() => ({ eligible: 0, failed: 0 }));
    this.numerators = metrics.map((metric) => (isCount(metric) ? countColumn() : floatColumn()));
    this.denominators = metrics.map(() => countColumn());
  }

  get familyCount(): number {
    return this.families.size;
  }

  /** The values of a time in ascending order, with the family of each. Sorted once: ask when all turns are added. */
  timesOf(time: Time): ReturnType<typeof sortedTimes> {
    let sorted = this.sorted.get(time);
    if (sorted === undefined) {
      const { values, families } = this.times[time];
      sorted = sortedTimes(values.values(), families.values());
      this.sorted.set(time, sorted);
    }
    return sorted;
  }

  add(family: number, from: Contribution): void {
    const index = this.familyIndex(family);
    this.turns += from.turns;
    this.failures += from.failures;
    this.failedIntents += from.failedIntents;
    for (const m of from.touched) {
      const tally = this.tallies[m] as Tally;
      tally.eligible += from.eligible[m] as number;
      tally.failed += from.failed[m] as number;
      this.numerators[m]?.add(index, from.numerators[m] as number);
      this.denominators[m]?.add(index, from.denominators[m] as number);
    }
    for (const latency of from.latencies) addTime(this.times.latencyMs, index, latency);
    for (const firstToken of from.firstTokens) addTime(this.times.firstTokenMs, index, firstToken);
    for (let i = 0; i < from.intents.length; i += 2) {
      this.pairs.push(index);
      this.pairs.push(from.intents[i] as number);
      this.pairs.push(from.intents[i + 1] as number);
    }
  }

  private familyIndex(family: number): number {
    if (family === this.lastFamily) return this.lastIndex;
    let index = this.families.get(family);
    if (index === undefined) {
      index = this.families.size;
      this.families.set(family, index);
    }
    this.lastFamily = family;
    this.lastIndex = index;
    return index;
  }
}

function addTime(column: TimeColumn, family: number, value: number): void {
  column.values.push(value);
  column.families.push(family);
}
