/** The columns of a spreadsheet of dialogues. */
import type { Problem } from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';

/** Every column but `slice:NAME…`; the order in a file is free. */
export const COLUMNS = [
  'dialogue_id',
  'turn',
  'parent',
  'lang',
  'utterance',
  'intent',
  'slots',
  'references',
  'answerable',
  'nuggets',
  'forbidden',
  'products',
  'handoff',
  'emotion',
  'emotion_handling',
  'satisfaction',
  'gold_reply',
] as const;
export type Column = (typeof COLUMNS)[number];

const REQUIRED: readonly Column[] = ['dialogue_id', 'utterance'];
const SLICE = 'slice:';

/** Where the columns of one file stand. */
export interface CsvHeader {
  readonly width: number;
  readonly columns: ReadonlyMap<Column, number>;
  /** Slice name and index of its column. */
  readonly slices: readonly (readonly [string, number])[];
}

/** @returns undefined when columns are missing, unknown or double, which has been reported. */
export function readHeader(cells: readonly string[], place: Pick<Problem, 'file' | 'line'>, report: (problem: Problem) => void) {
  const columns = new Map<Column, number>();
  const slices: [string, number][] = [];
  let sound = true;
  const blame = (problem: Omit<Problem, 'file' | 'line' | 'code'>) => {
    sound = false;
    report({ code: 'E_CSV', ...place, ...problem });
  };
  const seen = new Set<string>();
  cells.forEach((cell, i) => {
    const name = cell.trim();
    // Spreadsheets leave empty columns behind the last one.
    if (name === '') return;
    if (seen.has(name)) blame({ field: name, message: `the column "${name}" stands twice` });
    else if (name.startsWith(SLICE) && name.length > SLICE.length) slices.push([name.slice(SLICE.length).trim(), i]);
    else if (isColumn(name)) columns.set(name, i);
    else
      blame({
        field: name,
        message: `unknown column "${name}"`,
        expected: `${COLUMNS.join(', ')} or slice:NAME`,
        ...meant(name),
      });
    seen.add(name);
  });
  for (const name of REQUIRED) {
    if (!columns.has(name))
      blame({ field: name, message: `the column "${name}" is missing`, expected: 'dialogue_id and utterance' });
  }
  return sound ? ({ width: cells.length, columns, slices } satisfies CsvHeader) : undefined;
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name);
}

function meant(name: string): { mend?: string } {
  const slice = /^slices?[\s:_.=-]+(.+)$/i.exec(name)?.[1];
  return slice === undefined ? didYouMean(name, COLUMNS, 'remove the column') : { mend: `did you mean "${SLICE}${slice}"?` };
}

/** The column that a path within a dialogue was read from. */
export function columnOf(path: readonly PropertyKey[]): string {
  const [first, , third, fourth, fifth] = path;
  if (first === 'id' || first === undefined) return 'dialogue_id';
  if (first === 'slices') return `${SLICE}${String(path[1])}`;
  if (first !== 'turns') return String(first);
  if (third === 'slices') return `${SLICE}${String(fourth)}`;
  if (third !== 'label') return String(third ?? 'turn');
  return String((fourth === 'answer' ? fifth : fourth) ?? 'turn');
}
