/** Rows of a spreadsheet become dialogues: one row a turn, the rows of a dialogue together. */
import type { Problem } from '../schema/index.js';
import {
  booleanCell,
  CellError,
  listCell,
  nuggetsCell,
  numberCell,
  oneOrMoreCell,
  productsCell,
  slotsCell,
  withoutFormulaGuard,
} from './csv-cells.js';
import type { Column, CsvHeader } from './csv-header.js';
import type { CsvRow } from './csv-rows.js';

type Fields = Record<string, unknown>;
type Slices = Record<string, string | string[]>;

/** A dialogue as far as its rows have come; not yet decoded. */
export interface CsvDialogue {
  readonly value: unknown;
  readonly line: number;
  readonly turnLines: readonly number[];
}

interface OpenDialogue {
  readonly id: string;
  readonly lines: number[];
  readonly turns: Fields[];
  readonly slices: Slices[];
  parent?: string;
  lang?: string;
}

/** Where a cell of a label goes, and how it is read. */
const LABEL_CELLS: readonly (readonly [Column, (cell: string) => unknown])[] = [
  ['intent', oneOrMoreCell],
  ['slots', slotsCell],
  ['products', productsCell],
  ['handoff', (cell) => cell.trim()],
  ['emotion', (cell) => cell.trim()],
  ['emotion_handling', (cell) => cell.trim()],
  ['satisfaction', numberCell],
];

const ANSWER_CELLS: typeof LABEL_CELLS = [
  ['references', listCell],
  ['answerable', booleanCell],
  ['nuggets', nuggetsCell],
  ['forbidden', listCell],
];

export class CsvDialogues {
  private open: OpenDialogue | undefined;
  /** Turns count from 0 or from 1, as the first row of the file has it. */
  private firstTurn: 0 | 1 | undefined;

  constructor(
    private readonly file: string,
    private readonly header: CsvHeader,
    private readonly report: (problem: Problem) => void,
  ) {}

  /** Takes a row; gives back the dialogue that it ends by beginning another. */
  add(row: CsvRow): CsvDialogue | undefined {
    const cells = row.cells.map(withoutFormulaGuard);
    if (cells.every((cell) => cell.trim() === '')) return undefined;
    if (cells.slice(this.header.width).some((cell) => cell.trim() !== '')) {
      this.blame('E_CSV', row.line, undefined, `the row has ${cells.length} cells`, `${this.header.width}, as in the header`);
    }
    const cell = (column: Column) => cells[this.header.columns.get(column) ?? -1] ?? '';
    const id = cell('dialogue_id').trim();
    if (id === '') {
      this.blame('E_FIELD', row.line, 'dialogue_id', 'is missing', 'the id of the dialogue on each of its rows');
      return undefined;
    }
    const finished = this.open?.id === id ? undefined : this.end();
    this.open ??= { id, lines: [], turns: [], slices: [] };
    this.addTurn(this.open, row.line, cell, cells);
    return finished;
  }

  /** The dialogue that is still open at the end of the file. */
  end(): CsvDialogue | undefined {
    const open = this.open;
    if (open === undefined) return undefined;
    this.open = undefined;
    const shared = sharedSlices(open.slices);
    const turns = open.turns.map((turn, i) => {
      const own = Object.entries(open.slices[i] ?? {}).filter(([name]) => !Object.hasOwn(shared, name));
      return own.length === 0 ? turn : { ...turn, slices: Object.fromEntries(own) };
    });
    const { id, parent, lang } = open;
    const value = {
      id,
      ...(parent === undefined ? {} : { parent }),
      ...(lang === undefined ? {} : { lang }),
      ...(Object.keys(shared).length === 0 ? {} : { slices: shared }),
      turns,
    };
    return { value, line: open.lines[0] ?? 0, turnLines: open.lines };
  }

  private addTurn(open: OpenDialogue, line: number, cell: (column: Column) => string, cells: readonly string[]): void {
    this.checkTurnNumber(cell('turn').trim(), open.turns.length, line);
    this.share(open, 'parent', cell('parent').trim(), line);
    this.share(open, 'lang', cell('lang').trim(), line);
    const answer = this.readCells(ANSWER_CELLS, cell, line);
    const label = this.readCells(LABEL_CELLS, cell, line);
    if (Object.keys(answer).length > 0) label.answer = answer;
    const turn: Fields = { utterance: cell('utterance') };
    if (Object.keys(label).length > 0) turn.label = label;
    if (cell('gold_reply').trim() !== '') turn.gold_reply = cell('gold_reply');
    open.lines.push(line);
    open.turns.push(turn);
    open.slices.push(this.readSlices(cells));
  }

  private readCells(readers: typeof LABEL_CELLS, cell: (column: Column) => string, line: number): Fields {
    const out: Fields = {};
    for (const [column, read] of readers) {
      const text = cell(column);
      if (text.trim() === '') continue;
      try {
        out[column] = read(text);
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        this.blame('E_FIELD', line, column, error.message, error.expected);
      }
    }
    return out;
  }

  private readSlices(cells: readonly string[]): Slices {
    const found = this.header.slices.map(([name, i]) => [name, listCell(cells[i] ?? '')] as const);
    return Object.fromEntries(
      found
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
    );
  }

  /** What is said once of a dialogue may stand on any of its rows, but not differ. */
  private share(open: OpenDialogue, key: 'parent' | 'lang', value: string, line: number): void {
    if (value === '') return;
    const before = open[key];
    if (before === undefined) open[key] = value;
    else if (before !== value) {
      this.blame(
        'E_FIELD',
        line,
        key,
        `"${value}" on this row, "${before}" on another of dialogue "${open.id}"`,
        'the same on all rows',
      );
    }
  }

  private checkTurnNumber(text: string, turn: number, line: number): void {
    if (text === '') return;
    if (this.firstTurn === undefined && turn === 0 && (text === '0' || text === '1')) this.firstTurn = text === '0' ? 0 : 1;
    const due = turn + (this.firstTurn ?? 0);
    if (Number(text) === due) return;
    const expected = this.firstTurn === undefined ? '0 or 1 for the first turn' : `${due}: turns count on from ${this.firstTurn}`;
    this.blame('E_FIELD', line, 'turn', `got "${text}"`, expected);
  }

  private blame(code: Problem['code'], line: number, field: string | undefined, message: string, expected: string): void {
    this.report({ code, file: this.file, line, message, expected, ...(field === undefined ? {} : { field }) });
  }
}

/** The slices that all rows name alike are those of the dialogue. */
export function sharedSlices(rows: readonly Slices[]): Slices {
  const shared = Object.entries(rows[0] ?? {}).filter(([name, value]) =>
    rows.every((row) => Object.hasOwn(row, name) && JSON.stringify(row[name]) === JSON.stringify(value)),
  );
  return Object.fromEntries(shared);
}
