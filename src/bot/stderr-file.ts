/** The file that keeps what a bot's processes say on standard error: whole lines, masked, bounded. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { HarnessError } from '../schema/index.js';
import { LineSplitter } from './line-splitter.js';
import type { Mask } from './secrets.js';

/** Bytes that the file may have; what comes later is counted, not kept. */
export const STDERR_FILE_BYTES = 16 * 1_048_576;
/** A longer line is left out, but noted. */
const MAX_LINE_BYTES = 65_536;

/** A writer of one process's standard error. */
export interface StderrWriter {
  readonly push: (chunk: Buffer) => void;
  /** The process is over: a last line needs no newline. */
  readonly end: () => void;
}

export class StderrFile {
  private stream: WriteStream | undefined;
  private bytes = 0;
  private left = 0;

  constructor(
    private readonly path: string,
    private readonly shown: string,
    private readonly mask: Mask,
    private readonly maxBytes = STDERR_FILE_BYTES,
  ) {}

  /** Replaces the file of an earlier run. @throws HarnessError E_BOT_SPEC when it cannot be written. */
  async open(): Promise<void> {
    const stream = createWriteStream(this.path);
    try {
      await once(stream, 'open');
    } catch (error) {
      const message = `${this.shown} cannot be written: ${(error as NodeJS.ErrnoException).code}`;
      const mend = 'name a file in a folder that exists';
      throw new HarnessError({ code: 'E_BOT_SPEC', field: 'stdio.stderr_file', message, mend }, { cause: error });
    }
    // A full disk must not end the run; the last lines are in the failures all the same.
    stream.on('error', () => {
      this.stream = undefined;
    });
    this.stream = stream;
  }

  /** A writer whose lines begin with `label`. */
  writer(label: string): StderrWriter {
    const lines = new LineSplitter(MAX_LINE_BYTES, {
      line: (bytes) => this.keep(label + this.mask(bytes.toString('utf8'))),
      overlong: () => this.keep(`${label}(a line of over ${MAX_LINE_BYTES} bytes)`),
    });
    return { push: (chunk) => lines.push(chunk), end: () => lines.end() };
  }

  async close(): Promise<void> {
    const { stream } = this;
    this.stream = undefined;
    if (stream === undefined) return;
    stream.end(this.left === 0 ? '' : `(${this.left} more lines are not kept)\n`);
    // Its own errors have been seen to.
    await finished(stream).catch(() => undefined);
  }

  private keep(line: string): void {
    const text = `${line}\n`;
    const size = Buffer.byteLength(text);
    if (this.left > 0 || this.bytes + size > this.maxBytes) {
      this.left += 1;
      return;
    }
    this.bytes += size;
    this.stream?.write(text);
  }
}
