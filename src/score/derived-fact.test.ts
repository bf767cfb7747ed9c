import { describe, expect, it } from 'vitest';
import { isDerived } from './derived-fact.js';
import { sceneOf } from './fixtures/scene.js';

/** Whether the last price of the reply follows from the label and the question. */
function follows(utterance: string, reference: string, reply: string): boolean {
  const scene = sceneOf(utterance, { references: [reference] }, reply);
  const price = scene.reply.facts.filter(({ dimension }) => dimension === 'money').at(-1);
  if (price === undefined) throw new Error('no price');
  return isDerived(price, scene);
}

describe('a derived price', () => {
  it.each([
    ['a multiple', '两罐多少', '一罐268元', '2罐536元', true],
    ['a difference', '268元的减完多少', '立减40元', '到手228元', true],
    ['a sum', '总共多少', '车费680元，餐补50元', '一共730元', true],
    ['by weight', '500克多少', '1公斤60元', '500克30元', true],
    ['none of these', '两罐多少', '一罐268元', '2罐500元', false],
  ])('is %s', (_, utterance, reference, reply, derived) => {
    expect(follows(utterance, reference, reply)).toBe(derived);
  });

  it('is never a time', () => {
    const scene = sceneOf('几天', { references: ['3天发货，2天送达'] }, '5天');
    expect(scene.reply.facts.map((fact) => isDerived(fact, scene))).toEqual([false]);
  });
});
