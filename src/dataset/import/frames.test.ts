/** Schema-Guided Dialogue and MultiWOZ 2.2. */
import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const state = (intent: string, slots: object = {}, asked: readonly string[] = []) => ({
  active_intent: intent,
  requested_slots: asked,
  slot_values: slots,
});

/** Two services in one dialogue; the second is begun while the first is done. */
const SGD = {
  dialogue_id: '1_00000',
  services: ['Toys_1', 'Shops_2'],
  turns: [
    {
      speaker: 'USER',
      utterance: 'A wooden train, please.',
      frames: [
        {
          service: 'Toys_1',
          slots: [{ slot: 'material', start: 2, exclusive_end: 8 }],
          state: state('FindToy', { material: ['wood', 'wooden'] }),
        },
      ],
    },
    {
      speaker: 'SYSTEM',
      utterance: 'The Brio train?',
      frames: [
        {
          service: 'Toys_1',
          slots: [],
          actions: [{ act: 'OFFER', slot: 'toy_name', values: ['Brio'], canonical_values: ['Brio'] }],
          service_results: [
            { toy_name: 'Ikea', price: '9' },
            { toy_name: 'Brio', price: '30' },
          ],
        },
        { service: 'Shops_2', slots: [], service_results: [{ street: 'Main', town: 'Rome' }] },
      ],
    },
    {
      speaker: 'USER',
      utterance: 'Yes. Where?',
      frames: [
        { service: 'Toys_1', slots: [], state: state('NONE', { material: ['wooden'] }) },
        { service: 'Shops_2', slots: [], state: state('FindShop', { toy: ['Brio'] }, ['street']) },
      ],
    },
    { speaker: 'SYSTEM', utterance: 'Main street.', frames: [] },
    { speaker: 'USER', utterance: 'Bye', frames: [{ service: 'Shops_2', slots: [], state: state('NONE', { toy: ['Brio'] }) }] },
  ],
};
const DIALOGUE = {
  id: '1_00000',
  lang: 'en',
  slices: { service: ['Toys_1', 'Shops_2'] },
  turns: [
    {
      utterance: 'A wooden train, please.',
      label: {
        intent: 'FindToy',
        slots: { 'Toys_1.material': 'wooden' },
        products: { 'Toys_1:Ikea': 1, 'Toys_1:Brio': 2, 'Shops_2:Main/Rome': 1 },
      },
      gold_reply: 'The Brio train?',
    },
    {
      utterance: 'Yes. Where?',
      label: { intent: 'FindShop', slots: { 'Shops_2.toy': 'Brio' } },
      gold_reply: 'Main street.',
      meta: { requested_slots: ['Shops_2.street'] },
    },
    { utterance: 'Bye', label: { intent: 'NONE' } },
  ],
};

describe('Schema-Guided Dialogue', () => {
  it('has active intents, what the state adds, and results as products, over several frames', async () => {
    const folder = tempFolder({ 'train/dialogues_001.json': JSON.stringify([SGD]), 'train/schema.json': '[]' });
    for (const spec of ['sgd:.', '.']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([DIALOGUE]);
      expect(found.splits).toEqual([['train']]);
    }
  });

  it('blames turns that do not alternate, and spans outside of the text', async () => {
    const twice = { ...SGD, turns: [SGD.turns[0], SGD.turns[2]] };
    const [first] = SGD.turns;
    const span = { ...first, frames: [{ ...first?.frames[0], slots: [{ slot: 'material', start: 2, exclusive_end: 99 }] }] };
    const folder = tempFolder({
      'dialogues_001.json': `[${JSON.stringify(twice)},\n${JSON.stringify({ ...SGD, turns: [span] })}\n, {"dialogue_id": "1_1", "turns": []}, 7]`,
    });
    const found = await imported(folder, 'sgd:dialogues_001.json');
    expect(found.problems).toMatchObject([
      { code: 'E_FIELD', line: 1, field: 'turns[1].speaker', expected: expect.stringContaining('SYSTEM') },
      { code: 'E_FIELD', line: 2, field: 'turns[0].frames.slots.material', message: expect.stringContaining('outside') },
    ]);
    expect(found.skipped).toEqual({ 'no dialogue': 1, 'no turn of the user': 1 });
  });

  itOnPublicData('sgd', 'test files 1 to 3: 128 dialogues each, 2,235 turns of users', async (data) => {
    const found = await imported(data, 'sgd:sgd');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    // Counted with another program: 13 intents, NONE among them, on 218 turns.
    expect(figuresOf(found)).toEqual({ dialogues: 3 * 128, turns: 2235, intents: 13 });
    const none = found.dialogues.flatMap(({ turns }) => turns).filter(({ label }) => label?.intent === 'NONE');
    expect(none).toHaveLength(218);
  });
});

describe('MultiWOZ 2.2', () => {
  const turns = [
    {
      turn_id: '0',
      speaker: 'USER',
      utterance: 'a cheap hotel in the north',
      frames: [
        { service: 'taxi', slots: [], state: state('NONE') },
        {
          service: 'hotel',
          slots: [
            { slot: 'hotel-area', start: 21, exclusive_end: 26, value: 'north' },
            { slot: 'hotel-type', copy_from: 'x', value: 'hotel' },
          ],
          state: state('find_hotel', { 'hotel-area': ['north'], 'hotel-pricerange': ['cheap'] }),
        },
      ],
    },
    { turn_id: '1', speaker: 'SYSTEM', utterance: 'which stars?', frames: [] },
  ];
  const file = (dialogue: object) => JSON.stringify([{ dialogue_id: 'MUL1.json', services: ['hotel'], turns, ...dialogue }]);

  it('keeps the names of its slots, and its splits are folders', async () => {
    const folder = tempFolder({
      'dev/dialogues_001.json': file({}),
      'test/dialogues_001.json': file({ dialogue_id: 'MUL2.json' }),
    });
    for (const spec of ['multiwoz22:.', '.']) {
      const found = await imported(folder, spec, 'dev');
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'MUL1.json',
          lang: 'en',
          slices: { service: 'hotel' },
          turns: [
            {
              utterance: 'a cheap hotel in the north',
              label: { intent: 'find_hotel', slots: { 'hotel-area': 'north', 'hotel-pricerange': 'cheap' } },
              gold_reply: 'which stars?',
            },
          ],
        },
      ]);
    }
  });

  it('blames a span whose words are not the value', async () => {
    const [user] = turns;
    const frames = [{ service: 'hotel', slots: [{ slot: 'hotel-area', start: 2, exclusive_end: 7, value: 'north' }] }];
    const folder = tempFolder({ 'd.json': file({ turns: [{ ...user, frames }] }) });
    expect((await imported(folder, 'multiwoz22:d.json')).problems).toMatchObject([
      { code: 'E_FIELD', message: 'the span [2, 7] is "cheap"', expected: '"north"' },
    ]);
  });
});
