import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const said = (speaker: string, targets: unknown[]) => ({ speaker, text: '', targets });
const convo = (id: number) => ({
  convo_id: id,
  scenario: { flow: 'returns', subflow: 'too_small' },
  original: [
    ['agent', 'Hi'],
    ['customer', 'My order is too small'],
    ['action', 'Account pulled up'],
    ['agent', 'Sure'],
    ['agent', 'One moment'],
    ['customer', 'Thanks'],
  ],
  delexed: [
    said('agent', ['too_small', 'retrieve_utterance', null, [], 3]),
    said('customer', ['too_small', null, null, [], -1]),
    said('action', ['too_small', 'take_action', 'pull-up', ['li'], -1]),
    said('agent', ['too_small', 'retrieve_utterance', null, [], 1]),
    said('agent', ['too_small', 'retrieve_utterance', null, [], 1]),
    said('customer', ['too_small', null, null, [], -1]),
  ],
});
const DIALOGUE = {
  id: 'abcd-7',
  lang: 'en',
  slices: { flow: 'returns', subflow: 'too_small' },
  turns: [
    {
      utterance: 'My order is too small',
      label: { intent: 'too_small' },
      gold_reply: 'Sure\nOne moment',
      meta: { actions: [{ text: 'Account pulled up', name: 'pull-up', values: ['li'] }] },
    },
    { utterance: 'Thanks', label: { intent: 'too_small' } },
  ],
  meta: { opening: 'Hi' },
};

describe('ABCD', () => {
  it('has the subflow as intent and actions in meta', async () => {
    const folder = tempFolder({ 'abcd_sample.json': JSON.stringify([convo(7)]) });
    for (const spec of ['abcd:abcd_sample.json', '.']) expect((await imported(folder, spec)).dialogues).toEqual([DIALOGUE]);
  });

  it('has its splits in one object, whose dialogues are read one by one', async () => {
    const all = { train: [convo(7), convo(8)], dev: [], test: [convo(9)] };
    const folder = tempFolder({ 'abcd_v1.1.json': JSON.stringify(all, null, 1) });
    const ids = async (split?: string) => (await imported(folder, 'abcd:.', split)).dialogues.map(({ id }) => id);
    expect(await ids('train')).toEqual(['abcd-7', 'abcd-8']);
    expect(await ids()).toEqual(['abcd-7', 'abcd-8', 'abcd-9']);
    expect((await imported(folder, 'abcd:.', 'tests')).problems).toMatchObject([
      { code: 'E_UNKNOWN_SPLIT', mend: 'did you mean "test"?' },
    ]);
  });

  it('blames speakers that it does not know and targets that do not belong, and counts what has no place', async () => {
    const early = {
      ...convo(1),
      original: [
        ['action', 'x'],
        ['customer', 'y'],
      ],
      delexed: undefined,
    };
    const bad = [
      { ...convo(2), original: [['robot', 'x']], delexed: [] },
      { ...convo(3), delexed: [said('agent', [])] },
      early,
      {},
    ];
    const found = await imported(tempFolder({ 'a.json': JSON.stringify(bad) }), 'abcd:a.json');
    expect(found.problems).toMatchObject([
      { code: 'E_FIELD', field: 'original[0][0]', message: 'is "robot"' },
      { code: 'E_FIELD', field: 'delexed', expected: '6, as original does' },
    ]);
    expect(found.skipped).toEqual({ 'an action before the customer speaks': 1, 'no utterance of the customer': 1 });
  });

  itOnPublicData('abcd/abcd_sample.json', 'three dialogues, 31 utterances of customers', async (data) => {
    const found = await imported(data, 'abcd:abcd');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 3, turns: 31, intents: 3 });
  });
});
