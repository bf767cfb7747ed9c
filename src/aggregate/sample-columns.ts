/** The samples of one source, in the order in which they came, and how many each row has. */
import { CountColumn, NumberColumn } from '../columns/index.js';
import { NO_PREDICTION } from '../schema/index.js';
import type { SampleSource } from './statistic.js';
import { Vocabulary } from './vocabulary.js';

export class SampleColumns {
  readonly names = new Vocabulary(NO_PREDICTION);
  readonly columns: readonly (CountColumn | NumberColumn)[];
  private readonly counts = new CountColumn();
  private size = 0;

  constructor(readonly source: SampleSource) {
    this.columns = source.values.map((kind) => (kind === 'count' ? new CountColumn() : new NumberColumn()));
  }

  get length(): number {
    return this.size;
  }

  /** `values`: one sample after another. */
  add(row: number, values: readonly number[]): void {
    const width = this.columns.length;
    const samples = values.length / width;
    this.counts.set(row, samples);
    for (let i = 0; i < values.length; i += 1) {
      this.columns[i % width]?.set(this.size + Math.floor(i / width), values[i] as number);
    }
    this.size += samples;
  }

  /** Calls back with the row of every sample, in order. */
  each(rows: number, visit: (row: number, sample: number) => void): void {
    let next = 0;
    for (let row = 0; row < rows; row += 1) {
      for (const end = next + this.counts.at(row); next < end; next += 1) visit(row, next);
    }
  }
}
