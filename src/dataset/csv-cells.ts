/**
 * The grammar of spreadsheet cells.
 *
 *   several values    a|b|c                              intent, references, forbidden, slice:NAME
 *   slots             age=3个月|brand=A|brand=B          a name given twice holds a list; values are text
 *   products          SKU-1:2|SKU-7:1                    id, then its grade behind the last colon
 *   nuggets           !stage: 1段/一段|price: =268元|age: $age
 *                     `!` vital · `id:` · alternatives between `/`, or `=` a typed fact, or `$` the name of a slot
 *
 * A backslash takes away the meaning of the character behind it, where that is one of \ | / : = $ !, and stands for itself
 * elsewhere. Blanks around values are dropped. An empty cell is no label.
 */

/** A cell that does not follow the grammar. */
export class CellError extends Error {
  override readonly name = 'CellError';
  constructor(
    message: string,
    readonly expected: string,
  ) {
    super(message);
  }
}

const NUGGET_FORM = '!id: one/other, id: =fact or id: $slot ("!" marks a vital nugget)';

/** `a|b` → [a, b]; blank parts are left out. */
export function listCell(cell: string): string[] {
  return split(cell, '|')
    .map(plain)
    .filter((part) => part !== '');
}

/** `a|b` → [a, b], `a` → a. */
export function oneOrMoreCell(cell: string): string | string[] {
  const values = listCell(cell);
  return values.length === 1 ? (values[0] as string) : values;
}

/** `name=value|name=value` */
export function slotsCell(cell: string): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const part of parts(cell)) {
    const [name, value] = cut(part, '=', 'first');
    if (value === undefined || plain(name) === '' || plain(value) === '') {
      throw new CellError(`"${part.trim()}" is no slot`, 'name=value, several of them separated by |');
    }
    values.set(plain(name), [...(values.get(plain(name)) ?? []), plain(value)]);
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? (list[0] as string) : list]));
}

/** `id:grade|id:grade` */
export function productsCell(cell: string): Record<string, number> {
  const grades = new Map<string, number>();
  for (const part of parts(cell)) {
    const [id, grade] = cut(part, ':', 'last');
    const number = grade === undefined || grade.trim() === '' ? Number.NaN : Number(grade);
    if (plain(id) === '' || !Number.isFinite(number)) {
      throw new CellError(`"${part.trim()}" is no graded product`, 'id:grade such as SKU-1:2, several of them separated by |');
    }
    if (grades.has(plain(id))) throw new CellError(`the product "${plain(id)}" stands twice`, 'each product once');
    grades.set(plain(id), number);
  }
  return Object.fromEntries(grades);
}

export interface CellNugget {
  readonly id: string;
  readonly vital: boolean;
  readonly any?: readonly string[];
  readonly fact?: string;
  readonly slot?: string;
}

/** `!id: one/other|id: =fact|id: $slot` */
export function nuggetsCell(cell: string): CellNugget[] {
  return parts(cell).map((part) => {
    const whole = part.trim();
    const vital = whole.startsWith('!');
    const [id, rest] = cut(vital ? whole.slice(1) : whole, ':', 'first');
    const value = rest?.trim() ?? '';
    if (plain(id) === '' || value === '') throw new CellError(`"${whole}" is no nugget`, NUGGET_FORM);
    return { id: plain(id), vital, ...carried(value, whole) };
  });
}

function carried(value: string, whole: string): Pick<CellNugget, 'any' | 'fact' | 'slot'> {
  const kind = value[0];
  if (kind === '=' || kind === '$') {
    const text = plain(value.slice(1));
    if (text === '') throw new CellError(`"${whole}" names no ${kind === '=' ? 'fact' : 'slot'}`, NUGGET_FORM);
    return kind === '=' ? { fact: text } : { slot: text };
  }
  const any = split(value, '/')
    .map(plain)
    .filter((one) => one !== '');
  if (any.length === 0) throw new CellError(`"${whole}" names no pattern`, NUGGET_FORM);
  return { any };
}

/** `true` or `false` in any case, as spreadsheets write them; 1 and 0. */
export function booleanCell(cell: string): boolean {
  const word = cell.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw new CellError(`got "${cell.trim()}"`, 'true or false');
}

export function numberCell(cell: string): number {
  const number = Number(cell.trim());
  if (cell.trim() === '' || !Number.isFinite(number)) throw new CellError(`got "${cell.trim()}"`, 'a number');
  return number;
}

/** Exports put a `'` before cells that a spreadsheet would run as a formula; it is taken off again. */
export function withoutFormulaGuard(cell: string): string {
  return cell[0] === "'" && /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}

function parts(cell: string): string[] {
  return split(cell, '|').filter((part) => part.trim() !== '');
}

/** Splits at a separator that no backslash stands before; the backslashes stay. */
function split(text: string, separator: string): string[] {
  if (!text.includes('\\')) return text.split(separator);
  const out: string[] = [];
  let start = 0;
  for (const at of positions(text, separator)) {
    out.push(text.slice(start, at));
    start = at + 1;
  }
  out.push(text.slice(start));
  return out;
}

function cut(text: string, separator: string, which: 'first' | 'last'): [string, string | undefined] {
  const at = positions(text, separator).at(which === 'first' ? 0 : -1);
  return at === undefined ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function positions(text: string, separator: string): number[] {
  const found: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (isEscape(text, i)) i += 1;
    else if (text[i] === separator) found.push(i);
  }
  return found;
}

/** The text that a part stands for: blanks around it dropped, backslashes resolved. */
function plain(part: string): string {
  const text = part.trim();
  return text.includes('\\') ? text.replace(/\\([\\|/:=$!])/g, '$1') : text;
}

function isEscape(text: string, at: number): boolean {
  return text[at] === '\\' && /[\\|/:=$!]/.test(text[at + 1] ?? '');
}
