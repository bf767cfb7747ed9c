/** What a model's words are taken for. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../schema/index.js';
import { answerOf, betterOf, judgementOf } from './judge-answer.js';

const answer: Answer = {
  references: ['三个月喝1段，268元一罐'],
  nuggets: [
    { id: 'stage', vital: true, any: ['1段'] },
    { id: 'price', vital: false, fact: '268元' },
  ],
  forbidden: ['可以喝2段'],
};
const REPLY = '亲，三个月的宝宝喝 １段 哦，２６８元一罐';

function words(stage: object, more: object = {}): string {
  return JSON.stringify({
    nuggets: [
      { id: 'stage', ...stage },
      { id: 'price', verdict: 'carried', evidence: '268元' },
    ],
    forbidden: [{ id: 'claim-1', asserted: false, evidence: '' }],
    grade: 2,
    reason: 'right',
    ...more,
  });
}

describe('judgementOf', () => {
  it('weighs vital nuggets twice', () => {
    const whole = judgementOf(words({ verdict: 'carried', evidence: '喝1段' }), answer, REPLY);
    expect(whole).toMatchObject({ grade: 2, nuggets: 1, critical: 0, unsupported: 0 });
    expect(judgementOf(words({ verdict: 'missing', evidence: '' }), answer, REPLY)?.nuggets).toBeCloseTo(1 / 3, 12);
  });

  it('counts no verdict whose quotation does not stand in the reply', () => {
    const invented = judgementOf(words({ verdict: 'carried', evidence: '推荐1段奶粉' }), answer, REPLY);
    expect(invented).toMatchObject({ unsupported: 1, critical: 0 });
    expect(invented?.verdicts?.[0]).toEqual({ id: 'stage', verdict: 'missing', evidence: '' });
    expect(judgementOf(words({ verdict: 'carried', evidence: '  ，' }), answer, REPLY)?.unsupported).toBe(1);
  });

  it('is critical for a contradicted vital nugget and for a forbidden claim, each with its words', () => {
    expect(judgementOf(words({ verdict: 'contradicted', evidence: '三个月的宝宝' }), answer, REPLY)?.critical).toBe(1);
    const asserts = (evidence: string) =>
      judgementOf(
        words({ verdict: 'carried', evidence: '1段' }, { forbidden: [{ id: 'claim-1', asserted: true, evidence }] }),
        answer,
        `${REPLY}，可以喝2段`,
      );
    expect(asserts('可以喝2段')).toMatchObject({ critical: 1, asserted: [{ claim: '可以喝2段', evidence: '可以喝2段' }] });
    expect(asserts('也能喝三段')).toMatchObject({ critical: 0, asserted: [], unsupported: 1 });
    expect(
      judgementOf(words({ verdict: 'carried', evidence: '1段' }), { ...answer, nuggets: [] }, REPLY)?.nuggets,
    ).toBeUndefined();
  });

  it('reads an answer in a fence, and takes nothing else for one', () => {
    const text = words({ verdict: 'carried', evidence: '1段' });
    expect(judgementOf(`Sure!\n\`\`\`json\n${text}\n\`\`\``, answer, REPLY)?.grade).toBe(2);
    const junk = ['', 'grade 2', '{', '{"grade":3}', '{"grade":2}', words({ verdict: 'maybe', evidence: '' }), '[1]'];
    for (const bad of junk) expect(judgementOf(bad, answer, REPLY)).toBeUndefined();
  });
});

describe('betterOf', () => {
  it.each([
    ['{"better":"first","reason":"x"}', 'first'],
    ['```{"better":"tie"}```', 'tie'],
    ['{"better":"third"}', undefined],
    ['first', undefined],
  ])('%s', (text, better) => expect(betterOf(text)).toBe(better));
});

describe('answerOf', () => {
  const completion = (finish_reason: string | null, usage?: unknown) => ({
    choices: [{ message: { content: 'x' }, finish_reason }],
    usage,
  });
  it('keeps text and tokens, and refuses what was cut off', () => {
    expect(answerOf(completion('stop', { prompt_tokens: 3, completion_tokens: 4 }))).toEqual({
      text: 'x',
      input_tokens: 3,
      output_tokens: 4,
    });
    expect(answerOf(completion(null, { prompt_tokens: 'many' }))).toEqual({ text: 'x', input_tokens: 0, output_tokens: 0 });
    expect(answerOf(completion('length'))).toBeUndefined();
    for (const junk of [null, {}, { choices: [] }, 'x']) expect(answerOf(junk)).toBeUndefined();
  });
});
