import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const said = (participant: string, utterance: string, intents: unknown[] = [], goal = 'qa') => ({
  participant,
  utterance,
  intents,
  goal,
});
const VALUE = {
  id: 'Toys:1:2',
  metadata: { type: 'simple', desc: 'You look for a toy.' },
  utterances: [
    said('Wizard', 'Hello'),
    said('Client', 'Hi, a kite? ', [
      ['greeting', 3.0],
      ['disclose', 2.0],
    ]),
    said('Wizard', 'Sure'),
    said('Client', ''),
    said('Client', 'Thanks'),
  ],
};

describe('MG-ShopDial', () => {
  it('has the intents of the client, with how many labellers saw them', async () => {
    const folder = tempFolder({ 'MGShopDial.json': JSON.stringify([VALUE], null, 2) });
    for (const spec of ['mg-shopdial:MGShopDial.json', '.']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'Toys:1:2',
          lang: 'en',
          slices: { category: 'Toys', complexity: 'simple' },
          turns: [
            {
              utterance: 'Hi, a kite?',
              label: { intent: ['greeting', 'disclose'] },
              gold_reply: 'Sure',
              slices: { goal: 'qa' },
              meta: { labellers: { greeting: 3, disclose: 2 } },
            },
            { utterance: 'Thanks', slices: { goal: 'qa' } },
          ],
          meta: { task: 'You look for a toy.', opening: 'Hello' },
        },
      ]);
      expect(found.skipped).toEqual({ 'an utterance without text': 1 });
    }
  });

  it('blames a participant that is neither side', async () => {
    const folder = tempFolder({ 'a.json': JSON.stringify([{ ...VALUE, utterances: [said('Ghost', 'boo')] }, 1]) });
    const found = await imported(folder, 'mg-shopdial:a.json');
    expect(found.problems).toMatchObject([{ code: 'E_FIELD', field: 'utterances[0].participant', message: 'is "Ghost"' }]);
    expect(found.skipped).toEqual({ 'no dialogue': 1 });
  });
});
