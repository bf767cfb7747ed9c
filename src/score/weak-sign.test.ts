import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../schema/index.js';
import { oneTurnView, scoreTurnOf } from './fixtures/one-turn.js';
import { judgeReply, PASS_AT } from './relevance.js';
import { FAILING, PASSING, TILT, tilted, tiltOf } from './tilt.js';
import { WEAK_SIGNS, type WeakSign } from './weak-sign.js';

function signsOf(utterance: string, answer: Answer, text: string) {
  const { signs } = judgeReply(oneTurnView(utterance, { answer }, { text }), answer, text);
  if (signs === undefined) throw new Error('no signs');
  return signs;
}

/** The sign, the question, the reference, a reply with more of it and one with less. */
const CASES: readonly (readonly [sign: WeakSign, utterance: string, reference: string, more: string, less: string])[] = [
  ['numbers', '几点开门', '早上9点开门', '大概8点就开了', '大概9点就开了'],
  ['quantities', '保温多久', '保温12小时左右', '能保温20小时', '能保温12小时'],
  ['conflicts', '奶茶热量多少', '一杯奶茶热量300大卡', '一杯奶茶热量900大卡', '一杯奶茶热量是300大卡'],
  [
    'recombined',
    '能改地址吗',
    '发货前可以改地址，发货后改不了',
    '发货后可以改地址，发货前改不了',
    '发货后改不了地址，发货前可以改',
  ],
  ['denials', '套装划算吗', '买套装划算', '买套装不划算', '买套装是划算'],
  ['omissions', '能机洗吗', '不能机洗', '可以机洗', '不能用机洗'],
  ['reversals', '有没有不含花生的', '鸡丁放花生，牛腩没放花生', '鸡丁里没放花生', '牛腩里没放花生'],
  ['rivals', '什么时候到', '明天上午送到', '明天下午能送到', '明天上午能送到'],
  ['additions', '什么时候到', '上午送到', '上午和下午送到', '上午给您送到'],
  ['sweeping', '瓶身能微波吗', '瓶身可以微波，奶嘴不行', '瓶身奶嘴都行', '瓶身行'],
  ['courtesies', '几点开门', '早上9点开门', '感谢您的关注，期待您的光临', '早上9点，感谢您的关注'],
];

describe('weak signs', () => {
  it.each(CASES)('%s', (sign, utterance, reference, more, less) => {
    const answer = { references: [reference] };
    expect(signsOf(utterance, answer, more)[sign]).toBeGreaterThan(signsOf(utterance, answer, less)[sign]);
  });

  it('binding is lower where two things have changed places', () => {
    const answer = { references: ['打包盒1个1元，塑料袋免费'] };
    const right = signsOf('外带要钱吗', answer, '袋子免费送，盒子收1块');
    const swapped = signsOf('外带要钱吗', answer, '盒子免费送，袋子收1块');
    expect(right.binding).toBeGreaterThan(swapped.binding);
  });

  it('speak of the nuggets where there are no references', () => {
    const answer = { nuggets: [{ id: 'n', vital: true, any: ['上午送到'] }] };
    expect(signsOf('几时到', answer, '下午送过来').rivals).toBe(1);
    expect(signsOf('几时到', answer, '上午送到').rivals).toBe(0);
  });

  it('count what is said without end only so often', () => {
    const { numbers, quantities } = signsOf('几点开门', { references: ['早上9点开门'] }, '8元7元6元5元4元3元2元1元');
    expect([numbers, quantities]).toEqual([4, 4]);
  });
});

describe('tilt', () => {
  it('has weights of the natural sign: but for binding, more of a sign is worse', () => {
    for (const sign of WEAK_SIGNS) expect(TILT[sign] * (sign === 'binding' ? 1 : -1), sign).toBeGreaterThan(0);
  });

  it('adds up the signs', () => {
    const none = Object.fromEntries(WEAK_SIGNS.map((sign) => [sign, 0])) as Record<WeakSign, number>;
    expect(tiltOf(none)).toBeCloseTo(0, 12);
    expect(tiltOf({ ...none, numbers: 2, binding: 1 })).toBeCloseTo(2 * TILT.numbers + TILT.binding, 12);
  });

  it('keeps shares within (0,1) and in the order of share and tilt', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const tilt = fc.double({ min: -60, max: 5, noNaN: true });
    fc.assert(
      fc.property(share, tilt, fc.constantFrom(PASSING, FAILING), (at, by, scale) => {
        const value = tilted(at, by, scale);
        expect(value > 0 && value < 1).toBe(true);
        expect(tilted(at, by + 0.5, scale)).toBeGreaterThan(value);
      }),
    );
  });

  it('says in words which signs cost a reply most', () => {
    const answer = { references: ['打包盒1个1元，塑料袋免费'] };
    const reasons = scoreTurnOf('外带要钱吗', { answer }, { text: '都要钱，大概8块' }).relevance?.reasons;
    expect(reasons).toContain('says a number that neither the label nor the shopper says (weak sign)');
    expect(scoreTurnOf('外带要钱吗', { answer }, { text: '盒子1元1个，袋子免费' }).relevance?.reasons).toEqual([]);
  });

  it('moves no reply over the line between pass and fail', () => {
    const words = fc.constantFrom(
      '不',
      '能',
      '退',
      '7天',
      '15天',
      '，',
      '可以',
      '都',
      '感谢',
      '运费',
      '您',
      '我们',
      '承担',
      '没有',
    );
    const text = fc.array(words, { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    const answer = { references: ['7天内可以退，运费我们承担'] };
    fc.assert(
      fc.property(text, (reply) => {
        const { score } = judgeReply(oneTurnView('能退吗', { answer }, { text: reply }), answer, reply);
        const moved = scoreTurnOf('能退吗', { answer }, { text: reply }).relevance;
        expect(moved?.pass).toBe(score.pass);
        expect((moved?.value ?? 0) >= PASS_AT).toBe(score.value >= PASS_AT);
      }),
      { numRuns: 300 },
    );
  });
});
