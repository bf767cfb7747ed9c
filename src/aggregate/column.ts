/** Growing typed columns: eight or four bytes a value, no objects. */

/** A Float64Array that grows; unset cells are 0. */
export class FloatColumn {
  private cells = new Float64Array(16);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    this.reach(this.used + 1);
    this.cells[this.used - 1] = value;
  }

  add(index: number, value: number): void {
    this.reach(index + 1);
    this.cells[index] = (this.cells[index] as number) + value;
  }

  /** A view of the first `length` cells, cells never written being 0. */
  values(length = this.used): Float64Array {
    this.reach(length);
    return this.cells.subarray(0, length);
  }

  private reach(length: number): void {
    if (length > this.cells.length) {
      const larger = new Float64Array(Math.max(length, this.cells.length * 2));
      larger.set(this.cells);
      this.cells = larger;
    }
    if (length > this.used) this.used = length;
  }
}

/** An Int32Array that grows. */
export class IntColumn {
  private cells = new Int32Array(16);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[this.used] = value;
    this.used += 1;
  }

  values(): Int32Array {
    return this.cells.subarray(0, this.used);
  }
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
