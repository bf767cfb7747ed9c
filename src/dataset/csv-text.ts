/** The rows of a spreadsheet file, streamed: encoding, quoting, rows that never end. What the cells mean is not looked at. */
import { TextDecoder } from 'node:util';
import { type Block, MAX_LINE_BYTES, readBlocks } from './blocks.js';
import { detectCsvEncoding } from './csv-encoding.js';
import { type CsvRow, CsvRowReader } from './csv-rows.js';
import { overlongProblem } from './jsonl.js';
import type { ReadOptions, SourceFile } from './source-file.js';
import { byteOrderMark, decodeUtf8, nulProblem } from './text-decoding.js';

/** Rows cost much more memory than lines while they are split: smaller chunks keep the collector idle. */
const CSV_CHUNK_BYTES = 1 << 16;

export interface CsvTextOptions extends ReadOptions {
  readonly delimiter: string;
  /** False: the rest is only read to its end, for the digest. Asked before every chunk. */
  readonly wanted?: () => boolean;
}

/** The rows in order, in batches of what one chunk completes. An empty file has none. */
export async function* readCsvText(
  file: Pick<SourceFile, 'path' | 'shown'>,
  options: CsvTextOptions,
): AsyncGenerator<readonly CsvRow[]> {
  const encoding = await detectCsvEncoding(file, options.report);
  const text = new CsvText(file.shown, options);
  const decoder = encoding === 'gb18030' ? new TextDecoder('gb18030', { fatal: true }) : undefined;
  for await (const block of readBlocks(file.path, { chunkBytes: CSV_CHUNK_BYTES, ...options })) {
    // A file that cannot be decoded is still read to its end, for the digest.
    if (encoding === undefined || text.broken || options.wanted?.() === false) continue;
    if (block.overlong) {
      text.giveUp();
      continue;
    }
    const decoded = textOf(block, decoder);
    if (decoded === undefined) return;
    const rows = await text.push(decoded);
    if (rows.length > 0) yield rows;
  }
  if (encoding === undefined || text.broken || options.wanted?.() === false) return;
  const rows = await text.end();
  if (rows.length > 0) yield rows;
}

function textOf(block: Block, decoder: TextDecoder | undefined): string | undefined {
  if (decoder !== undefined) return decoder.decode(block.bytes);
  return decodeUtf8(block.bytes.subarray(block.offset === 0 ? byteOrderMark(block.bytes) : 0));
}

class CsvText {
  /** Nothing more can be read: binary data, or a row that does not end. */
  broken = false;
  private readonly rows: CsvRowReader;
  private readonly maxRow: number;
  private line = 1;

  constructor(
    private readonly file: string,
    private readonly options: CsvTextOptions,
  ) {
    this.maxRow = options.maxLineBytes ?? MAX_LINE_BYTES;
    this.rows = new CsvRowReader(options.delimiter, ({ line, message }) => {
      options.report({ code: 'E_CSV', file, line, message, mend: 'double the quotes within a quoted cell: ""' });
    });
  }

  async push(text: string): Promise<readonly CsvRow[]> {
    this.findNul(text);
    const rows = await this.rows.push(text);
    if (this.rows.waiting > this.maxRow) this.giveUp();
    return this.broken ? [] : rows;
  }

  end(): Promise<readonly CsvRow[]> {
    return this.rows.end();
  }

  giveUp(): void {
    if (!this.broken) this.options.report(overlongProblem(this.file, this.rows.line, this.maxRow, 'row'));
    this.broken = true;
  }

  private findNul(text: string): void {
    const at = text.indexOf('\0');
    if (at >= 0) {
      const before = text.slice(0, at);
      const line = this.line + (before.match(/\n/g)?.length ?? 0);
      this.options.report(nulProblem(this.file, line, at - before.lastIndexOf('\n')));
      this.broken = true;
    }
    this.line += text.match(/\n/g)?.length ?? 0;
  }
}
