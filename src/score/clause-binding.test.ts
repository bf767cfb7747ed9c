import { describe, expect, it } from 'vitest';
import { read } from '../text/index.js';
import { bindingOf, factPart, pairSigns, reversalOf, textParts } from './clause-binding.js';

const binding = (label: string, reply: string) => bindingOf(textParts(read(label)), textParts(read(reply)));
const reversal = (label: string, reply: string) => reversalOf(pairSigns(textParts(read(label))), textParts(read(reply)));

describe('binding', () => {
  it('is 1 where all pairs are kept and −1 where each part holds one thing of either', () => {
    expect(binding('甲丙，乙丁', '乙丁，甲丙')).toBe(1);
    // Two pairs of one part are torn; of the four pairs across parts two are joined: 0 − 2/4.
    expect(binding('甲丙，乙丁', '甲丁，乙丙')).toBe(-0.5);
  });

  it('is 0 where there is nothing to compare', () => {
    expect(binding('甲丙', '甲丙')).toBe(0);
    expect(binding('甲丙，乙丁', '戊己，庚辛')).toBe(0);
    expect(binding('甲丙，乙丁', '')).toBe(0);
  });

  it('reads the wordings of a fact as one part', () => {
    const label = [factPart(['small: 12 hours', 'the small one plays 12']), factPart(['large: 24 hours'])];
    const right = bindingOf(label, textParts(read('the small one plays 12, the large one 24')));
    const swapped = bindingOf(label, textParts(read('the large one plays 12, the small one 24')));
    expect(right).toBeGreaterThan(swapped);
  });

  it('splits a clause where it makes two statements', () => {
    expect(textParts(read('瓶身可以微波、奶嘴不行')).map(({ denies }) => denies)).toEqual([false, true]);
    expect(textParts(read('soup is hot but tea is not')).map(({ denies }) => denies)).toEqual([false, true]);
  });
});

describe('reversal', () => {
  it('is the share of common pairs that the label says with the other sign alone', () => {
    expect(reversal('清炒时蔬没有花生', '清炒时蔬没有花生')).toBe(0);
    expect(reversal('清炒时蔬没有花生', '清炒时蔬有花生')).toBeGreaterThan(0.9);
    expect(reversal('牛腩没放花生，鸡丁放花生', '鸡丁没放花生')).toBeGreaterThan(
      reversal('牛腩没放花生，鸡丁放花生', '牛腩没放花生'),
    );
  });

  it('cancels two denials in one part', () => {
    expect(reversal('清炒时蔬放花生', '清炒时蔬不是没有放花生')).toBe(0);
  });

  it('is 0 without a common pair', () => {
    expect(reversal('清炒时蔬没有花生', '明天到')).toBe(0);
  });

  it('takes no time to speak of over a reply without end', () => {
    const endless = '瓶身可以微波奶嘴不行'.repeat(2000);
    expect(reversal('瓶身可以微波，奶嘴不行', endless)).toBeLessThanOrEqual(1);
  });
});
