import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumeral } from './numeral.js';
import { factsOf, matchingForm } from './text-query.js';
import { compareFacts, type TypedFact } from './typed-fact.js';

const show = (text: string) => factsOf(text).map(({ dimension, low, high }) => `${dimension} ${low}..${high}`);
const only = (text: string): TypedFact => {
  const [fact, ...more] = factsOf(text);
  if (fact === undefined || more.length > 0) throw new Error(`${text}: not one fact`);
  return fact;
};

describe('parseNumeral', () => {
  it.each([
    ['三', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['两百', 200],
    ['一百二', 120],
    ['一百零二', 102],
    ['一百二十', 120],
    ['一千五', 1500],
    ['一万二', 12_000],
    ['1.5', 1.5],
    ['1,299', 1299],
    ['2万', 20_000],
    ['1.2万', 12_000],
    ['半', 0.5],
    ['零', 0],
    ['三点五', 3.5],
  ])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it.each(['', '个', '三十多', '七八', 'abc', '3个'])('%j is no exact numeral', (text) => {
    expect(parseNumeral(text)).toBeUndefined();
  });

  it('reads back any number up to 9999 as it is spoken', () => {
    const digits = '零一二三四五六七八九';
    const spell = (value: number): string => {
      let out = '';
      let gap = false;
      for (const [magnitude, word] of [
        [1000, '千'],
        [100, '百'],
        [10, '十'],
        [1, ''],
      ] as const) {
        const digit = Math.floor(value / magnitude) % 10;
        if (digit === 0) gap = out !== '';
        else {
          out += `${gap ? '零' : ''}${digits[digit]}${word}`;
          gap = false;
        }
      }
      return out;
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(parseNumeral(spell(value))).toBe(value);
      }),
    );
  });
});

describe('factsOf', () => {
  it.each([
    ['3个月', ['age 3..3']],
    ['半岁', ['age 6..6']],
    ['一岁半', ['age 18..18']],
    ['1岁3个月', ['age 15..15']],
    ['2周岁', ['age 24..24']],
    ['0～6个月', ['age 0..6']],
    ['0到6个月', ['age 0..6']],
    ['0~6月', ['age 0..6']],
    ['6个月到1岁', ['age 6..12']],
    ['6个月以上', ['age 6..Infinity']],
    ['不超过3岁', ['age 0..36']],
    ['宝宝刚满三个月', ['age 3..3']],
    ['宝3m整', ['age 3..3']],
    ['24小时', ['time 24..24']],
    ['1天', ['time 24..24']],
    ['七天内', ['time 0..168']],
    ['两周', ['time 336..336']],
    ['七八天', ['time 168..192']],
    ['18斤', ['mass 9000..9000']],
    ['9公斤', ['mass 9000..9000']],
    ['９–１４kg', ['mass 9000..14000']],
    ['1.5升', ['volume 1500..1500']],
    ['1.2米', ['length 120..120']],
    ['268元', ['money 268..268']],
    ['¥268', ['money 268..268']],
    ['三块五', ['money 3.5..3.5']],
    ['五毛', ['money 0.5..0.5']],
    ['1,299元', ['money 1299..1299']],
    ['三十多块', ['money 30..40']],
    ['三百蚊', ['money 300..300']],
    ['满99元', ['money 99..Infinity']],
    ['8折', ['ratio 0.8..0.8']],
    ['八五折', ['ratio 0.85..0.85']],
    ['20% off', ['ratio 0.8..0.8']],
    ['百分之八十', ['ratio 0.8..0.8']],
    ['一段', ['stage 1..1']],
    ['Ⅱ段', ['stage 2..2']],
    ['stage one', ['stage 1..1']],
    ['12段', ['stage 12..12']],
    ['两罐', ['count:罐 2..2']],
    ['3月15号', ['date 108..108']],
    ['15 March', ['date 108..108']],
    ['Mar 15th', ['date 108..108']],
    ['2024年3月', ['year 2024..2024', 'month 3..3']],
    ['16:00', ['clock 960..960']],
    ['下午四点', ['clock 960..960']],
    ['4 pm', ['clock 960..960']],
    ['7点半', ['clock 450..450']],
    ['早上7点半', ['clock 1890..1890']],
    ['满300减40', ['money 300..Infinity', 'money 40..40']],
    ['券后249', ['money 249..249']],
    ['10% off', ['ratio 0.9..0.9']],
    ['save 20%', ['ratio 0.8..0.8']],
    ['half price', ['ratio 0.5..0.5']],
    ['twice a day', ['count:次 2..2']],
    ['256GB', ['data 256..256']],
    ['两万毫安', ['charge 20000..20000']],
    ['40度', ['temperature 40..40']],
  ])('%s', (text, expected) => {
    expect(show(text)).toEqual(expected);
  });

  it.each(['一样', '十分好', '万一', '一段时间', '第3次', 'GB10765', '我们一块买', '一个问题', ''])(
    '%j states no quantity',
    (text) => {
      expect(show(text)).toEqual([]);
    },
  );

  it('writes what means the same in the same way', () => {
    for (const [a, b] of [
      ['三个月', '3个月'],
      ['两百以内', '200以内'],
      ['0至6个月', '0–6个月'],
      ['1 段', '一段'],
      ['冇货', '没有货'],
      ['点解', '为什么'],
    ] as const) {
      expect(matchingForm(a)).toBe(matchingForm(b));
    }
  });
});

