/** Rows of a CSV text with the line that each begins on; fast-csv splits the cells. A broken row is reported and left out. */
import { parse } from 'fast-csv';

export interface CsvRow {
  /** Empty for a blank line. */
  readonly cells: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

export interface CsvFault {
  /** Where the row begins. */
  readonly line: number;
  readonly message: string;
}

/** Takes the text of a file piece by piece and gives rows as they are complete. The pieces may end anywhere. */
export class CsvRowReader {
  private pending = '';
  /** Line that the next row begins on. */
  line = 1;
  /** No row is complete in `pending` until it is this long: a quoted cell goes on. */
  private worthParsing = 0;

  constructor(
    private readonly delimiter: string,
    private readonly onFault: (fault: CsvFault) => void,
  ) {}

  /** How much text waits for its row to be complete, in UTF-16 units. */
  get waiting(): number {
    return this.pending.length;
  }

  async push(text: string): Promise<CsvRow[]> {
    this.pending += text;
    if (this.pending.length < this.worthParsing) return [];
    const rows = await this.takeRows();
    // Doubling keeps a cell of any length from being parsed again with each piece.
    this.worthParsing = rows.length === 0 ? this.pending.length * 2 : 0;
    return rows;
  }

  async end(): Promise<CsvRow[]> {
    const rows = await this.takeRows();
    if (this.pending.trim() === '') return rows;
    try {
      const last = await parseRows(this.pending, this.delimiter, true);
      return [...rows, ...this.placed(last)];
    } catch (error) {
      this.onFault({ line: this.line, message: faultMessage(error) });
      return rows;
    }
  }

  /** All rows that are complete; a faulty one is skipped and the rest taken. */
  private async takeRows(): Promise<CsvRow[]> {
    const taken: CsvRow[] = [];
    for (;;) {
      try {
        const rows = await parseRows(wholeLines(this.pending), this.delimiter, false);
        taken.push(...this.placed(rows));
        return taken;
      } catch (error) {
        taken.push(...(await this.skipFault(faultMessage(error))));
      }
    }
  }

  /** Takes the rows before the fault, and drops the lines that the faulty row spans. */
  private async skipFault(message: string): Promise<CsvRow[]> {
    const ends = lineEnds(wholeLines(this.pending));
    let sound = 0;
    let faulty = ends.length;
    while (faulty - sound > 1) {
      const middle = (sound + faulty) >> 1;
      if (await isSound(this.pending.slice(0, ends[middle - 1]), this.delimiter)) sound = middle;
      else faulty = middle;
    }
    const rows = await parseRows(this.pending.slice(0, ends[sound - 1] ?? 0), this.delimiter, false);
    const firstLine = this.line;
    const placed = this.placed(rows);
    this.onFault({ line: this.line, message });
    const dropped = firstLine + faulty - this.line;
    this.advance(dropped);
    return placed;
  }

  /** Gives rows their lines, and takes their text off `pending`. */
  private placed(rows: readonly (readonly string[])[]): CsvRow[] {
    let line = this.line;
    const out = rows.map((cells): CsvRow => {
      const row = { cells, line };
      line += 1;
      for (const cell of cells) line += lineBreaks(cell);
      return row;
    });
    this.advance(line - this.line);
    return out;
  }

  private advance(lines: number): void {
    const pattern = /\r\n|\n|\r/g;
    let at = 0;
    for (let i = 0; i < lines; i += 1) at = pattern.test(this.pending) ? pattern.lastIndex : this.pending.length;
    this.pending = this.pending.slice(at);
    this.line += lines;
  }
}

/** The rows of a text; without `whole` only those that are complete, whatever would follow. */
function parseRows(text: string, delimiter: string, whole: boolean): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    const stream = parse({ headers: false, delimiter });
    stream.on('data', (row: string[]) => rows.push(row)).on('error', reject);
    if (whole) stream.on('end', () => resolve(rows)).end(text);
    else {
      stream.write(text, (error) => {
        if (error) return;
        // Rows that still wait in the stream go to the listener above.
        while (stream.read() !== null);
        resolve(rows);
      });
    }
  });
}

async function isSound(text: string, delimiter: string): Promise<boolean> {
  try {
    await parseRows(text, delimiter, false);
    return true;
  } catch (error) {
    faultMessage(error);
    return false;
  }
}

/** What fast-csv found; anything else is a bug and thrown on. */
function faultMessage(error: unknown): string {
  if (!(error instanceof Error) || !error.message.startsWith('Parse Error')) throw error;
  return error.message.includes('missing closing')
    ? 'a quote that is opened in this row is never closed'
    : 'text stands behind a closing quote';
}

/** Without the last line while it may go on, so that a fault is always that of a whole line. */
function wholeLines(text: string): string {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2));
  return text.slice(0, end + 1);
}

/** Index behind each line break. */
function lineEnds(text: string): number[] {
  return [...text.matchAll(/\r\n|\n|\r/g)].map((found) => found.index + found[0].length);
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}
