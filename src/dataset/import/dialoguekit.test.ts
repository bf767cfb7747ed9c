import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const LIST = [
  {
    conversation_id: '"c1"',
    metadata: { outcome: 'bought' },
    conversation: [
      { participant: 'AGENT', utterance: 'Welcome\n', dialogue_acts: [] },
      {
        participant: 'USER',
        utterance: 'a red or blue cup\n',
        dialogue_acts: [
          {
            intent: 'DISCLOSE',
            slot_values: [
              ['COLOUR', 'red', null, null],
              ['COLOUR', 'blue', null, null],
            ],
          },
          { intent: 'INQUIRE', slots: [['PRICE', null, null, null]] },
        ],
      },
      { participant: 'AGENT', utterance: 'This one?' },
      { participant: 'USER', utterance: ' ' },
    ],
  },
  {
    'conversation ID': 'c2',
    conversation: [{ participant: 'USER', utterance: 'hi', intent: 'GREET', annotations: [{ slot: 'NAME', value: 'Li' }] }],
  },
  { conversation_id: 'c3', conversation: [] },
];

describe('DialogueKit', () => {
  it('has acts with slots, in the old form and the new', async () => {
    const folder = tempFolder({ 'd.json': JSON.stringify(LIST) });
    for (const spec of ['dialoguekit:d.json', 'd.json', 'dialoguekit:.']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'c1',
          turns: [
            {
              utterance: 'a red or blue cup',
              label: { intent: ['DISCLOSE', 'INQUIRE'], slots: { COLOUR: ['red', 'blue'] } },
              gold_reply: 'This one?',
            },
          ],
          meta: { outcome: 'bought', opening: 'Welcome' },
        },
        { id: 'c2', turns: [{ utterance: 'hi', label: { intent: 'GREET', slots: { NAME: 'Li' } } }] },
      ]);
      expect(found.skipped).toEqual({ 'an utterance without text': 1, 'no utterance of the user': 1 });
    }
  });

  it('blames a participant that is neither side', async () => {
    const folder = tempFolder({ 'd.json': '[{"conversation": [{"participant": "CAT", "utterance": "miau"}]}]' });
    expect((await imported(folder, 'dialoguekit:d.json')).problems).toMatchObject([
      { code: 'E_FIELD', field: 'conversation[0].participant', message: 'is "CAT"', expected: expect.stringContaining('user') },
    ]);
  });

  itOnPublicData('usersimcrs', '8 and 10 conversations, 201 utterances of users', async (data) => {
    const found = await imported(data, 'dialoguekit:usersimcrs');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toMatchObject({ dialogues: 18, turns: 201 });
  });
});
