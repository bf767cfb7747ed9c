import { describe, expect, it } from 'vitest';
import { Reading } from '../text/index.js';
import { swappedFacts, swappedWords } from './swapped-fact.js';

const facts = (reference: string, reply: string) => swappedFacts(new Reading(reference), new Reading(reply));
const words = (reference: string, reply: string) => swappedWords(new Reading(reference), new Reading(reply));

describe('swapped quantities', () => {
  it('stand at each other’s things', () => {
    expect(facts('成人票120元，儿童票60元', '成人票60元，儿童票120元')).toBeDefined();
    expect(facts('成人票120元，儿童票60元', '儿童票60元，成人票120元')).toBeUndefined();
  });

  it('may stand as bare numbers, before or behind what they are of', () => {
    expect(facts('原装屏680元，国产屏380元', '国产屏六百八，原装三百八')).toBeDefined();
    expect(facts('原装屏680元，国产屏380元', '国产屏三百八，原装六百八')).toBeUndefined();
    const inseam = 'The inseam is 32 inches on the regular and 30 inches on the short.';
    expect(facts(inseam, 'Regular is 30 in, short is 32 in.')).toBeDefined();
    expect(facts(inseam, 'Regular is 32 in, short is 30 in.')).toBeUndefined();
  });

  it('may go by other spellings of their things', () => {
    expect(facts('L码一包54片，XL码一包48片', '大号48片，加大号54片')).toBeDefined();
    expect(facts('L码一包54片，XL码一包48片', '大号54片，加大号48片')).toBeUndefined();
  });

  it('are none where they are the ends of one stretch', () => {
    expect(facts('人工9:00–22:00在线', '现在在线，找人工请在9:00到22:00回复')).toBeUndefined();
  });

  it('are given to each other’s thresholds', () => {
    expect(facts('满200减20，满400减50', '满200减50，满400减20')).toBeDefined();
    expect(facts('满200减20，满400减50', '满400减50，满200减20')).toBeUndefined();
  });
});

describe('swapped words', () => {
  it('stand at each other’s things', () => {
    expect(words('口语课是外教，语法课是中教', '口语课是中教，语法课是外教')).toBeDefined();
    expect(words('口语课是外教，语法课是中教', '语法课是中教，口语课是外教')).toBeUndefined();
  });
});
