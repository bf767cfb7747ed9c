/** Rows of a CSV or TSV file as objects by column, streamed, with the line each begins on. */
import type { Problem } from '../../schema/index.js';
import { readCsvText } from '../csv-text.js';
import { didYouMean } from '../did-you-mean.js';
import type { ReadOptions } from '../source-file.js';

export interface CsvRecord {
  readonly row: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface CsvRecordOptions extends ReadOptions {
  readonly delimiter?: string;
  /** Columns that must be there. */
  readonly columns: readonly string[];
}

/**
 * The rows in order, in batches; quoted cells may hold line breaks, blank rows are left out, cells behind the header are not read. A
 * missing column is reported, and then there are no rows.
 * @throws the file system's error.
 */
export async function* readCsvRecords(
  path: string,
  shown: string,
  options: CsvRecordOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  let header: readonly string[] | undefined;
  let sound = true;
  const { delimiter = ',', columns, report } = options;
  for await (const rows of readCsvText({ path, shown }, { ...options, delimiter, wanted: () => sound })) {
    const records: CsvRecord[] = [];
    for (const { cells, line } of rows) {
      if (!cells.some((cell) => cell.trim() !== '')) continue;
      if (header === undefined) {
        header = cells.map((cell) => cell.trim());
        sound = reportMissing(header, columns, { file: shown, line }, report);
        if (!sound) break;
      } else {
        records.push({ row: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])), line });
      }
    }
    if (records.length > 0) yield records;
  }
}

/** Whether all the columns are known; each that is not is an E_CSV that names those there are. */
export function reportMissing(
  known: readonly string[],
  wanted: readonly string[],
  place: Pick<Problem, 'file' | 'line'>,
  report: (problem: Problem) => void,
): boolean {
  const missing = wanted.filter((column) => !known.includes(column));
  for (const column of missing) {
    const expected = `one of the columns ${known.filter((name) => name !== '').join(', ')}`;
    report({
      code: 'E_CSV',
      ...place,
      message: `there is no column "${column}"`,
      expected,
      ...didYouMean(column, known, 'name one of these, or rename the column in the file'),
    });
  }
  return missing.length === 0;
}
