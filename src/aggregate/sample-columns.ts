/** The samples of one source, in the order in which they came, and how many each row has. */
import { CountColumn, NumberColumn } from '../columns/index.js';
import { NO_PREDICTION } from '../schema/index.js';
import type { SampleSource } from './statistic.js';
import { Vocabulary } from './vocabulary.js';

/** Samples in the order of their source. */
export interface OrderedSamples {
  /** The row of each. */
  readonly rows: Int32Array;
  /** One a value of the source. */
  readonly columns: readonly (Float64Array | Uint32Array)[];
}

export class SampleColumns {
  readonly names = new Vocabulary(NO_PREDICTION);
  readonly columns: readonly (CountColumn | NumberColumn)[];
  private readonly counts = new CountColumn();
  private size = 0;
  private ordered: OrderedSamples | undefined;

  constructor(readonly source: SampleSource) {
    this.columns = source.values.map((kind) => (kind === 'count' ? new CountColumn() : new NumberColumn()));
  }

  get length(): number {
    return this.size;
  }

  /** `values`: one sample after another. */
  add(row: number, values: readonly number[]): void {
    const before = this.size;
    for (let i = 0; i < values.length; this.size += 1) {
      for (let c = 0; c < this.columns.length; c += 1, i += 1) this.columns[c]?.set(this.size, values[i] as number);
    }
    this.counts.set(row, this.size - before);
  }

  /** All samples in the order of the source, put in order once: ask when all is added. */
  inOrder(rows: number): OrderedSamples {
    this.ordered ??= this.order(rows);
    return this.ordered;
  }

  private order(rows: number): OrderedSamples {
    const rowOf = new Int32Array(this.size);
    let next = 0;
    for (let row = 0; row < rows; row += 1) {
      const end = next + this.counts.at(row);
      rowOf.fill(row, next, end);
      next = end;
    }
    const columns = this.columns.map((column) => column.toArray());
    const by = this.source.ascendingBy;
    const keys = by === undefined ? undefined : columns[by];
    if (keys === undefined) return { rows: rowOf, columns };
    const order = Uint32Array.from(keys, (_, sample) => sample);
    order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
    return {
      rows: rowOf.map((_, i) => rowOf[order[i] as number] as number),
      columns: columns.map((column) => column.map((_, i) => column[order[i] as number] as number)),
    };
  }
}
