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
  private sorted: { readonly order: Uint32Array; readonly rows: Int32Array } | undefined;

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

  /** Calls back with the row of every sample, in the order of the source. Ask when all is added. */
  each(rows: number, visit: (row: number, sample: number) => void): void {
    if (this.source.ascendingBy === undefined) {
      this.eachAsCome(rows, visit);
      return;
    }
    this.sorted ??= this.sort(rows, this.source.ascendingBy);
    const { order, rows: rowOf } = this.sorted;
    for (const sample of order) visit(rowOf[sample] as number, sample);
  }

  private eachAsCome(rows: number, visit: (row: number, sample: number) => void): void {
    let next = 0;
    for (let row = 0; row < rows; row += 1) {
      for (const end = next + this.counts.at(row); next < end; next += 1) visit(row, next);
    }
  }

  private sort(rows: number, by: number) {
    const rowOf = new Int32Array(this.size);
    this.eachAsCome(rows, (row, sample) => {
      rowOf[sample] = row;
    });
    const keys = Float64Array.from(rowOf, (_, sample) => this.columns[by]?.at(sample) ?? 0);
    const order = Uint32Array.from(keys, (_, sample) => sample);
    return { order: order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b), rows: rowOf };
  }
}
