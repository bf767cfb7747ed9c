/** Reading what was written gives the same dialogues, but for what is named as lost. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Dialogue, dialogueSchema, type Slices } from '../schema/index.js';
import { CsvColumns, csvRows, csvText } from './csv-writer.js';
import { allDialogues, removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

function write(dialogues: readonly Dialogue[], delimiter: string, lost: (what: string) => void = () => undefined): string {
  const columns = new CsvColumns();
  for (const dialogue of dialogues) columns.add(dialogue);
  const rows = dialogues.flatMap((dialogue) => csvRows(dialogue, columns.names, lost));
  return `\ufeff${[columns.names, ...rows].map((row) => csvText(row, delimiter)).join('')}`;
}

async function readBack(text: string, name: string): Promise<readonly Dialogue[]> {
  return await allDialogues(tempFolder({ [name]: text }), [name]);
}

/** One form for what means the same: a list of one, slices of the dialogue or of all its turns, labels that say nothing. */
function normal({ slices = {}, turns, ...dialogue }: Dialogue): unknown {
  return {
    ...dialogue,
    turns: turns.map(({ slices: own = {}, label: { intent, slots = {}, answer = {}, ...label } = {}, ...turn }) => {
      const { nuggets = [], forbidden = [], ...rest } = answer;
      return {
        ...turn,
        label: {
          products: {},
          ...label,
          intents: [intent ?? []].flat(),
          slots: lists(slots),
          answer: { ...rest, nuggets, forbidden },
        },
        slices: joined(slices, own),
      };
    }),
  };
}

function lists(values: object): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
}

function joined(a: Slices, b: Slices): unknown {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.map((name) => [name, [...new Set([a[name] ?? [], b[name] ?? []].flat())].sort()]);
}

/** Text that is hard on separators, quotes, escapes and formulas, without blanks around it. */
const hard = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom('a', '好', '𠮶', '\\', '|', '/', ':', '=', '$', '!', '"', "'", ',', '\n', '\r', '\t', ' ', '-', '@'),
    }),
    fc.string({ unit: 'grapheme' }),
  )
  .map((text) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, ''));
const word = hard.map((text) => text.trim()).filter((text) => text !== '' && !/^'[=+\-@]/.test(text));
const text = hard.filter((one) => one.trim() !== '' && !/^'[=+\-@]/.test(one));
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const slices = fc.dictionary(word, fc.oneof(word, words), { maxKeys: 2, noNullPrototype: true });
const nugget = fc.tuple(
  fc.boolean(),
  fc.oneof(
    words.map((any) => ({ any })),
    word.map((fact) => ({ fact })),
    word.map((slot) => ({ slot })),
  ),
);
const label = fc.record(
  {
    intent: fc.oneof(word, words),
    slots: fc.dictionary(word, fc.oneof(word, words), { maxKeys: 3, noNullPrototype: true }),
    answer: fc.record(
      {
        references: words,
        answerable: fc.boolean(),
        nuggets: fc
          .tuple(words, fc.array(nugget, { maxLength: 3 }))
          .map(([ids, all]) =>
            all.slice(0, ids.length).map(([vital, carried], i) => ({ id: ids[i] as string, vital, ...carried })),
          ),
        forbidden: words,
      },
      { requiredKeys: [] },
    ),
    products: fc.dictionary(word, fc.integer({ min: 0, max: 3 }), { maxKeys: 2, noNullPrototype: true }),
    handoff: fc.constantFrom('none', 'required', 'optional'),
    emotion: word,
    emotion_handling: word,
    satisfaction: fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10),
  },
  { requiredKeys: [] },
);
const turn = fc
  .record({ utterance: text, label: optional(label), gold_reply: optional(text), slices: optional(slices) })
  .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)));
const dataset = fc
  .array(fc.record({ lang: word, slices, turns: fc.array(turn, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, i) => ({ id: `d${i}`, ...one }) as Dialogue));

describe('our spreadsheet form, written', () => {
  it.each(['csv', 'tsv'])('reads back as it was (%s)', async (format) => {
    await fc.assert(
      fc.asyncProperty(dataset, async (dialogues) => {
        for (const dialogue of dialogues) expect(dialogueSchema.safeParse(dialogue).error).toBeUndefined();
        const lost: string[] = [];
        // A cell of several values may begin like a guarded formula: that is said, and nothing more is asked of it.
        const written = write(dialogues, format === 'csv' ? ',' : '\t', (what) => lost.push(what));
        fc.pre(lost.length === 0);
        const back = await readBack(written, `a.${format}`);
        expect(back.map(normal)).toEqual(dialogues.map(normal));
        removeTempFolders();
      }),
      { numRuns: 300 },
    );
  });

  it('keeps formulas from being run, and gives them back', async () => {
    const dialogues = [{ id: '-1', turns: [{ utterance: '=1+1', label: { intent: '@a' } }] }];
    const csv = write(dialogues, ',');
    expect(csv).toBe("\ufeffdialogue_id,turn,utterance,intent\n'-1,1,'=1+1,'@a\n");
    expect(await readBack(csv, 'a.csv')).toEqual(dialogues);
  });

  it('says what it cannot hold, and holds the rest', async () => {
    const dialogues: Dialogue[] = [
      {
        id: 'x',
        shopper: { preferences: { age: 3 } },
        outcome: { purchased: true },
        meta: { a: 1 },
        turns: [
          {
            utterance: "'=a\0\ud800",
            label: { slots: { age: 3, no: '', blank: ' b', ok: 'x' }, emotion: ' sad ', intent: ['a', 'b '] },
            gold_reply: ' ',
            meta: 1,
          },
        ],
      },
    ];
    const lost: string[] = [];
    const csv = write(dialogues, ',', (what) => lost.push(what));
    expect(lost).toEqual([
      'shopper',
      'outcome',
      'meta',
      'utterance: broken characters',
      "utterance: the ' before a formula",
      'turns.meta',
      'gold_reply',
      'intent that are empty, have blanks around them, or hold broken characters',
      'slots that are no text become text',
      'slots that are empty, have blanks around them, or hold broken characters',
      'slots that are empty, have blanks around them, or hold broken characters',
      'emotion: blanks around it, or broken characters',
    ]);
    expect(await readBack(csv, 'a.csv')).toEqual([
      { id: 'x', turns: [{ utterance: '=a\ufffd', label: { intent: 'a', slots: { age: '3', ok: 'x' }, emotion: 'sad' } }] },
    ]);
  });
});
