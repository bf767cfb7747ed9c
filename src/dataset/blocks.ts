/** Reads a file in chunks and hands it on in blocks of whole lines, so that memory does not grow with the file. */
import { type FileHandle, open } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;
/** What a block holds is decoded together and lives until its last dialogue is done: small enough to die young in the heap. */
const BLOCK_BYTES = 1 << 15;
/** A longer line is no dialogue but a broken file. */
export const MAX_LINE_BYTES = 16 << 20;

const LINE_FEED = 0x0a;

/** Some whole lines. */
export interface Block {
  /** Valid until the next block is asked for. Empty when `overlong`. */
  readonly bytes: Buffer;
  /** Where the block begins in the file. */
  readonly offset: number;
  /** The block stands for one line that is longer than the limit and was skipped. */
  readonly overlong: boolean;
  /** False when the file ends without a line feed: this block holds the unfinished line alone. */
  readonly terminated: boolean;
}

export interface BlockOptions {
  readonly chunkBytes?: number;
  readonly maxLineBytes?: number;
  readonly onBytes?: (chunk: Uint8Array) => void;
}

/**
 * The lines of a file in order. What the lines are does not depend on `chunkBytes`, only how many come at once.
 * An empty file has no block.
 * @throws the file system's error when the file cannot be read.
 */
export async function* readBlocks(path: string, options: BlockOptions = {}): AsyncGenerator<Block> {
  const { chunkBytes = CHUNK_BYTES, maxLineBytes = MAX_LINE_BYTES, onBytes } = options;
  const carry = new Carry(chunkBytes, maxLineBytes);
  const file = await open(path, 'r');
  const chunks = new ChunkReader(file, chunkBytes);
  try {
    for (let chunk = await chunks.next(); chunk.length > 0; chunk = await chunks.next()) {
      onBytes?.(chunk);
      yield* carry.take(chunk);
    }
    yield* carry.rest();
  } finally {
    await chunks.settled();
    await file.close();
  }
}

/** Reads one chunk ahead, so that the disk works while the lines of the chunk before are used. */
class ChunkReader {
  private ahead: Promise<{ readonly bytesRead: number }>;
  private filling: Buffer;
  private spare: Buffer;

  constructor(
    private readonly file: FileHandle,
    private readonly chunkBytes: number,
  ) {
    this.filling = Buffer.allocUnsafe(chunkBytes);
    this.spare = Buffer.allocUnsafe(chunkBytes);
    this.ahead = this.read();
  }

  /** Empty at the end of the file. Valid until the next one is asked for. */
  async next(): Promise<Buffer> {
    const { bytesRead } = await this.ahead;
    const chunk = this.filling.subarray(0, bytesRead);
    [this.filling, this.spare] = [this.spare, this.filling];
    if (bytesRead > 0) this.ahead = this.read();
    return chunk;
  }

  /** Nothing is being read any more; a failure of what nobody asked for is nobody's. */
  async settled(): Promise<void> {
    await this.ahead.catch(() => undefined);
  }

  private read(): Promise<{ readonly bytesRead: number }> {
    const reading = this.file.read(this.filling, 0, this.chunkBytes, null);
    // Whoever asks for the chunk gets the failure; until then it must not count as unhandled.
    reading.catch(() => undefined);
    return reading;
  }
}

/** The buffer that a chunk is put into, behind the unfinished line that the chunk before it left. */
class Carry {
  private buffer: Buffer;
  private filled = 0;
  private offset = 0;
  /** Inside a line that is already too long: its bytes are dropped. */
  private skipping = false;

  constructor(
    chunkBytes: number,
    private readonly maxLineBytes: number,
  ) {
    this.buffer = Buffer.allocUnsafe(chunkBytes * 2);
  }

  *take(chunk: Buffer): Generator<Block> {
    const end = this.filled + chunk.length;
    this.makeRoom(end);
    chunk.copy(this.buffer, this.filled);
    const last = this.buffer.subarray(this.filled, end).lastIndexOf(LINE_FEED);
    if (last < 0) {
      this.filled = end;
      if (this.filled > this.maxLineBytes) this.drop();
      return;
    }
    const stop = this.filled + last + 1;
    yield* this.lines(stop);
    this.buffer.copyWithin(0, stop, end);
    this.offset += stop;
    this.filled = end - stop;
    // An unfinished line that is already too long would be kept until its end otherwise.
    if (this.filled > this.maxLineBytes) this.drop();
  }

  private makeRoom(bytes: number): void {
    if (this.buffer.length >= bytes) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.filled);
    this.buffer = larger;
  }

  *rest(): Generator<Block> {
    if (this.skipping) yield this.overlong(0);
    else if (this.filled > 0) yield this.block(0, this.filled, false);
  }

  /** Splits off every line that is too long; only those that span chunks can be, unless the limit is below the chunk. */
  private *lines(stop: number): Generator<Block> {
    let start = 0;
    if (this.skipping) {
      start = this.buffer.indexOf(LINE_FEED) + 1;
      this.skipping = false;
      yield this.overlong(start);
    }
    for (let line = start; line < stop && stop - line > this.maxLineBytes; ) {
      const next = this.buffer.indexOf(LINE_FEED, line) + 1;
      if (next - 1 - line > this.maxLineBytes) {
        if (line > start) yield this.block(start, line, true);
        yield this.overlong(line);
        start = next;
      }
      line = next;
    }
    yield* this.wholeLines(start, stop);
  }

  private *wholeLines(start: number, stop: number): Generator<Block> {
    for (let from = start; from < stop; ) {
      const end = from + BLOCK_BYTES < stop ? this.buffer.indexOf(LINE_FEED, from + BLOCK_BYTES) + 1 : stop;
      yield this.block(from, end, true);
      from = end;
    }
  }

  private drop(): void {
    this.skipping = true;
    this.offset += this.filled;
    this.filled = 0;
  }

  private block(start: number, stop: number, terminated: boolean): Block {
    return { bytes: this.buffer.subarray(start, stop), offset: this.offset + start, overlong: false, terminated };
  }

  private overlong(start: number): Block {
    return { bytes: this.buffer.subarray(0, 0), offset: this.offset + start, overlong: true, terminated: true };
  }
}
