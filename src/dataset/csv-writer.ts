/**
 * Dialogues as rows of our spreadsheet form: the inverse of csv-cells.ts and csv-dialogue.ts. What the form cannot hold is left out and
 * named, so that nothing is lost in silence.
 */
import type { Answer, Dialogue, Label, Nugget, Slices, SlotValue, Turn } from '../schema/index.js';
import { COLUMNS, type Column } from './csv-header.js';

/** The columns that some dialogues need. */
export class CsvColumns {
  private readonly used = new Set<string>(['dialogue_id', 'turn', 'utterance']);

  add(dialogue: Dialogue): void {
    for (const row of cellsOf(dialogue, () => undefined)) for (const column of row.keys()) this.used.add(column);
  }

  /** In the order of the form; slices by name behind them. */
  get names(): readonly string[] {
    const slices = [...this.used].filter((name) => name.startsWith('slice:')).sort();
    return [...COLUMNS.filter((column) => this.used.has(column)), ...slices];
  }
}

/** A line of the table. Cells are quoted where it takes that. */
export function csvText(cells: readonly string[], delimiter: string): string {
  const special = delimiter === '\t' ? /["\t\r\n]/ : /[",\r\n]/;
  return `${cells.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\n`;
}

/** The rows of a dialogue, one a turn. `lost` is told of everything that has no cell, by its name. */
export function csvRows(dialogue: Dialogue, columns: readonly string[], lost: (what: string) => void): readonly string[][] {
  return cellsOf(dialogue, lost).map((row) => columns.map((column) => row.get(column) ?? ''));
}

type Lost = (what: string) => void;
type Row = Map<string, string>;

function cellsOf(dialogue: Dialogue, lost: Lost): readonly Row[] {
  for (const key of ['shopper', 'outcome', 'meta'] as const) if (dialogue[key] !== undefined) lost(key);
  return dialogue.turns.map((turn, i) => {
    const row: Row = new Map();
    const put = (column: Column | `slice:${string}`, cell: string | undefined) => {
      if (cell !== undefined && cell !== '') row.set(column, guarded(cell, column, lost));
    };
    put('dialogue_id', trimmed(dialogue.id, 'dialogue_id', lost));
    put('turn', String(i + 1));
    put('utterance', plainText(turn.utterance, 'utterance', lost));
    if (i === 0) {
      put('parent', trimmed(dialogue.parent, 'parent', lost));
      put('lang', trimmed(dialogue.lang, 'lang', lost));
    }
    putTurn(put, turn, lost);
    for (const [name, values] of slicesOf(dialogue.slices, turn.slices)) {
      if (name !== name.trim()) lost('slices with blanks around their name');
      put(`slice:${name.trim()}`, list(values, 'slices', lost));
    }
    return row;
  });
}

type Put = (column: Column, cell: string | undefined) => void;

function putTurn(put: Put, turn: Turn, lost: Lost): void {
  if (turn.meta !== undefined) lost('turns.meta');
  const { gold_reply: reply } = turn;
  if (reply !== undefined && reply.trim() === '') lost('gold_reply');
  else put('gold_reply', reply === undefined ? undefined : plainText(reply, 'gold_reply', lost));
  if (turn.label !== undefined) putLabel(put, turn.label, lost);
}

function putLabel(put: Put, label: Label, lost: Lost): void {
  put('intent', label.intent === undefined ? undefined : list([label.intent].flat(), 'intent', lost));
  put('slots', slotsText(label.slots ?? {}, lost));
  put('products', productsText(label.products ?? {}, lost));
  put('handoff', label.handoff);
  put('emotion', trimmed(label.emotion, 'emotion', lost));
  put('emotion_handling', trimmed(label.emotion_handling, 'emotion_handling', lost));
  put('satisfaction', label.satisfaction === undefined ? undefined : String(label.satisfaction));
  if (label.answer !== undefined) putAnswer(put, label.answer, lost);
}

