/** Rows of a CSV or TSV file as objects by column, streamed, with the line each begins on. */
import { createReadStream } from 'node:fs';
import { parse } from 'fast-csv';
import type { Problem } from '../../schema/index.js';

export interface CsvRecord {
  readonly row: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface CsvRecordOptions {
  readonly delimiter?: string;
  /** Columns that must be there. */
  readonly columns: readonly string[];
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly report: (problem: Problem) => void;
}

/** Rows that a batch holds. */
const BATCH = 500;

/**
 * The rows in order, in batches; quoted cells may hold line breaks. A missing column is reported, and then there are no rows.
 * @throws the file system's error.
 */
export async function* readCsvRecords(
  path: string,
  shown: string,
  options: CsvRecordOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  const stream = createReadStream(path);
  stream.on('data', (chunk) => options.onBytes?.(chunk as Buffer));
  const parser = parse({ delimiter: options.delimiter ?? ',', headers: false, ignoreEmpty: false, trim: false });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  let header: readonly string[] | undefined;
  let line = 1;
  let batch: CsvRecord[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const at = line;
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (header === undefined) {
        header = cells.map((cell, i) => (i === 0 ? cell.replace(/^\ufeff/, '') : cell).trim());
        if (!hasColumns(header, shown, options)) return;
        continue;
      }
      if (cells.length === 1 && cells[0] === '') continue;
      const names = header;
      batch.push({ row: Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])), line: at });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (!(error instanceof Error) || 'syscall' in error) throw error;
    options.report({
      code: 'E_CSV',
      file: shown,
      line,
      message: error.message.slice(0, 200),
      mend: 'look for a quote that is not closed',
    });
  } finally {
    stream.destroy();
  }
  if (batch.length > 0) yield batch;
}

function hasColumns(header: readonly string[], shown: string, { columns, report }: CsvRecordOptions): boolean {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length === 0) return true;
  const message = `there is no column ${missing.map((name) => `"${name}"`).join(', ')}`;
  report({
    code: 'E_CSV',
    file: shown,
    line: 1,
    message,
    expected: `the columns ${columns.join(', ')}; found: ${header.join(', ')}`,
  });
  return false;
}
