/** Reads a spreadsheet of dialogues (CSV or TSV) in chunks: encoding, header, rows, dialogues. The cells: csv-cells.ts. */
import { TextDecoder } from 'node:util';
import { type Block, MAX_LINE_BYTES, readBlocks } from './blocks.js';
import { CsvDialogues } from './csv-dialogue.js';
import { detectCsvEncoding } from './csv-encoding.js';
import { readHeader } from './csv-header.js';
import { type CsvRow, CsvRowReader } from './csv-rows.js';
import { overlongProblem } from './jsonl.js';
import type { RawBatch, ReadOptions, SourceFile } from './source-file.js';
import { byteOrderMark, decodeUtf8, nulProblem } from './text-decoding.js';

/** Rows cost much more memory than lines while they are split: smaller chunks keep the collector idle. */
const CSV_CHUNK_BYTES = 1 << 16;

interface MutableBatch {
  readonly values: unknown[];
  readonly lines: number[];
  readonly turnLines: (readonly number[])[];
}

/** The dialogues of a file in order, as batches of what one chunk completes. An empty file has no batch. */
export async function* readCsv(file: SourceFile, options: ReadOptions): AsyncGenerator<RawBatch> {
  const encoding = await detectCsvEncoding(file, options.report);
  const table = new CsvTable(file, options);
  const decoder = encoding === 'gb18030' ? new TextDecoder('gb18030', { fatal: true }) : undefined;
  for await (const block of readBlocks(file.path, { chunkBytes: CSV_CHUNK_BYTES, ...options })) {
    // A file that cannot be decoded is still read to its end, for the digest.
    if (encoding === undefined || table.broken) continue;
    if (block.overlong) {
      table.giveUp();
      continue;
    }
    const text = textOf(block, decoder);
    if (text === undefined) return;
    const batch = await table.push(text);
    if (batch.values.length > 0) yield batch;
  }
  const batch = await table.end();
  if (batch.values.length > 0) yield batch;
}

function textOf(block: Block, decoder: TextDecoder | undefined): string | undefined {
  if (decoder !== undefined) return decoder.decode(block.bytes);
  return decodeUtf8(block.bytes.subarray(block.offset === 0 ? byteOrderMark(block.bytes) : 0));
}

/** The state of one file: rows until the header is known, dialogues from then on. */
class CsvTable {
  /** Nothing more can be read: the header is wrong or a row does not end. */
  broken = false;
  private readonly rows: CsvRowReader;
  private dialogues: CsvDialogues | undefined;
  private line = 1;

  constructor(
    private readonly file: SourceFile,
    private readonly options: ReadOptions,
  ) {
    const delimiter = file.format === 'tsv' ? '\t' : ',';
    this.rows = new CsvRowReader(delimiter, ({ line, message }) => {
      options.report({ code: 'E_CSV', file: file.shown, line, message, mend: 'double the quotes within a quoted cell: ""' });
    });
  }

  async push(text: string): Promise<RawBatch> {
    this.findNul(text);
    const rows = await this.rows.push(text);
    const batch = this.take(rows);
    if (this.rows.waiting > (this.options.maxLineBytes ?? MAX_LINE_BYTES)) this.giveUp();
    return batch;
  }

  async end(): Promise<RawBatch> {
    const batch = this.broken ? emptyBatch() : this.take(await this.rows.end());
    keep(batch, this.dialogues?.end());
    return batch;
  }

  giveUp(): void {
    if (!this.broken) {
      this.options.report(overlongProblem(this.file.shown, this.rows.line, this.options.maxLineBytes ?? MAX_LINE_BYTES, 'row'));
    }
    this.broken = true;
  }

  private take(rows: readonly CsvRow[]): MutableBatch {
    const batch = emptyBatch();
    for (const row of rows) {
      if (this.broken) break;
      if (this.dialogues !== undefined) keep(batch, this.dialogues.add(row));
      else if (row.cells.some((cell) => cell.trim() !== '')) this.takeHeader(row);
    }
    return batch;
  }

  private takeHeader(row: CsvRow): void {
    const { report } = this.options;
    const header = readHeader(row.cells, { file: this.file.shown, line: row.line }, report);
    if (header === undefined) this.broken = true;
    else this.dialogues = new CsvDialogues(this.file.shown, header, report);
  }

  private findNul(text: string): void {
    const at = text.indexOf('\0');
    if (at >= 0) {
      const before = text.slice(0, at);
      const line = this.line + (before.match(/\n/g)?.length ?? 0);
      this.options.report(nulProblem(this.file.shown, line, at - before.lastIndexOf('\n')));
      this.broken = true;
    }
    this.line += text.match(/\n/g)?.length ?? 0;
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
