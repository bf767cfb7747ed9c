/**
 * A CSV table written row by row to a stream: every text cell guarded, quoted by RFC 4180, batched, back-pressure honoured.
 * fast-csv reads our tables (and checks these in the tests); its formatter stream takes about twice the 5 µs that a row of
 * turns.csv may cost.
 */
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { escapeCsv } from '../escape/csv.js';

/** Text is guarded, a number is written as it is, an undefined value is an empty cell. */
export type CsvCell = string | number | undefined;

export interface CsvOptions {
  /** A byte order mark first, by which Excel knows UTF-8; on by default. */
  readonly bom?: boolean;
}

/** What the tables of scored dialogues have in common. */
export interface CsvWriter<T> {
  /** Writes the rows of one item. A promise means: wait for it before the next, the stream is full. It rejects when the stream fails. */
  write(item: T): void | Promise<void>;
  /** Ends the stream; resolves when everything is out. */
  end(): Promise<void>;
}

/** UTF-16 units gathered before the stream is bothered. */
const BATCH = 1 << 15;
export const BOM = '\ufeff';

/** One line, with its line break. @throws RangeError on a number that is not finite. */
export function csvLine(cells: readonly CsvCell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i += 1) {
    if (i > 0) line += ',';
    const cell = cells[i];
    if (typeof cell === 'string') line += escapeCsv(cell);
    else if (cell !== undefined) line += finite(cell);
  }
  return `${line}\n`;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a CSV cell cannot hold ${value}`);
  return value;
}

/** A table that is being written. */
export class CsvSheet {
  private buffer: string;
  private failure: Error | undefined;

  constructor(
    private readonly stream: Writable,
    headers: readonly string[],
    { bom = true }: CsvOptions = {},
  ) {
    this.buffer = `${bom ? BOM : ''}${csvLine(headers)}`;
    stream.on('error', (error) => {
      this.failure = error;
    });
  }

  /** Adds a row; it reaches the stream with its batch. */
  row(cells: readonly CsvCell[]): void {
    this.buffer += csvLine(cells);
  }

  /** Hands a full batch on. A promise when the stream asks to wait. */
  flush(): void | Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.buffer.length < BATCH) return undefined;
    const batch = this.buffer;
    this.buffer = '';
    return this.stream.write(batch) ? undefined : drained(this.stream);
  }

  async end(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.stream.end(this.buffer);
    await finished(this.stream);
  }
}

/** Rejects when the stream fails or is destroyed, so that no writer waits for ever. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      stream.off('drain', onDrain).off('error', onError).off('close', onClose);
    };
    const onDrain = (): void => {
      stop();
      resolve();
    };
    const onError = (error: Error): void => {
      stop();
      reject(error);
    };
    const onClose = (): void => onError(new Error('the stream was closed before everything was written'));
    stream.on('drain', onDrain).on('error', onError).on('close', onClose);
  });
}
