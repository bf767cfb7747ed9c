import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const CONFIG = `prompts: [x]
providers: [y]
defaultTest:
  assert:
    - { type: latency, threshold: 200 }
tests:
  - description: price
    vars: { message: 一罐多少钱 }
    assert:
      - { type: icontains-any, value: ["268元", "268块"] }
      - { type: contains-all, value: [一罐, 现货] }
      - { type: not-contains, value: 包邮 }
      - { type: equals, value: 268元一罐 }
      - { type: llm-rubric, value: is polite }
  - vars: { question: [在吗, 有人吗], name: Li }
    assert: [{ type: contains, value: 在 }]
  - vars: { a: x, b: y }
    assert: [{ type: equals, value: z }]
  - vars: { message: hi }
    assert: [{ type: javascript, value: output.length }]
  - vars: { message: hi }
    assert: [{ type: contains, value: "{{name}}" }]
  - file://other.yaml
`;

describe('promptfoo', () => {
  it('has variables as utterances, and fixed texts as references, nuggets and claims', async () => {
    const folder = tempFolder({ 'promptfooconfig.yaml': CONFIG });
    for (const spec of ['promptfoo:.', '.', 'promptfoo:promptfooconfig.yaml']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'promptfoo-1',
          turns: [
            {
              utterance: '一罐多少钱',
              label: {
                answer: {
                  references: ['268元一罐'],
                  nuggets: [
                    { id: 'n1', vital: true, any: ['268元', '268块'] },
                    { id: 'n2', vital: true, any: ['一罐'] },
                    { id: 'n3', vital: true, any: ['现货'] },
                  ],
                  forbidden: ['包邮'],
                },
              },
            },
          ],
          meta: { description: 'price' },
        },
        ...['在吗', '有人吗'].map((utterance, i) => ({
          id: i === 0 ? 'promptfoo-2' : 'promptfoo-2-2',
          turns: [{ utterance, label: { answer: { nuggets: [{ id: 'n1', vital: true, any: ['在'] }] } } }],
        })),
      ]);
      expect(found.skipped).toEqual({
        'a test that is a reference to another file': 1,
        'a test without an assertion that can be read': 2,
        // The threshold of the default test, once a test that has an utterance.
        'an assertion without a fixed text (latency)': 4,
        'an assertion without a fixed text (contains)': 1,
        'an assertion of type javascript': 1,
        'an assertion of type llm-rubric': 1,
        'no variable that is known to hold the utterance (name it: ?utterance=VARIABLE)': 1,
      });
      expect(found.rows).toBe(6);
    }
  });

  it('takes the variable that is named, and a bare list of tests', async () => {
    const folder = tempFolder({ 'tests.yaml': '- vars: { a: x, b: y }\n  assert: [{ type: equals, value: z }]\n' });
    const found = await imported(folder, 'promptfoo:tests.yaml?utterance=b');
    expect(found.dialogues[0]?.turns[0]).toEqual({ utterance: 'y', label: { answer: { references: ['z'] } } });
  });

  it.each([
    ['tests: file://t.yaml', 'E_FIELD', /stand elsewhere/],
    ['a: 1', 'E_FIELD', /no list of tests/],
    ['tests:\n  - a: [', 'E_YAML', /./],
    ['a: &a [1]\ntests: *b', 'E_YAML', /./],
  ])('%j is wrong', async (text, code, message) => {
    const { problems } = await imported(tempFolder({ 't.yaml': text }), 'promptfoo:t.yaml');
    expect(problems[0]).toMatchObject({
      code,
      file: 't.yaml',
      line: expect.any(Number),
      message: expect.stringMatching(message),
    });
  });
});
