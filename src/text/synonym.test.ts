/** Words of shopping talk that say the same are written as one, and words in which they stand by chance are left alone. */
import { describe, expect, it } from 'vitest';
import { matchingForm } from './text-query.js';

const SAME: readonly (readonly [string, string])[] = [
  ['双休日开门吗', '周末开门吗'],
  ['一共多少', '合计多少'],
  ['增值税专用发票', '专票'],
  ['室温放着', '常温放着'],
  ['雪柜', '冰箱'],
  ['怀孕期间', '孕期'],
  ['shipping is free of charge', 'delivery is free'],
  ['five business days', '5 working days'],
];
const ALONE = ['猫咪能吃', '纸尿裤', '五颜六色', 'a leading brand', '喵咪'];

describe('synonyms', () => {
  it.each(SAME)('%s is %s', (text, same) => {
    expect(matchingForm(text)).toBe(matchingForm(same));
  });

  it.each(ALONE)('%s is left alone', (text) => {
    expect(matchingForm(text)).toBe(text);
  });
});
