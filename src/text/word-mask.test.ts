import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordMask } from './word-mask.js';

const LISTS = [
  ['快递费', '费', 'ab'],
  ['快递', 'a'],
  ['递费', 'b 快', '费'],
];
const text = fc.string({ unit: fc.constantFrom('快', '递', '费', 'a', 'b', ' ', '1'), maxLength: 12 });

/** By the definition, with an expression for every word. */
function byDefinition(form: string, whole: boolean): number {
  const stands = (word: string) => {
    const before = whole && /^[a-z]/.test(word) ? '(?<![a-z0-9])' : '';
    const after = whole && /[a-z]$/.test(word) ? '(?![a-z0-9])' : '';
    return new RegExp(`${before}${word}${after}`).test(form);
  };
  return LISTS.reduce((mask, words, i) => (words.some(stands) ? mask | (1 << i) : mask), 0);
}

describe('WordMask', () => {
  it.each([true, false])('finds the words of every list, overlapping or not (whole: %s)', (whole) => {
    const mask = new WordMask(LISTS, whole);
    fc.assert(
      fc.property(text, (form) => {
        expect(mask.of(form)).toBe(byDefinition(form, whole));
      }),
      { numRuns: 1000 },
    );
  });

  it('looks at nothing outside of the stretch', () => {
    const mask = new WordMask(LISTS, false);
    expect(mask.of('交快递费了', 1, 3)).toBe(0b010);
    expect(mask.of('交快递费了', 1, 4)).toBe(0b111);
  });
});
