/** Floating-point numbers, eight bytes each. */

const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;

/** Grows by chunks, so that nothing is copied and little stands empty; cells never written are 0. */
export class NumberColumn {
  private readonly chunks: (Float64Array | undefined)[] = [];
  private used = 0;

  /** One more than the last place written. */
  get length(): number {
    return this.used;
  }

  push(value: number): void {
    this.set(this.used, value);
  }

  set(index: number, value: number): void {
    const c = index >>> CHUNK_BITS;
    let chunk = this.chunks[c];
    if (chunk === undefined) {
      while (this.chunks.length < c) this.chunks.push(undefined);
      chunk = new Float64Array(CHUNK);
      this.chunks[c] = chunk;
    }
    chunk[index & (CHUNK - 1)] = value;
    if (index >= this.used) this.used = index + 1;
  }

  at(index: number): number {
    const chunk = this.chunks[index >>> CHUNK_BITS];
    return chunk === undefined ? 0 : (chunk[index & (CHUNK - 1)] as number);
  }

  /** A copy in one piece. */
  toArray(): Float64Array {
    const all = new Float64Array(this.used);
    this.chunks.forEach((chunk, c) => {
      if (chunk !== undefined) all.set(chunk.subarray(0, Math.min(CHUNK, this.used - c * CHUNK)), c * CHUNK);
    });
    return all;
  }
}
