/** Reads a spreadsheet of dialogues (CSV or TSV) in chunks: header, rows, dialogues. The cells: csv-cells.ts. */
import { CsvDialogues } from './csv-dialogue.js';
import { readHeader } from './csv-header.js';
import type { CsvRow } from './csv-rows.js';
import { readCsvText } from './csv-text.js';
import type { RawBatch, ReadOptions, SourceFile } from './source-file.js';

interface MutableBatch {
  readonly values: unknown[];
  readonly lines: number[];
  readonly turnLines: (readonly number[])[];
}

/** The dialogues of a file in order, as batches of what one chunk completes. An empty file has no batch. */
export async function* readCsv(file: SourceFile, options: ReadOptions): AsyncGenerator<RawBatch> {
  const table = new CsvTable(file.shown, options);
  const delimiter = file.format === 'tsv' ? '\t' : ',';
  for await (const rows of readCsvText(file, { ...options, delimiter, wanted: () => !table.broken })) {
    const batch = table.take(rows);
    if (batch.values.length > 0) yield batch;
  }
  const batch = table.end();
  if (batch.values.length > 0) yield batch;
}

/** The state of one table: rows until the header is known, dialogues from then on. */
export class CsvTable {
  /** The header is wrong. */
  broken = false;
  private dialogues: CsvDialogues | undefined;

  constructor(
    private readonly shown: string,
    private readonly options: Pick<ReadOptions, 'report'>,
  ) {}

  take(rows: readonly CsvRow[]): RawBatch {
    const batch = emptyBatch();
    for (const row of rows) {
      if (this.broken) break;
      if (this.dialogues !== undefined) keep(batch, this.dialogues.add(row));
      else if (row.cells.some((cell) => cell.trim() !== '')) this.takeHeader(row);
    }
    return batch;
  }

  end(): RawBatch {
    const batch = emptyBatch();
    keep(batch, this.dialogues?.end());
    return batch;
  }

  private takeHeader(row: CsvRow): void {
    const { report } = this.options;
    const header = readHeader(row.cells, { file: this.shown, line: row.line }, report);
    if (header === undefined) this.broken = true;
    else this.dialogues = new CsvDialogues(this.shown, header, report);
  }
}

function emptyBatch(): MutableBatch {
  return { values: [], lines: [], turnLines: [] };
}

function keep(batch: MutableBatch, dialogue: ReturnType<CsvDialogues['end']>): void {
  if (dialogue === undefined) return;
  batch.values.push(dialogue.value);
  batch.lines.push(dialogue.line);
  batch.turnLines.push(dialogue.turnLines);
}
