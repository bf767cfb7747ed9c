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
];

describe('quantities in words', () => {
  it.each(ROWS)('%s', (written, form) => {
    expect(matchingForm(written)).toBe(form);
  });
});
