/** The columns of one slice: per metric Σ numerator and Σ denominator a family, the times, and the gold × predicted pairs. */
import type { SliceRef } from '../schema/index.js';
import { FloatColumn, IntColumn } from './column.js';
import type { Metric } from './metric.js';

/** Counts beside a value. */
export interface Tally {
  eligible: number;
  failed: number;
}

/** What one turn contributes to every metric; filled once a turn, read by each slice that the turn stands in. */
export interface Contribution {
  readonly numerators: Float64Array;
  /** 0 = the turn is not eligible. */
  readonly denominators: Float64Array;
  failed: boolean;
  latencyMs: number | undefined;
  firstTokenMs: number | undefined;
  /** Vocabulary indices; −1 = no label. */
  gold: number;
  predicted: number;
}

/** Values of a time with the family of each. */
export interface TimeColumn {
  readonly values: FloatColumn;
  readonly families: IntColumn;
}

export class SliceTable {
  readonly tallies: readonly Tally[];
  readonly numerators: readonly FloatColumn[];
  readonly denominators: readonly FloatColumn[];
  readonly times: Readonly<Record<'latencyMs' | 'firstTokenMs', TimeColumn>> = {
    latencyMs: { values: new FloatColumn(), families: new IntColumn() },
    firstTokenMs: { values: new FloatColumn(), families: new IntColumn() },
  };
  /** Triples of family, gold, predicted. */
  readonly pairs = new IntColumn();
  turns = 0;
  failures = 0;
  private readonly families = new Map<number, number>();
  private lastFamily = -1;
  private lastIndex = -1;

  constructor(
    readonly ref: SliceRef,
    metrics: readonly Metric[],
  ) {
    this.tallies = metrics.map(() => ({ eligible: 0, failed: 0 }));
    this.numerators = metrics.map(() => new FloatColumn());
    this.denominators = metrics.map(() => new FloatColumn());
  }

  get familyCount(): number {
    return this.families.size;
  }

  add(family: number, turn: Contribution): void {
    const index = this.familyIndex(family);
    this.turns += 1;
    if (turn.failed) this.failures += 1;
    const { numerators, denominators } = turn;
    for (let m = 0; m < denominators.length; m += 1) {
      const denominator = denominators[m] as number;
      if (denominator === 0) continue;
      const tally = this.tallies[m] as Tally;
      tally.eligible += 1;
      if (turn.failed) tally.failed += 1;
      this.numerators[m]?.add(index, numerators[m] as number);
      this.denominators[m]?.add(index, denominator);
    }
    if (turn.latencyMs !== undefined) addTime(this.times.latencyMs, index, turn.latencyMs);
    if (turn.firstTokenMs !== undefined) addTime(this.times.firstTokenMs, index, turn.firstTokenMs);
    if (turn.gold >= 0) {
      this.pairs.push(index);
      this.pairs.push(turn.gold);
      this.pairs.push(turn.predicted);
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
