import { describe, expect, it } from 'vitest';
import type { Answer, Dialogue } from '../schema/index.js';
import { auditReferences } from './reference-audit.js';

const asked = (...answers: Answer[]): Dialogue => ({
  id: 'd',
  turns: answers.map((answer) => ({ utterance: '两罐多少钱', label: { answer } })),
});
const price = { id: 'price', vital: true, fact: '536元' };

describe('auditReferences', () => {
  it('finds references that miss, contradict or assert against their own label, each by turn and place', () => {
    const faults = auditReferences(
      asked(
        { references: ['两罐536元', '两罐546元'], nuggets: [price] },
        { references: ['一罐268元', '536元，包邮'], nuggets: [price], forbidden: ['包邮'] },
      ),
    );
    expect(faults.map(({ turn, reference }) => [turn, reference])).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(faults[2]?.reasons.join()).toContain('包邮');
  });

  it('does not excuse a wrong reference by its being one', () => {
    expect(auditReferences(asked({ references: ['两罐546元'], nuggets: [price] }))).toHaveLength(1);
  });

  it('lets a reference deny what is forbidden, and miss what is merely welcome', () => {
    const answer = {
      references: ['536元，不包邮哦'],
      nuggets: [price, { id: 'gift', vital: false, any: ['赠品'] }],
      forbidden: ['包邮'],
    };
    expect(auditReferences(asked(answer))).toEqual([]);
  });

  it('wants unanswerable turns to say so', () => {
    const answer = (reference: string): Answer => ({ answerable: false, references: [reference], forbidden: ['明天能到'] });
    expect(auditReferences(asked(answer('抱歉，这个我查不到')))).toEqual([]);
    expect(auditReferences(asked(answer('两罐536元')))).toHaveLength(1);
  });

  it('has nothing to say without references', () => {
    expect(auditReferences(asked({ nuggets: [price] }))).toEqual([]);
    expect(auditReferences({ id: 'd', turns: [{ utterance: '在吗' }] })).toEqual([]);
  });
});
