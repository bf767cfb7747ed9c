/** turns.csv and errors.csv, written as the scores come in; they get their names only when they are whole. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScoredDialogue } from '../schema/index.js';

const FILES = ['turns.csv', 'errors.csv'] as const;

interface CsvWriter {
  write(scored: ScoredDialogue): Promise<void> | void;
  end(): Promise<void>;
}

export class CsvSinks {
  private constructor(
    private readonly parts: readonly {
      readonly path: string;
      readonly unfinished: string;
      readonly stream: WriteStream;
      readonly writer: CsvWriter;
    }[],
  ) {}

  static async open(folder: string, sliceNames: readonly string[]): Promise<CsvSinks> {
    const { openErrorsCsv, openTurnsCsv } = await import('../report/index.js');
    const open = [openTurnsCsv, openErrorsCsv];
    const parts = FILES.map((file, i) => {
      const path = join(folder, file);
      const unfinished = `${path}.${process.pid}.tmp`;
      const stream = createWriteStream(unfinished);
      return { path, unfinished, stream, writer: (open[i] as typeof openTurnsCsv)(stream, sliceNames) };
    });
    return new CsvSinks(parts);
  }

  write(scored: ScoredDialogue): Promise<void> | undefined {
    const waits = this.parts.map(({ writer }) => writer.write(scored)).filter((wait) => wait instanceof Promise);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }

  async finish(): Promise<void> {
    for (const { path, unfinished, writer } of this.parts) {
      await writer.end();
      await rename(unfinished, path);
    }
  }

  /** The run broke off: nothing half-written stays. */
  async discard(): Promise<void> {
    for (const { stream, unfinished } of this.parts) {
      stream.destroy();
      await rm(unfinished, { force: true });
    }
  }
}
