/** records.jsonl, read: an index by dialogue × trial, and the records of one of them at a time. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HarnessError, keyLabel, ProblemList, problemsOf, type TurnRecord, turnRecordSchema } from '../schema/index.js';
import { RecordPlaces } from './record-places.js';

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const n = readSync(fd, buffer, filled, length - filled, offset + filled);
    if (n === 0) break;
    filled += n;
  }
  return buffer.subarray(0, filled);
}

/** Calls back with each whole line; returns the offset behind the last newline. */
function scanLines(fd: number, size: number, onLine: (line: Buffer, offset: number) => void): number {
  let carry: Buffer = Buffer.alloc(0);
  let carryOffset = 0;
  for (let position = 0; position < size; ) {
    const chunk = readAt(fd, position, Math.min(CHUNK_BYTES, size - position));
    if (chunk.length === 0) break;
    const data = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end !== -1; end = data.indexOf(NEWLINE, start)) {
      if (end > start) onLine(data.subarray(start, end), carryOffset + start);
      start = end + 1;
    }
    carry = Buffer.from(data.subarray(start));
    carryOffset += start;
    position += chunk.length;
  }
  return carryOffset;
}

/**
 * The records of a run folder. Memory is a few numbers a record; the records themselves are read when asked for.
 * A torn last line (a kill in the middle of a write) is left out and reported by {@link torn}; any other broken line,
 * and a key that stands twice, is a HarnessError.
 */
export class StoredRecords {
  private readonly places = new RecordPlaces();
  private window: { offset: number; bytes: Buffer } = { offset: 0, bytes: Buffer.alloc(0) };
  /** Bytes of whole lines; what lies behind is torn. */
  private wholeBytes = 0;

  private constructor(
    private readonly fd: number,
    private readonly size: number,
    readonly path: string,
  ) {}

  /** @throws HarnessError E_FILE_MISSING, E_RUN_FORMAT, E_DUPLICATE_RECORD */
  static open(path: string, label: string = path): StoredRecords {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch (cause) {
      throw new HarnessError(
        {
          code: 'E_FILE_MISSING',
          message: 'the run has no records',
          file: label,
          mend: 'name a run folder that holds records.jsonl',
        },
        { cause },
      );
    }
    const stored = new StoredRecords(fd, fstatSync(fd).size, path);
    try {
      stored.index(label);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return stored;
  }

  /** Records on file. */
  get count(): number {
    return this.places.records;
  }

  get torn(): boolean {
    return this.wholeBytes < this.size;
  }

  /** How many turns of this dialogue × trial are on file. */
  turnsOf(dialogueId: string, trial: number): number {
    return this.places.turnsOf(dialogueId, trial);
  }

  /** Keys of the dialogue × trials on file, as `[dialogue_id, trial, turns]`, in the order of their first record. */
  conversations(): Generator<readonly [string, number, number]> {
    return this.places.conversations();
  }

  /** The records of one dialogue × trial in the order of its turns; undefined unless all `turns` are there. */
  read(dialogueId: string, trial: number, turns: number): TurnRecord[] | undefined {
    const places = this.places.placesOf(dialogueId, trial, turns);
    return places?.map(({ offset, length }) => JSON.parse(this.line(offset, length)) as TurnRecord);
  }

  close(): void {
    closeSync(this.fd);
  }

  private line(offset: number, length: number): string {
    const { window } = this;
    if (offset < window.offset || offset + length > window.offset + window.bytes.length) {
      this.window = { offset, bytes: readAt(this.fd, offset, Math.min(Math.max(CHUNK_BYTES, length), this.size - offset)) };
    }
    const start = offset - this.window.offset;
    return this.window.bytes.toString('utf8', start, start + length);
  }

  private index(label: string): void {
    const problems = new ProblemList();
    let lineNumber = 0;
    this.wholeBytes = scanLines(this.fd, this.size, (line, offset) => {
      lineNumber += 1;
      const record = decodeRecord(line, label, lineNumber, problems);
      if (record !== undefined && !this.places.add(record, { offset, length: line.length })) {
        problems.add({
          code: 'E_DUPLICATE_RECORD',
          message: `second record of ${keyLabel(record)}`,
          file: label,
          line: lineNumber,
        });
      }
    });
    problems.throwIfAny();
  }
}

function decodeRecord(line: Buffer, file: string, lineNumber: number, problems: ProblemList): TurnRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    problems.add({
      code: 'E_RUN_FORMAT',
      message: 'not a record: invalid JSON',
      file,
      line: lineNumber,
      mend: 'the file was changed by hand or by another program; replay into a new folder',
    });
    return undefined;
  }
  const decoded = turnRecordSchema.safeParse(value);
  if (decoded.success) return decoded.data;
  for (const problem of problemsOf(decoded.error, 'E_RUN_FORMAT', { file, line: lineNumber })) problems.add(problem);
  return undefined;
}
