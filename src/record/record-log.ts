/** records.jsonl, written: append-only, buffered for a moment, never blocking the replay on the disk. */
import { type FileHandle, open } from 'node:fs/promises';
import type { TurnRecord } from '../schema/index.js';

/** A write goes out when this much has gathered, or after {@link FLUSH_INTERVAL_MS}, whichever comes first. */
const WRITE_BYTES = 64 * 1024;
/** Above this, `append` asks its caller to wait. */
const HIGH_WATER_BYTES = 1024 * 1024;
/** The most that a killed run loses; those turns are replayed on resume. */
const FLUSH_INTERVAL_MS = 100;

/** Appends records in the order given. A write error is reported by the next `append` or by `close`. */
export class RecordLog {
  /** Lines are chained on, and copied once, when they are written. */
  private pending = '';
  private writing: Promise<void> | undefined;
  private failure: unknown;
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<RecordLog> {
    return new RecordLog(await open(path, 'a'));
  }

  /** @returns a promise when the disk lags behind and the caller should wait; nothing otherwise. */
  append(record: TurnRecord): Promise<void> | undefined {
    this.pending += JSON.stringify(record);
    this.pending += '\n';
    if (this.pending.length >= WRITE_BYTES) {
      void this.write();
      if (this.pending.length >= HIGH_WATER_BYTES) return this.flush();
    } else if (this.timer === undefined) {
      this.timer = setTimeout(() => void this.write(), FLUSH_INTERVAL_MS);
    }
    return undefined;
  }

  /** Resolves when all that was appended is with the operating system. */
  async flush(): Promise<void> {
    while (this.pending.length > 0 || this.writing !== undefined) await this.write();
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
      await this.file.sync();
    } finally {
      await this.file.close();
    }
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing !== undefined) return this.writing;
    if (this.pending.length === 0) return Promise.resolve();
    const chunk = this.pending;
    this.pending = '';
    this.writing = this.file
      .appendFile(chunk)
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => {
        this.writing = undefined;
        if (this.pending.length >= WRITE_BYTES) void this.write();
      });
    return this.writing;
  }
}
