/** Rows of a foreign table become dialogues: one a row, or the rows of one id together. */
import type { Problem } from '../../schema/index.js';
import { sharedSlices } from '../csv-dialogue.js';
import { Conversation, type OpenTurn } from './conversation.js';
import { type Fields, isFields, oneOrMore, SlotBag, textOf } from './fields.js';
import { SIDE_WORDS, type Side, sideOf } from './roles.js';
import type { TableMapping } from './table-mapping.js';

/** A row by column; JSON rows may hold other values than text. */
export interface TableRow {
  readonly row: Fields;
  readonly line: number;
}

export interface TableDialogue {
  readonly value: unknown;
  readonly line: number;
}

interface Speech {
  readonly report: (problem: Problem) => void;
  readonly skip: (reason: string, line: number) => void;
}

interface OpenDialogue {
  readonly id: string;
  readonly line: number;
  readonly talk: Conversation;
  readonly slices: Record<string, string | string[]>[];
  readonly turns: OpenTurn[];
  parent?: string;
}

export class TableDialogues {
  private open: OpenDialogue | undefined;
  private count = 0;

  constructor(
    private readonly mapping: TableMapping,
    private readonly shown: string,
    /** Begins the ids of rows that carry none. */
    private readonly stem: string,
    private readonly speech: Speech,
  ) {}

  /** Takes a row; gives back the dialogue that it ends by beginning another. */
  add({ row, line }: TableRow): TableDialogue | undefined {
    this.count += 1;
    const { columns } = this.mapping;
    const id = columns.dialogue_id === undefined ? `${this.stem}-${this.count}` : cellOf(row, columns.dialogue_id).trim();
    if (id === '') {
      this.speech.skip('no dialogue id', line);
      return undefined;
    }
    const finished = this.open?.id === id ? undefined : this.end();
    this.open ??= { id, line, talk: new Conversation(), slices: [], turns: [] };
    this.say(this.open, row, line);
    return finished;
  }

  /** The dialogue that is still open at the end. */
  end(): TableDialogue | undefined {
    const open = this.open;
    this.open = undefined;
    if (open === undefined) return undefined;
    const shared = sharedSlices(open.slices);
    for (const [i, turn] of open.turns.entries()) {
      const own = Object.entries(open.slices[i] ?? {}).filter(([name]) => !Object.hasOwn(shared, name));
      if (own.length > 0) turn.slices = Object.fromEntries(own);
    }
    const value = open.talk.dialogue({
      id: open.id,
      parent: open.parent,
      lang: this.mapping.lang,
      slices: Object.keys(shared).length === 0 ? undefined : shared,
    });
    if (value === undefined) this.speech.skip('a dialogue without a word of the shopper', open.line);
    return value === undefined ? undefined : { value, line: open.line };
  }

  private say(open: OpenDialogue, row: Fields, line: number): void {
    const text = cellOf(row, this.mapping.columns.utterance);
    const side = text.trim() === '' ? undefined : this.sideAt(row, line);
    if (text.trim() === '') this.speech.skip('no utterance', line);
    if (side === 'bot') open.talk.reply(text);
    if (side !== 'shopper') return;
    const turn = open.talk.shopper(text, this.labelOf(row));
    const reply = this.cell(row, 'gold_reply');
    if (reply !== '') open.talk.reply(reply);
    for (const [name, column] of this.mapping.meta) {
      const value = memberOf(row, column);
      if (value !== undefined && value !== '') turn.meta[name] = value;
    }
    const parent = this.cell(row, 'parent').trim();
    if (parent !== '') open.parent ??= parent;
    open.turns.push(turn);
    open.slices.push(this.slicesOf(row));
  }

  private sideAt(row: Fields, line: number): Side | undefined {
    const { role } = this.mapping.columns;
    if (role === undefined) return 'shopper';
    const word = cellOf(row, role).trim();
    const { shopper, bot } = this.mapping;
    if (shopper?.includes(word) === true) return 'shopper';
    if (bot?.includes(word) === true) return 'bot';
    if (word !== '' && shopper !== undefined && bot === undefined) return 'bot';
    const side = shopper === undefined && bot === undefined ? sideOf(word) : undefined;
    if (side === undefined) {
      const known = [...(shopper ?? []), ...(bot ?? [])];
      this.speech.report({
        code: 'E_FIELD',
        file: this.shown,
        line,
        field: role,
        message: word === '' ? 'is missing' : `nobody is known as "${word}"`,
        expected: known.length > 0 ? known.join(', ') : SIDE_WORDS,
        mend: 'say who is who: shopper=WORD&bot=WORD',
      });
    }
    return side;
  }

  private labelOf(row: Fields): Fields {
    const satisfaction = this.cell(row, 'satisfaction').trim();
    const references = this.cells(row, 'references');
    const products = this.cells(row, 'products');
    const slots = new SlotBag();
    for (const [name, column] of this.mapping.slots) {
      for (const value of this.listAt(row, column)) slots.add(name, value);
    }
    const word = (option: 'emotion' | 'handoff') => this.cell(row, option).trim() || undefined;
    return {
      intent: oneOrMore(this.cells(row, 'intent')),
      slots: slots.slots,
      answer: references.length === 0 ? undefined : { references },
      products: products.length === 0 ? undefined : Object.fromEntries(products.map((id) => [id, 1])),
      handoff: word('handoff'),
      emotion: word('emotion'),
      // What is no number is passed on as it stands, so that the decoder names it.
      satisfaction: satisfaction === '' ? undefined : Number.isNaN(Number(satisfaction)) ? satisfaction : Number(satisfaction),
    };
  }

  private slicesOf(row: Fields): Record<string, string | string[]> {
    const found = this.mapping.slices.map(([name, column]) => [name, this.listAt(row, column)] as const);
    const kept = found.filter(([, values]) => values.length > 0);
    return Object.fromEntries(kept.map(([name, values]) => [name, oneOrMore(values) as string | string[]]));
  }

  private cell(row: Fields, option: keyof TableMapping['columns']): string {
    const column = this.mapping.columns[option];
    return column === undefined ? '' : cellOf(row, column);
  }

  private cells(row: Fields, option: keyof TableMapping['columns']): readonly string[] {
    const column = this.mapping.columns[option];
    return column === undefined ? [] : this.listAt(row, column);
  }

  private listAt(row: Fields, column: string): readonly string[] {
    const value = memberOf(row, column);
    const parts = Array.isArray(value) ? value.map(textOf) : this.parts(textOf(value));
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }

  private parts(text: string): readonly string[] {
    return this.mapping.list === undefined ? [text] : text.split(this.mapping.list);
  }
}

/** The value of a column; `a.b` is the member b of a where no column is called so. */
export function memberOf(row: Fields, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column];
  const dot = column.indexOf('.');
  const inner = dot < 0 ? undefined : row[column.slice(0, dot)];
  return isFields(inner) ? memberOf(inner, column.slice(dot + 1)) : undefined;
}

function cellOf(row: Fields, column: string): string {
  return textOf(memberOf(row, column));
}
