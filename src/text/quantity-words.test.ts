/** Quantities spelled in words: what `rewriteQuantities` makes of them. */
import { describe, expect, it } from 'vitest';
import { matchingForm } from './text-query.js';

const ROWS: readonly (readonly [written: string, form: string])[] = [
  ['thirty-five dollars', '35 dollars'],
  ['a hundred and fifty euros', '150 euros'],
  ['two hundred people', '200 people'],
  ['ninety nine', '99'],
  ['half a year', '6 months'],
  ['a year and a half', '18 months'],
  ['half a dozen eggs', '6 eggs'],
  ['quarter past seven', '7:15'],
  ['quarter to one', '12:45'],
  ['the bus goes at 7.15 a.m.', 'the bus goes at 7:15 a.m.'],
  ['nobody knows', 'nobody knows'],
  ['七点四十发车', '7:40发车'],
  ['晚上八点一刻', '晚上8点1刻'],
  ['下午三点零五分', '下午3:05'],
  ['三点建议', '三点建议'],
  ['三点五公斤', '3.5公斤'],
  ['两百六十七块两毛', '267.2块'],
  ['101块2毛5', '101.25块'],
  ['七百二十三蚊六', '723.6蚊'],
  ['三蚊一罐', '3蚊1罐'],
  ['十九斤六两', '19.6斤'],
  ['5斤两袋', '5斤2袋'],
  ['一个小时二十分钟', '80分钟'],
  ['1小时内', '1小时内'],
  ['one to two hours', '1-2 hours'],
  ['8 to 10 people', '8-10 people'],
  ['between eight and ten', '8-10'],
  ['ages 4 to 11', '4-11 years'],
  ['open 9 to 5', 'open 9 to 5'],
  ['an hour and a half', '90 minutes'],
  ['a quarter of an hour', '15 minutes'],
  ['a year and three months', '15 months'],
  ['an hour and 20 minutes', '80 minutes'],
  ['32 bucks 40 all in', '32.40 bucks all in'],
  ['36 bucks 40 people', '36 bucks 40 people'],
  ['礼拜一店休', '周一店休'],
  ['下星期天', '下周日'],
  ['一个星期一次', '1个星期1次'],
  ['每星期二到三次', '每星期2-3次'],
];

describe('quantities in words', () => {
  it.each(ROWS)('%s', (written, form) => {
    expect(matchingForm(written)).toBe(form);
  });
});
