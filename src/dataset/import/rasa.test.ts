import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { unmark } from './rasa-nlu.js';

afterEach(removeTempFolders);

const NLU_MD = `## intent: ask_stock:
- [纸尿裤](product)有货吗
- [奶瓶]{"entity": "product", "value": "奶瓶240ml"}有吗

<!-- ## intent:old
- 不要了 -->
## synonym:NB
- 新生儿
## intent:bye
- 再见
`;
const STORIES_MD = ` ## one
 * ask_stock{"product": "奶瓶"}
     - utter_stock
     - form{"name": null}
 * bye OR thanks
   - utter_bye

<!-- ## gone -->
## two
* unknown
`;
const DOMAIN = `templates:
  utter_stock:
  - text: "{product}有货的"
  - text: 有的亲
  utter_bye:
  - text: "{nobody}再见"
`;
const OLD = { 'bot/data/nlu.md': NLU_MD, 'bot/data/stories.md': STORIES_MD, 'bot/domain.yml': DOMAIN };

const NEW = {
  'data/nlu/a.yml': `version: "3.1"
nlu:
- intent: greet
  examples: |
    - hi
    - hello [Li](name)

- regex: zip
  examples: |
    - \\d+
- intent: faq/fee
  examples:
    - text: |
        how much is it
`,
  'data/stories.yml': `version: "3.1"
stories:
- story: happy
  steps:
  - intent: greet
  - action: utter_greet
  - slot_was_set:
    - name: Li
  - or:
    - intent: faq/fee
    - intent: greet
  - action: action_price
`,
  'tests/test_stories.yml': `stories:
- story: tested
  steps:
  - user: |
      hey [Bo](name)
    intent: greet
    entities: [{ name: Bo }]
  - action: utter_greet
`,
  'domain.yml': `responses:\n  utter_greet:\n  - text: Hello!\n`,
};

describe('Rasa', () => {
  it('in its old markdown: examples with entities, stories told with them', async () => {
    const folder = tempFolder(OLD);
    for (const spec of ['rasa:bot', 'bot']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'data.nlu-2',
          slices: { part: 'nlu' },
          turns: [{ utterance: '纸尿裤有货吗', label: { intent: 'ask_stock', slots: { product: '纸尿裤' } } }],
        },
        {
          id: 'data.nlu-3',
          slices: { part: 'nlu' },
          turns: [{ utterance: '奶瓶有吗', label: { intent: 'ask_stock', slots: { product: '奶瓶240ml' } } }],
        },
        { id: 'data.nlu-10', slices: { part: 'nlu' }, turns: [{ utterance: '再见', label: { intent: 'bye' } }] },
        {
          id: 'data.stories-1',
          slices: { part: 'stories' },
          turns: [
            {
              utterance: '纸尿裤有货吗',
              label: { intent: 'ask_stock', slots: { product: '纸尿裤' }, answer: { references: ['纸尿裤有货的', '有的亲'] } },
              gold_reply: '纸尿裤有货的',
            },
            { utterance: '再见', label: { intent: 'bye' } },
          ],
          meta: { story: 'one' },
        },
      ]);
      expect(found.skipped).toEqual({
        'a story with an intent that has no example: unknown': 1,
        'an alternative of a story (or)': 1,
        'training data of Rasa that is no intent (synonym, regex, lookup)': 1,
      });
    }
    expect((await imported(folder, 'rasa:bot', 'stories')).dialogues).toHaveLength(1);
  });

  it('in YAML of version 3, with stories that are tests', async () => {
    const found = await imported(tempFolder(NEW), 'rasa:.');
    expect(found.problems).toEqual([]);
    expect(found.dialogues.map(({ id, turns }) => [id, turns.map(({ utterance, label }) => [utterance, label?.intent])])).toEqual(
      [
        ['data.nlu.a-5', [['hi', 'greet']]],
        ['data.nlu.a-6', [['hello Li', 'greet']]],
        ['data.nlu.a-13', [['how much is it', 'faq/fee']]],
        [
          'data.stories-3',
          [
            ['hi', 'greet'],
            ['how much is it', 'faq/fee'],
          ],
        ],
        ['tests.test_stories-2', [['hey Bo', 'greet']]],
      ],
    );
    expect(found.dialogues[4]?.turns[0]).toMatchObject({ label: { slots: { name: 'Bo' } }, gold_reply: 'Hello!' });
    expect(found.skipped).toEqual({
      'an alternative of a story (or)': 1,
      'training data of Rasa that is no intent (synonym, regex, lookup)': 1,
    });
  });

  it('places what cannot be read', async () => {
    const folder = tempFolder({ ...OLD, 'bot/data/nlu.md': Buffer.from([...Buffer.from('## intent:a\n- '), 0xc4, 0xe3, 0x0a]) });
    expect((await imported(folder, 'rasa:bot')).problems[0]).toMatchObject({
      code: 'E_ENCODING',
      file: 'bot/data/nlu.md',
      line: 2,
    });
    const yaml = tempFolder({ ...NEW, 'data/stories.yml': 'stories:\n- story: [' });
    expect((await imported(yaml, 'rasa:.')).problems[0]).toMatchObject({ code: 'E_YAML', file: 'data/stories.yml' });
  });

  it.each([
    ['[a](b) and [c](b)', 'a and c', { b: ['a', 'c'] }],
    ['[NYC](city:New York)', 'NYC', { city: 'New York' }],
    ['[x]{"role": "to"} [y](z', '[x]{"role": "to"} [y](z', undefined],
    ['a [b] (c)', 'a [b] (c)', undefined],
  ])('%s', (marked, text, slots) => {
    expect(unmark(marked)).toEqual({ text, slots });
  });

  itOnPublicData('rasa-shopping', 'a shopping bot: 89 examples of 15 intents, 4 stories', async (data) => {
    const nlu = await imported(data, 'rasa:rasa-shopping', 'nlu');
    expect([nlu.problems, nlu.skipped]).toEqual([[], {}]);
    // Lines that begin with "- " below "## intent", counted with grep.
    expect(figuresOf(nlu)).toEqual({ dialogues: 89, turns: 89, intents: 15 });
    const stories = await imported(data, 'rasa:rasa-shopping', 'stories');
    expect(stories.dialogues.map(({ turns }) => turns.length)).toEqual([6, 7, 6, 6]);
    expect(stories.skipped).toEqual({});
  });
});
