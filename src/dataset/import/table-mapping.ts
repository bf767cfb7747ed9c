/** Which columns of a foreign table mean what, as the options of its spec say. */
import type { Problem } from '../../schema/index.js';

/** Options that name a column, each with what its cell becomes. */
export const COLUMN_OPTIONS = {
  utterance: 'what the shopper says',
  intent: 'label.intent',
  dialogue_id: 'rows of one id that follow each other are one dialogue; without it each row is one',
  role: 'who speaks; replies become gold_reply of the turn before',
  gold_reply: 'gold_reply',
  references: 'label.answer.references',
  products: 'label.products, each with grade 1',
  satisfaction: 'label.satisfaction, 1 … 5',
  emotion: 'label.emotion',
  handoff: 'label.handoff: none, required, optional',
  parent: 'id of the dialogue that this one is a variant of',
} as const;
type ColumnOption = keyof typeof COLUMN_OPTIONS;

export const TABLE_OPTIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(COLUMN_OPTIONS).map(([name, says]) => [name, `column: ${says}`])),
  'slice:NAME': 'column: a slice',
  'slot:NAME': 'column: a slot',
  'meta:NAME': 'column: kept in meta of the turn',
  shopper: 'what the role column calls the shopper, several by |',
  bot: 'what it calls the other side, several by |; by default everybody else',
  lang: 'language of all rows, such as zh-CN',
  list: 'what stands between several values of one cell; by default a cell holds one',
  delimiter: 'what stands between the cells of a CSV, such as ;',
  sheet: 'sheet of a workbook by name or number; by default the first',
};

export interface TableMapping {
  readonly columns: Readonly<Partial<Record<ColumnOption, string>>> & { readonly utterance: string };
  /** Name and column. */
  readonly slices: readonly (readonly [string, string])[];
  readonly slots: readonly (readonly [string, string])[];
  readonly meta: readonly (readonly [string, string])[];
  readonly shopper?: readonly string[];
  readonly bot?: readonly string[];
  readonly lang?: string;
  readonly list?: string;
}

/** Whether any option says what a column means; without one, a table is one of ours. */
export function mapsColumns(options: Readonly<Record<string, string>>): boolean {
  return Object.keys(options).some((name) => Object.hasOwn(COLUMN_OPTIONS, name) || /^(?:slice|slot|meta):/.test(name));
}

/** The mapping that the options spell out; `utterance` is the column of that name unless said otherwise. */
export function mappingOf(options: Readonly<Record<string, string>>): TableMapping {
  const columns = Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(COLUMN_OPTIONS, name)));
  const named = (prefix: string) =>
    Object.entries(options).flatMap(([name, column]) =>
      name.startsWith(`${prefix}:`) ? [[name.slice(prefix.length + 1), column] as const] : [],
    );
  const words = (text: string | undefined) => text?.split('|').map((word) => word.trim());
  const { lang, list } = options;
  const [shopper, bot] = [words(options.shopper), words(options.bot)];
  return {
    columns: { utterance: 'utterance', ...columns },
    slices: named('slice'),
    slots: named('slot'),
    meta: named('meta'),
    ...(shopper === undefined ? {} : { shopper }),
    ...(bot === undefined ? {} : { bot }),
    ...(lang === undefined ? {} : { lang }),
    ...(list === undefined || list === '' ? {} : { list }),
  };
}

/** Every column that the mapping reads, each once. */
export function columnsOf({ columns, slices, slots, meta }: TableMapping): readonly string[] {
  const named = [...slices, ...slots, ...meta].map(([, column]) => column);
  return [...new Set([...Object.values(columns), ...named])];
}

/** What makes no sense whatever the table holds; undefined when all is well. */
export function mappingFault(options: Readonly<Record<string, string>>, shown: string): Problem | undefined {
  const fault = (message: string, mend: string): Problem => ({ code: 'E_USAGE', file: shown, message, mend });
  const empty = Object.keys(options).find((name) => options[name]?.trim() === '');
  if (empty !== undefined) return fault(`the option "${empty}" is empty`, `write ${empty}=… or leave it out`);
  if (options.role !== undefined && options.dialogue_id === undefined) {
    return fault('role needs dialogue_id: whose reply is it otherwise', 'add dialogue_id=COLUMN');
  }
  if (options.role === undefined && (options.shopper ?? options.bot) !== undefined) {
    return fault('shopper and bot say what the role column holds, but none is named', 'add role=COLUMN');
  }
  return undefined;
}
