/** Short texts, one behind the other: a byte a character where all are Latin-1, as ids mostly are, else two. */
import { CountColumn } from './count-column.js';

const CHUNK_BYTES = 1 << 16;
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** Texts come out as they went in, lone surrogates too. */
export class TextColumn {
  private readonly chunks: Buffer[] = [];
  /** Per text: its chunk, where it begins in there, and twice its length, plus 1 when it takes two bytes a character. */
  private readonly chunkOf = new CountColumn();
  private readonly starts = new CountColumn();
  private readonly lengths = new CountColumn();
  private used = 0;

  get length(): number {
    return this.lengths.length;
  }

  push(text: string): void {
    const isWide = BEYOND_LATIN1.test(text);
    const bytes = isWide ? text.length * 2 : text.length;
    if (this.chunks.length === 0 || this.used + bytes > CHUNK_BYTES) {
      this.chunks.push(Buffer.alloc(Math.max(CHUNK_BYTES, bytes)));
      this.used = 0;
    }
    this.chunks.at(-1)?.write(text, this.used, isWide ? 'utf16le' : 'latin1');
    this.chunkOf.push(this.chunks.length - 1);
    this.starts.push(this.used);
    this.lengths.push(text.length * 2 + (isWide ? 1 : 0));
    this.used += bytes;
  }

  /** @throws RangeError beyond the length. */
  at(index: number): string {
    const chunk = index < this.length ? this.chunks[this.chunkOf.at(index)] : undefined;
    if (chunk === undefined) throw new RangeError(`no text at ${index}`);
    const length = this.lengths.at(index);
    const start = this.starts.at(index);
    return length % 2 === 1
      ? chunk.toString('utf16le', start, start + length - 1)
      : chunk.toString('latin1', start, start + length / 2);
  }

  *[Symbol.iterator](): Generator<string> {
    for (let i = 0; i < this.length; i += 1) yield this.at(i);
  }
}
