/** Whole numbers from 0, in the narrowest cells that hold them: mostly a byte each, and nothing at all for zeros. */

type Cells = Uint8Array | Uint16Array | Uint32Array;

const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const MOST = 0xffffffff;

function cellsFor(value: number): Cells {
  if (value <= 0xff) return new Uint8Array(CHUNK);
  return value <= 0xffff ? new Uint16Array(CHUNK) : new Uint32Array(CHUNK);
}

/** Grows by chunks, each as wide as the largest number in it; cells never written are 0. */
export class CountColumn {
  private readonly chunks: (Cells | undefined)[] = [];
  private used = 0;

  /** One more than the last place written. */
  get length(): number {
    return this.used;
  }

  /** Bytes of the cells. */
  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + (chunk?.byteLength ?? 0), 0);
  }

  /** @throws RangeError unless the value is a whole number below 2³². */
  push(value: number): void {
    this.set(this.used, value);
  }

  /** @throws RangeError unless the value is a whole number below 2³². */
  set(index: number, value: number): void {
    const c = index >>> CHUNK_BITS;
    const place = index & (CHUNK - 1);
    const chunk = this.chunks[c];
    if (index >= this.used) this.used = index + 1;
    if (chunk === undefined) {
      if (value !== 0) this.widen(c, value)[place] = value;
      return;
    }
    chunk[place] = value;
    // A cell that is too narrow gives another number back.
    if (chunk[place] !== value) this.widen(c, value)[place] = value;
  }

  at(index: number): number {
    const chunk = this.chunks[index >>> CHUNK_BITS];
    return chunk === undefined ? 0 : (chunk[index & (CHUNK - 1)] as number);
  }

  /** A copy in one piece. */
  toArray(): Uint32Array {
    const all = new Uint32Array(this.used);
    this.chunks.forEach((chunk, c) => {
      if (chunk !== undefined) all.set(chunk.subarray(0, Math.min(CHUNK, this.used - c * CHUNK)), c * CHUNK);
    });
    return all;
  }

  private widen(c: number, value: number): Cells {
    if (!(Number.isInteger(value) && value >= 0 && value <= MOST)) throw new RangeError(`not a count: ${value}`);
    while (this.chunks.length < c) this.chunks.push(undefined);
    const wider = cellsFor(value);
    const chunk = this.chunks[c];
    if (chunk !== undefined) wider.set(chunk);
    this.chunks[c] = wider;
    return wider;
  }
}
