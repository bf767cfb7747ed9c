/** The rows of a foreign table, whatever it is written in: CSV, TSV, JSON lines, a JSON list, or a sheet of a workbook. */
import { extname } from 'node:path';
import type { CsvRow } from '../csv-rows.js';
import { readJsonl } from '../jsonl.js';
import { readCsvRecords, reportMissing } from './csv-records.js';
import { isFields } from './fields.js';
import type { ImportFile, ImportReadOptions } from './importer.js';
import { readJsonElements } from './json-elements.js';
import { memberOf, type TableRow } from './table-dialogues.js';
import { readSheetRows } from './xlsx.js';

export const TABLE_FILES = /\.(?:csv|tsv|txt|jsonl|ndjson|json|xlsx)$/i;

/**
 * The rows in order, in batches. A column that is nowhere is reported with those that there are: by the header, and in JSON at the end,
 * for rows may leave members out.
 */
export async function* readTableRows(
  file: ImportFile,
  columns: readonly string[],
  options: ImportReadOptions,
): AsyncGenerator<readonly TableRow[]> {
  const { delimiter } = options.options;
  switch (extname(file.path).toLowerCase()) {
    case '.xlsx':
      return yield* sheetRows(await sheetOf(file, options), file, columns, options);
    case '.json':
      return yield* checked(readJsonElements(file.path, file.shown, options), file, columns, options);
    case '.jsonl':
    case '.ndjson':
      return yield* checked(jsonLines(file, options), file, columns, options);
    case '.csv':
      return yield* readCsvRecords(file.path, file.shown, { ...options, delimiter: delimiter ?? ',', columns });
    default:
      return yield* readCsvRecords(file.path, file.shown, { ...options, delimiter: delimiter ?? '\t', columns });
  }
}

/** All rows of the sheet that the options name. */
export function sheetOf(file: ImportFile, options: ImportReadOptions): Promise<readonly CsvRow[]> {
  const { sheet } = options.options;
  return readSheetRows(file.path, file.shown, { ...options, ...(sheet === undefined ? {} : { sheet }) });
}

function* sheetRows(rows: readonly CsvRow[], file: ImportFile, columns: readonly string[], { report }: ImportReadOptions) {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [header, ...rest] = filled;
  if (header === undefined) return;
  const names = header.cells.map((cell) => cell.trim());
  if (!reportMissing(names, columns, { file: file.shown, line: header.line }, report)) return;
  yield rest.map(({ cells, line }) => ({ row: Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])), line }));
}

async function* jsonLines(file: ImportFile, options: ImportReadOptions) {
  for await (const { values, lines } of readJsonl(file, options)) {
    yield values.map((value, i) => ({ value, line: lines[i] ?? 0 }));
  }
}

/** Column names of JSON rows that are remembered for the message. */
const MOST_NAMES = 100;

async function* checked(
  batches: AsyncIterable<readonly { readonly value: unknown; readonly line: number }[]>,
  file: ImportFile,
  columns: readonly string[],
  { report, skip }: ImportReadOptions,
): AsyncGenerator<readonly TableRow[]> {
  const missing = new Set(columns);
  const known = new Set<string>();
  for await (const batch of batches) {
    const rows: TableRow[] = [];
    for (const { value, line } of batch) {
      if (!isFields(value)) {
        skip('not an object', line);
        continue;
      }
      for (const column of missing) if (memberOf(value, column) !== undefined) missing.delete(column);
      if (known.size < MOST_NAMES) for (const name of Object.keys(value)) known.add(name);
      rows.push({ row: value, line });
    }
    yield rows;
  }
  if (known.size > 0) reportMissing([...known], [...missing], { file: file.shown, line: 1 }, report);
}
