import { describe, expect, test } from 'vitest';
import { dialogueSchema } from '../schema/index.js';
import { explain, locateIn } from './explain.js';

const here = locateIn('a.jsonl', 7);

/** The problems of a dialogue with one turn whose label is given. */
function ofLabel(label: unknown) {
  return explain(dialogueSchema, { id: 'a', turns: [{ utterance: 'x', label }] }, here);
}

test('nothing wrong, no problem', () => {
  expect(ofLabel({ intent: 'oos' })).toEqual([]);
});

test.each<[unknown, string, string, string]>([
  [{ intent: 5 }, 'intent', 'got 5', 'non-empty text or a list of non-empty text'],
  [{ intent: '' }, 'intent', 'got an empty text', 'non-empty text or a list of non-empty text'],
  [{ intent: [] }, 'intent', 'got an empty list', 'non-empty text or a list of non-empty text'],
  [{ intent: ['a', ''] }, 'intent[1]', 'got an empty text', 'non-empty text'],
  [{ handoff: 'maybe' }, 'handoff', 'got "maybe"', '"none", "required", "optional"'],
  [{ satisfaction: 6 }, 'satisfaction', 'got 6', 'a number from 1 to 5'],
  [{ products: { A: -1 } }, 'products.A', 'got -1', 'a number of at least 0'],
  [{ products: ['A'] }, 'products', 'got a list', 'an object of name → a number of at least 0'],
  [{ emotion: null }, 'emotion', 'got null', 'non-empty text'],
  [{ answer: { answerable: 'no' } }, 'answer.answerable', 'got "no"', 'true or false'],
  [{ answer: { references: '界'.repeat(50) } }, 'answer.references', `got "${'界'.repeat(40)}…"`, 'a list of non-empty text'],
  [{ answer: { nuggets: [{ id: 'n', any: ['x'] }] } }, 'answer.nuggets[0].vital', 'is missing', 'true or false'],
])('%j', (label, field, message, expected) => {
  expect(ofLabel(label)).toEqual([
    { code: 'E_FIELD', file: 'a.jsonl', line: 7, field: `turns[0].label.${field}`, message, expected },
  ]);
});

test('a slot with an object in it says what a slot may be', () => {
  const [problem] = ofLabel({ slots: { age: { months: 3 } } });
  expect(problem).toMatchObject({ field: 'turns[0].label.slots.age', message: 'got an object' });
  expect(problem?.expected).toContain('text or a number or true or false or a list of');
});

test('a rule between fields is told in its own words', () => {
  const [problem] = ofLabel({ answer: { nuggets: [{ id: 'n', vital: true, any: ['x'], fact: '3个月' }] } });
  expect(problem).toMatchObject({
    field: 'turns[0].label.answer.nuggets[0]',
    message: 'a nugget has exactly one of any, fact, slot',
  });
});

describe('unknown keys', () => {
  test('name the key that was meant, each of them', () => {
    const problems = ofLabel({ intnt: 'a', emotoin: 'b' });
    expect(problems.map(({ field, message, mend }) => [field, message, mend])).toEqual([
      ['turns[0].label.intnt', 'unknown key "intnt"', 'did you mean "intent"?'],
      ['turns[0].label.emotoin', 'unknown key "emotoin"', 'did you mean "emotion"?'],
    ]);
    expect(problems[0]?.expected).toContain('intent, slots, answer');
  });

  test('without a near one, say where free values go', () => {
    expect(ofLabel({ whatever: 1 })[0]?.mend).toBe('remove it, or move free-form values into meta');
  });

  test('within a nugget, which has rules between its fields', () => {
    const [problem] = ofLabel({ answer: { nuggets: [{ id: 'n', vital: true, any: ['x'], facts: 'y' }] } });
    expect(problem).toMatchObject({ field: 'turns[0].label.answer.nuggets[0].facts', mend: 'did you mean "fact"?' });
  });
});

test('a key that the decoder would drop unread is refused', () => {
  const value = JSON.parse('{"id":"a","turns":[{"utterance":"x"}],"slices":{"__proto__":{"polluted":true}}}');
  expect(explain(dialogueSchema, value, here)[0]?.message).toContain('"__proto__"');
});

test('no object at all', () => {
  expect(explain(dialogueSchema, [1], here)[0]).toMatchObject({ line: 7, message: 'got a list' });
  expect(explain(dialogueSchema, 'x', here)[0]).toMatchObject({ message: 'got "x"' });
});
