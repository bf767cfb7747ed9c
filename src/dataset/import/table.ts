/** Any table, by a mapping of its columns: `table:mine.xlsx?utterance=问题&intent=意图&dialogue_id=会话&slice:channel=渠道`. */
import { basename, extname } from 'node:path';
import { CsvTable } from '../csv.js';
import type { RawBatch } from '../source-file.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { filesAt } from './look.js';
import { TableDialogues } from './table-dialogues.js';
import { columnsOf, mappingFault, mappingOf, mapsColumns, TABLE_OPTIONS } from './table-mapping.js';
import { readTableRows, sheetOf, TABLE_FILES } from './table-rows.js';

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const fault = mappingFault(options.options, file.shown);
  if (fault !== undefined) {
    options.report(fault);
    return;
  }
  if (extname(file.path).toLowerCase() === '.xlsx' && !mapsColumns(options.options)) return yield* readOwnSheet(file, options);
  const mapping = mappingOf(options.options);
  const stem = basename(file.path, extname(file.path));
  const dialogues = new TableDialogues(mapping, file.shown, stem, options);
  for await (const rows of readTableRows(file, columnsOf(mapping), options)) {
    const made = rows.flatMap((row) => dialogues.add(row) ?? []);
    yield { values: made.map(({ value }) => value), lines: made.map(({ line }) => line), rows: rows.length };
  }
  const last = dialogues.end();
  if (last !== undefined) yield { values: [last.value], lines: [last.line], rows: 0 };
}

/** A workbook without a mapping has the columns of our own spreadsheets. */
async function* readOwnSheet(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const rows = await sheetOf(file, options);
  const table = new CsvTable(file.shown, options);
  yield { ...table.take(rows), rows: Math.max(0, rows.length - 1) };
  yield { ...table.end(), rows: 0 };
}

export const table: Importer = {
  id: 'table',
  version: 1,
  says: 'Any CSV, TSV, JSON lines, JSON list or XLSX: table:FILE?utterance=COLUMN&intent=COLUMN…',
  mapping: [
    ['row', 'a dialogue of one turn; with dialogue_id=COLUMN, a turn or reply of the dialogue of that id'],
    ['the columns that the options name', 'what the options say'],
    ['other columns', 'left out'],
  ],
  options: TABLE_OPTIONS,
  async locate(place, certain) {
    // A workbook is nothing else; other tables are ours, or another importer's.
    const files = await filesAt(place, certain ? /\.xlsx$/i : TABLE_FILES, certain);
    return place.kind === 'folder' && certain ? undefined : files;
  },
  read,
};
