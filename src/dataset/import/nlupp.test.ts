import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const FOLD0 = [
  {
    text: '🙂 two cots for friday',
    intents: ['booking', 'request_info'],
    // Spans count characters, the emoji as one.
    slots: { day: { text: 'friday', span: [15, 21], value: { day: 18 } } },
  },
  { text: 'ok' },
  { text: '  ', intents: ['affirm'] },
];
const FOLD1 = [{ text: 'bye', intents: ['end_call'] }];
const FILES = {
  'shop/fold0.json': JSON.stringify(FOLD0, null, 1),
  'shop/fold1.json': JSON.stringify(FOLD1),
  'shop/notes.json': '{}',
};

describe('NLU++', () => {
  it('has several intents, slots with spans, and a split a fold', async () => {
    const folder = tempFolder(FILES);
    const found = await imported(folder, 'nlupp:shop');
    expect(found.problems).toEqual([]);
    expect(found.dialogues).toEqual([
      {
        id: 'shop-fold0-1',
        lang: 'en',
        slices: { domain: 'shop', fold: 'fold0' },
        turns: [
          {
            utterance: '🙂 two cots for friday',
            label: { intent: ['booking', 'request_info'], slots: { day: 'friday' } },
            meta: { values: { day: { day: 18 } } },
          },
        ],
      },
      { id: 'shop-fold0-2', lang: 'en', slices: { domain: 'shop', fold: 'fold0' }, turns: [{ utterance: 'ok' }] },
      {
        id: 'shop-fold1-1',
        lang: 'en',
        slices: { domain: 'shop', fold: 'fold1' },
        turns: [{ utterance: 'bye', label: { intent: 'end_call' } }],
      },
    ]);
    expect(found.skipped).toEqual({ 'no text': 1 });
    expect((await imported(folder, 'nlupp:shop', 'fold1')).dialogues.map(({ id }) => id)).toEqual(['shop-fold1-1']);
  });

  it('is known by its folder, or the folder of folders', async () => {
    const folder = tempFolder(FILES);
    for (const path of ['shop', '.']) expect((await imported(folder, path)).dialogues).toHaveLength(3);
    const other = tempFolder({ 'shop/fold0.json': '[{"id": 1}]' });
    expect((await imported(other, 'shop')).problems[0]?.code).not.toBe(undefined);
  });

  it('blames spans that do not mark their text', async () => {
    const slots = { a: { text: 'cot', span: [0, 2] }, b: { text: 'cot', span: [0, 99] } };
    const folder = tempFolder({ 'fold0.json': `[\n${JSON.stringify({ text: 'cots', slots })}\n]` });
    expect((await imported(folder, 'nlupp:fold0.json')).problems).toMatchObject([
      { code: 'E_FIELD', line: 2, field: 'slots.a', message: 'the span [0, 2] is "co"', expected: '"cot"' },
      { code: 'E_FIELD', line: 2, field: 'slots.b', message: 'the span [0, 99] lies outside of the text' },
    ]);
  });

  itOnPublicData('nlupp/hotels', '1,009 utterances of hotels, 40 intents', async (data) => {
    const found = await imported(data, 'nlupp:nlupp/hotels');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 1009, turns: 1009, intents: 40 });
    // "40 intents, 14 slots" (Casanueva et al. 2022, table 1).
    const slots = found.dialogues.flatMap(({ turns }) => Object.keys(turns[0]?.label?.slots ?? {}));
    expect(new Set(slots).size).toBe(14);
  });
});