function putAnswer(put: Put, answer: Answer, lost: Lost): void {
  put('references', list(answer.references ?? [], 'references', lost));
  put('answerable', answer.answerable === undefined ? undefined : String(answer.answerable));
  put('forbidden', list(answer.forbidden ?? [], 'forbidden', lost));
  put('nuggets', (answer.nuggets ?? []).flatMap((nugget) => nuggetText(nugget, lost) ?? []).join('|'));
}

/** Every slice of a turn with all its values: its own, and those of its dialogue. */
function slicesOf(dialogue: Slices = {}, turn: Slices = {}): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const [name, value] of [...Object.entries(dialogue), ...Object.entries(turn)]) {
    all.set(name, [...new Set([...(all.get(name) ?? []), ...[value].flat()])]);
  }
  return all;
}

function slotsText(slots: Readonly<Record<string, SlotValue>>, lost: Lost): string {
  const parts = Object.entries(slots).flatMap(([name, value]) =>
    [value].flat().map((one) => {
      if (typeof one !== 'string') lost('slots that are no text become text');
      return [name, String(one)] as const;
    }),
  );
  const kept = parts.filter(([name, value]) => fits(name, 'slots', lost) && fits(value, 'slots', lost));
  return kept.map(([name, value]) => `${escaped(name, '|=')}=${escaped(value, '|')}`).join('|');
}

function productsText(products: Readonly<Record<string, number>>, lost: Lost): string {
  const kept = Object.entries(products).filter(([id]) => fits(id, 'products', lost));
  return kept.map(([id, grade]) => `${escaped(id, '|')}:${grade}`).join('|');
}

function nuggetText({ id, vital, any, fact, slot }: Nugget, lost: Lost): string | undefined {
  const patterns = (any ?? []).filter((pattern) => fits(pattern, 'nuggets', lost));
  if (!fits(id, 'nuggets', lost)) return undefined;
  const carried = fact ?? slot;
  if (carried === undefined ? patterns.length === 0 : !fits(carried, 'nuggets', lost)) return undefined;
  const head = `${vital ? '!' : ''}${escaped(id, '|:').replace(/^!/, '\\!')}: `;
  if (carried !== undefined) return `${head}${fact === undefined ? '$' : '='}${escaped(carried, '|')}`;
  return `${head}${patterns
    .map((pattern) => escaped(pattern, '|/'))
    .join('/')
    .replace(/^[=$]/, '\\$&')}`;
}

function list(values: readonly string[], what: string, lost: Lost): string {
  return values
    .filter((value) => fits(value, what, lost))
    .map((value) => escaped(value, '|'))
    .join('|');
}

/** Whether a value can be told apart from blanks around it, and from none. */
function fits(value: string, what: string, lost: Lost): boolean {
  if (value !== '' && value === value.trim() && value === sound(value)) return true;
  lost(`${what} that are empty, have blanks around them, or hold broken characters`);
  return false;
}

function trimmed(value: string | undefined, what: string, lost: Lost): string | undefined {
  if (value === undefined) return undefined;
  const clean = sound(value).trim();
  if (clean !== value) lost(`${what}: blanks around it, or broken characters`);
  return clean;
}

function plainText(value: string, what: string, lost: Lost): string {
  const clean = sound(value);
  if (clean !== value) lost(`${what}: broken characters`);
  return clean;
}

/** Without NUL, which makes a file binary, and without halves of characters, which UTF-8 does not have. */
function sound(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '');
}

function escaped(value: string, separators: string): string {
  return [...value].map((c) => (c === '\\' || separators.includes(c) ? `\\${c}` : c)).join('');
}

/** A spreadsheet runs what begins so; the reader takes the `'` off again, and only there. */
function guarded(cell: string, column: string, lost: Lost): string {
  if (/^'[=+\-@]/.test(cell)) lost(`${column}: the ' before a formula`);
  return /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
}
