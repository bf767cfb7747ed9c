import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedCount, shinglesOf } from './shingles.js';
import { TwinIndex } from './twin-index.js';

const word = fc.string({ unit: fc.constantFrom(...'天地人你我他有没在不'), minLength: 3, maxLength: 12 });

/** By the definition, with sets of substrings. */
function jaccard(a: string, b: string): number {
  const grams = (text: string) => new Set(Array.from({ length: text.length - 2 }, (_, i) => text.slice(i, i + 3)));
  const [x, y] = [grams(a), grams(b)];
  const shared = [...x].filter((gram) => y.has(gram)).length;
  return shared / (x.size + y.size - shared);
}

describe('shingles', () => {
  it('are the n-grams of the content: punctuation, particles, emoji, width and case do not count', () => {
    expect(shinglesOf('有现货，ＡＢＣ款👍！')).toEqual(shinglesOf('有现货abc款'));
    expect(shinglesOf('有货')).toHaveLength(0);
    expect(shinglesOf('有没有没有')).toHaveLength(2);
    expect(shinglesOf('jacket')).toHaveLength(1);
    expect(shinglesOf('boots')).toHaveLength(0);
  });

  it('share what the sets share', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50)), fc.uniqueArray(fc.nat(50)), (a, b) => {
        const sorted = (list: number[]) => Uint32Array.from(list).sort();
        expect(sharedCount(sorted(a), sorted(b))).toBe(a.filter((x) => b.includes(x)).length);
      }),
    );
  });
});

describe('the index', () => {
  it('finds the twins that comparing every two finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 20 }), (words) => {
        const index = new TwinIndex<string>('union', 0.5);
        for (const [i, text] of words.entries()) {
          const found = index.add(text, shinglesOf(text), () => true).map(({ other }) => other);
          const expected = words.slice(0, i).filter((other) => jaccard(text, other) >= 0.5);
          expect(found.sort()).toEqual(expected.sort());
        }
      }),
    );
  });

  it('measures by the smaller set or by both', () => {
    const [short, long] = ['一二三四五', '一二三四五六七八九十'];
    const shareBy = (measure: 'smaller' | 'union') => {
      const index = new TwinIndex<string>(measure, 0.1);
      index.add(long, shinglesOf(long), () => true);
      return index.add(short, shinglesOf(short), () => true)[0]?.share;
    };
    expect(shareBy('smaller')).toBe(1);
    expect(shareBy('union')).toBe(3 / 8);
  });

  it('samples once there are too many, and still finds copies', () => {
    const index = new TwinIndex<number>('union', 0.9, 300);
    const text = (i: number) =>
      Array.from({ length: 60 }, (_, k) => String.fromCharCode(0x4e00 + ((i * 977 + k * k * 31) % 9000))).join('');
    for (let i = 0; i < 40; i += 1) index.add(i, shinglesOf(text(i)), () => true);
    const found = [3, 17, 39].map((i) => index.add(100 + i, shinglesOf(text(i)), () => true)[0]?.other);
    expect(found).toEqual([3, 17, 39]);
  });
});
