/** A recording as a table: one row a turn. The turns.csv of a run is one too, with columns of its own. */
import { isUtf8 } from 'node:buffer';
import { parseString } from 'fast-csv';
import type { Problem } from '../schema/index.js';
import type { Recordings } from './transcript-recordings.js';
import { type Cells, decodeRow } from './transcript-row.js';

/** A row holds one reply of at most 1 MiB, and as much beside it; the parser takes thirty times the memory of a cell. */
const MAX_LINE_BYTES = 4 * 1_048_576;
const REQUIRED = ['dialogue_id', 'turn', 'reply'];
const COLUMNS: ReadonlySet<string> = new Set([
  ...REQUIRED,
  ...['trial', 'intents', 'slots', 'products', 'handoff', 'emotion', 'latency_ms', 'first_token_ms'],
]);
/** Of a run's turns.csv; `slice:NAME` besides. */
const TURNS_COLUMNS: ReadonlySet<string> = new Set([
  ...['dialogue_id', 'turn', 'trial', 'status', 'utterance', 'intent_gold', 'intent_predicted', 'intent_correct', 'relevance'],
  ...['critical_error', 'off_topic', 'reasons', 'reply', 'latency_ms'],
]);
/** Reads a whole table into `recordings`: the first row names the columns, every problem has its line. */
export async function readTable(bytes: Buffer, delimiter: string, recordings: Recordings): Promise<void> {
  const wrong = firstWrongLine(bytes);
  if (wrong !== undefined) return recordings.note(...wrong);
  const [header, ...rows] = await parseRows(bytes.toString('utf8').replace(/^\ufeff/, ''), delimiter, recordings);
  if (header === undefined) return;
  const names = header.cells.map((name) => name.trim());
  const isTurns = names.includes('status') && names.includes('intent_predicted');
  const problems = columnProblems(names, isTurns);
  for (const problem of problems) recordings.note(header.line, problem);
  if (problems.length > 0) return;
  const intentColumn = names.indexOf(isTurns ? 'intent_predicted' : 'intents');
  // A bot that never states an intent exposes none; one that does recognised none where the cell is empty.
  const exposes = rows.some(({ cells }) => (cells[intentColumn] ?? '') !== '');
  for (const { cells, line } of rows) {
    if (cells.every((cell) => cell === '')) continue;
    recordings.add(
      line,
      cells.length > names.length ? [tooMany(names.length)] : decodeRow(named(names, cells), isTurns, exposes),
    );
  }
}

const tooMany = (columns: number): Problem => ({
  code: 'E_TRANSCRIPT',
  message: `the row has more cells than the ${columns} columns`,
  mend: 'quote cells that hold the delimiter',
});

const named = (names: readonly string[], cells: readonly string[]): Cells =>
  Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));

function columnProblems(names: readonly string[], isTurns: boolean): Problem[] {
  const known = isTurns ? TURNS_COLUMNS : COLUMNS;
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    const field = name === '' ? '(no name)' : name;
    if (seen.has(name)) problems.push({ code: 'E_TRANSCRIPT', field, message: 'there are two columns of this name' });
    else if (!known.has(name) && !(isTurns && name.startsWith('slice:')))
      problems.push({ code: 'E_TRANSCRIPT', field, message: 'unknown column', expected: `one of ${[...known].join(', ')}` });
    seen.add(name);
  }
  for (const name of REQUIRED)
    if (!seen.has(name)) problems.push({ code: 'E_TRANSCRIPT', field: name, message: 'the column is missing' });
  return problems;
}

interface Row {
  readonly cells: readonly string[];
  /** Line that it begins on. */
  readonly line: number;
}

function parseRows(text: string, delimiter: string, recordings: Recordings): Promise<Row[]> {
  const rows: Row[] = [];
  let line = 1;
  return new Promise((resolve) => {
    parseString<string[], string[]>(text, { delimiter, headers: false, ignoreEmpty: false })
      .on('data', (cells: string[]) => {
        rows.push({ cells, line });
        line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
      })
      .on('error', (error) => {
        recordings.note(line, { code: 'E_TRANSCRIPT', message: error.message.split('\n', 1)[0] ?? '', mend: 'close the quotes' });
        resolve([]);
      })
      .on('end', () => resolve(rows));
  });
}

/** The first line that need not be parsed: one that is not UTF-8, or too long. */
function firstWrongLine(bytes: Buffer): readonly [line: number, problem: Problem] | undefined {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    if (end - start > MAX_LINE_BYTES) {
      const message = `the line is over ${MAX_LINE_BYTES} bytes`;
      return [line, { code: 'E_TRANSCRIPT', message, mend: 'look for line breaks that were lost' }];
    }
    if (!isUtf8(bytes.subarray(start, end)))
      return [line, { code: 'E_TRANSCRIPT', message: 'the line is not UTF-8', mend: 'save the table as UTF-8' }];
    start = end + 1;
  }
  return undefined;
}