describe('compareFacts', () => {
  it.each([
    ['3个月', '3岁', 'contradicts'],
    ['3个月', '0-6个月', 'compatible'],
    ['24小时', '1天', 'compatible'],
    ['2岁', '24个月', 'compatible'],
    ['6个月', '0-6个月', 'compatible'],
    ['0-6个月', '6-12个月', 'contradicts'],
    ['7天', '15天', 'contradicts'],
    ['3个月', '3天', 'unrelated'],
    ['1段', '2段', 'contradicts'],
    ['2罐', '2包', 'unrelated'],
    ['8折', '85折', 'contradicts'],
    ['300元以内', '268元', 'compatible'],
    ['99元以上', '50元', 'contradicts'],
  ] as const)('%s and %s: %s', (a, b, expected) => {
    expect(compareFacts(only(a), only(b))).toBe(expected);
    expect(compareFacts(only(b), only(a))).toBe(expected);
  });
});

describe('money before the number', () => {
  it.each([
    ['¥60', 'money 60..60'],
    ['£60.00', 'money:gbp 60..60'],
    ['£1,299', 'money:gbp 1299..1299'],
    ['£3.50', 'money:gbp 3.5..3.5'],
    ['€20', 'money:eur 20..20'],
    ['20 quid', 'money:gbp 20..20'],
    ['under £90', 'money:gbp 0..90'],
  ])('%s', (text, shown) => {
    expect(show(text)).toEqual([shown]);
  });

  it('begins with its sign, so that the whole is the fact', () => {
    expect(only('£60')).toMatchObject({ start: 0, end: 3, text: '£60' });
    expect(compareFacts(only('£60'), only('$60'))).toBe('unrelated');
  });
});

describe('what only looks like one quantity', () => {
  it('keeps two numbers apart that stand side by side', () => {
    expect(show('59和66两个码')).toEqual([]);
    expect(matchingForm('66两个码')).toBe('66两个码');
  });

  it('takes 半价 for a price and 岁半 for an age', () => {
    expect(show('69岁半价')).toEqual(['age 828..828', 'ratio 0.5..0.5']);
    expect(show('1岁半')).toEqual(['age 18..18']);
  });

  it('writes times of day in one way', () => {
    expect(matchingForm('09:30集合')).toBe(matchingForm('9:30集合'));
    expect(matchingForm('20:05')).toBe('20:05');
    expect(matchingForm('00:00')).toBe('0:00');
  });
});
