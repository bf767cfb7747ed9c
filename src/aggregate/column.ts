/** Growing typed columns: four or eight bytes a value, no objects. */

type Cells = Float64Array | Uint32Array | Int32Array;

/** Slack of a column that grew: small, because there is one for every metric of every slice. */
const GROWTH = 1.5;

/** A typed array that grows; cells never written are 0. */
class Column<T extends Cells> {
  private used = 0;

  constructor(
    private cells: T,
    private readonly larger: (length: number) => T,
  ) {}

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    this.reach(this.used + 1);
    this.cells[this.used - 1] = value;
  }

  add(index: number, value: number): void {
    if (index >= this.used) this.reach(index + 1);
    this.cells[index] = (this.cells[index] as number) + value;
  }

  at(index: number): number {
    return index < this.used ? (this.cells[index] as number) : 0;
  }

  /** A view of what was written. */
  values(): T {
    return this.cells.subarray(0, this.used) as T;
  }

  private reach(length: number): void {
    if (length > this.cells.length) {
      const larger = this.larger(Math.max(length, Math.ceil(this.cells.length * GROWTH)));
      larger.set(this.cells);
      this.cells = larger;
    }
    if (length > this.used) this.used = length;
  }
}

export type FloatColumn = Column<Float64Array>;
export type CountColumn = Column<Uint32Array>;
export type IntColumn = Column<Int32Array>;
/** Sums of a metric, in the narrowest cells that hold them exactly. */
export type SumColumn = FloatColumn | CountColumn;

export function floatColumn(): FloatColumn {
  return new Column(new Float64Array(4), (length) => new Float64Array(length));
}

/** Whole numbers from 0. */
export function countColumn(): CountColumn {
  return new Column(new Uint32Array(4), (length) => new Uint32Array(length));
}

export function intColumn(): IntColumn {
  return new Column(new Int32Array(4), (length) => new Int32Array(length));
}

/** Dense numbers for strings, in the order of their first appearance. */
export class Vocabulary {
  private readonly indices = new Map<string, number>();
  readonly names: string[] = [];

  indexOf(name: string): number {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.names.length;
      this.indices.set(name, index);
      this.names.push(name);
    }
    return index;
  }
}
