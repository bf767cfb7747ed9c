/** Replies that say a labelled fact in other words rank above those that do not, and still do not pass. */
import { describe, expect, it } from 'vitest';
import { scoreTurnOf } from './fixtures/one-turn.js';

const judge = (asked: string, patterns: readonly string[], text: string) => {
  const answer = { nuggets: [{ id: 'n', vital: true, any: [...patterns] }] };
  const { relevance } = scoreTurnOf(asked, { answer }, { text });
  if (relevance === undefined) throw new Error('no relevance');
  return relevance;
};

describe('near nuggets', () => {
  it.each([
    ['收到不合适能退吗', ['7天内可退', '七天内可以退'], '可以的，签收后7天之内退', '可以的，签收后30天之内退'],
    ['除湿机适合多大面积', ['15到30平方米', '15-30平'], '它管15~30个平方', '它管30~60个平方'],
    ['不粘锅能用铁铲吗', ['不能用铁铲'], '铁铲千万别用，会刮坏涂层', '铁铲也放心用，不会刮坏涂层'],
    [
      'What may I bring?',
      ['23 kg hold bag'],
      'A suitcase of up to 23 kilos in the hold',
      'A suitcase of up to 32 kilos in the hold',
    ],
  ])('%s', (asked, patterns, right, wrong) => {
    const [near, far] = [judge(asked, patterns, right), judge(asked, patterns, wrong)];
    expect(near.value).toBeGreaterThan(far.value);
    expect(near).toMatchObject({ pass: 0, nuggets: 0 });
    expect(near.reasons[0]).toMatch(/^misses vital nugget/);
  });

  it('carries a pattern that is nothing but a quantity by the same one in other words', () => {
    expect(judge('能听多久', ['8小时'], '单次大概能撑八个钟头')).toMatchObject({ pass: 1, nuggets: 1 });
    expect(judge('能听多久', ['8小时'], '单次大概能撑八分钟')).toMatchObject({ pass: 0 });
  });

  it('does not call a reply off-topic that says most of a fact', () => {
    const reply = 'One checked bag at 23 kg is in the price.';
    expect(judge('What luggage can I bring?', ['one checked bag up to 23 kg'], reply).offTopic).toBe(0);
    expect(judge('What luggage can I bring?', ['one checked bag up to 23 kg'], 'Lovely weather today.').offTopic).toBe(1);
  });

  it('lets a denial of another thing stand that another fact denies', () => {
    const nuggets = [
      { id: 'a', vital: true, any: ['有花生', '含花生'] },
      { id: 'b', vital: true, any: ['清汤面不含花生'] },
    ];
    const of = (text: string) => scoreTurnOf('担担面有花生吗', { answer: { nuggets } }, { text }).relevance;
    expect(of('担担面撒了花生碎；清汤面没有花生')?.critical).toBe(0);
    const alone = scoreTurnOf('担担面有花生吗', { answer: { nuggets: nuggets.slice(0, 1) } }, { text: '担担面没有花生' });
    expect(alone.relevance?.critical).toBe(1);
  });
});
