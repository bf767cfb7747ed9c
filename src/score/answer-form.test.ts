import { describe, expect, it } from 'vitest';
import type { Answer } from '../schema/index.js';
import { answerForm } from './answer-form.js';

const ANSWER: Answer = {
  references: ['喝1段。', '建议一段'],
  nuggets: [
    { id: 'stage', vital: true, any: ['1段', '一段'] },
    { id: 'age', vital: false, fact: '0-6个月' },
  ],
  forbidden: ['2段'],
};
const copy = (): Answer => structuredClone(ANSWER);

describe('the form of an answer', () => {
  it('is the same for equal answers, as the variants of a dialogue carry', () => {
    const form = answerForm(copy());
    answerForm({ references: ['另一句'] });
    expect(answerForm(copy())).toBe(form);
    expect(form.normals).toEqual(['喝1段。', '建议一段']);
    expect(form.nuggets.map(({ patterns }) => patterns.map(({ text }) => text))).toEqual([['1段', '1段'], []]);
    expect(form.nuggets[1]?.fact).toMatchObject({ dimension: 'age', low: 0, high: 6 });
    expect(form.forbidden.map(({ claim }) => claim)).toEqual(['2段']);
  });

  const [stage, age] = ANSWER.nuggets as NonNullable<Answer['nuggets']>;
  it.each<[string, Answer]>([
    ['a reference', { ...ANSWER, references: ['喝1段。', '建议1段'] }],
    ['the number of references', { ...ANSWER, references: ['喝1段。'] }],
    ['a forbidden claim', { ...ANSWER, forbidden: ['3段'] }],
    ['a pattern', { ...ANSWER, nuggets: [{ id: 'stage', vital: true, any: ['1段', '二段'] }, age as never] }],
    ['the weight of a nugget', { ...ANSWER, nuggets: [{ id: 'stage', vital: false, any: ['1段', '一段'] }, age as never] }],
    ['the name of a nugget', { ...ANSWER, nuggets: [{ id: 'which', vital: true, any: ['1段', '一段'] }, age as never] }],
    ['a fact', { ...ANSWER, nuggets: [stage as never, { id: 'age', vital: false, fact: '0-7个月' }] }],
    ['a slot', { ...ANSWER, nuggets: [stage as never, { id: 'age', vital: false, slot: 'age' }] }],
    ['the number of nuggets', { ...ANSWER, nuggets: [stage as never] }],
  ])('is another when %s differs', (_, other) => {
    const form = answerForm(copy());
    const changed = answerForm(other);
    expect(changed).not.toBe(form);
    expect(changed.references.map(({ raw }) => raw)).toEqual(other.references);
    expect(changed.nuggets.map(({ nugget }) => nugget)).toEqual(other.nuggets);
    expect(changed.forbidden.map(({ claim }) => claim)).toEqual(other.forbidden);
  });
});
