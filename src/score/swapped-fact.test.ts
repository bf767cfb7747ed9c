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
