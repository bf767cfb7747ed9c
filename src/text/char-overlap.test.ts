import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOverlap, charF1, charOverlap } from './char-overlap.js';

interface Golden {
  readonly cases: {
    readonly sentences: readonly {
      readonly hypothesis: string;
      readonly references: readonly string[];
      readonly chrf2: number;
    }[];
  };
}
const golden = JSON.parse(readFileSync(new URL('./fixtures/chrf.json', import.meta.url), 'utf8')) as Golden;

/** chrF2 and character F1 by the definition, with maps of substrings. */
function byDefinition(hypothesis: string, reference: string) {
  const characters = (s: string) => [...s.replace(/\s/g, '')];
  const grams = (list: string[], n: number) => {
    const map = new Map<string, number>();
    for (let i = 0; i + n <= list.length; i += 1) {
      const key = list.slice(i, i + n).join('');
      map.set(key, (map.get(key) ?? 0) + 1);
    }
    return map;
  };
  const [h, r] = [characters(hypothesis), characters(reference)];
  let [precision, recall, orders, unigrams] = [0, 0, 0, 0];
  for (let n = 1; n <= 6; n += 1) {
    const [gh, gr] = [grams(h, n), grams(r, n)];
    const matched = [...gh].reduce((sum, [gram, count]) => sum + Math.min(count, gr.get(gram) ?? 0), 0);
    if (n === 1) unigrams = matched;
    if (h.length < n || r.length < n) continue;
    precision += matched / (h.length - n + 1);
    recall += matched / (r.length - n + 1);
    orders += 1;
  }
  if (precision + recall === 0) return { chrf2: 0, charF1: 0 };
  [precision, recall] = [precision / orders, recall / orders];
  return { chrf2: (5 * precision * recall) / (4 * precision + recall), charF1: (2 * unigrams) / (h.length + r.length) };
}

const text = fc.string({ unit: fc.constantFrom('喝', '一', '段', '1', 'a', ' ', '𠮶', '～', '😀'), maxLength: 30 });

describe('charOverlap', () => {
  it.each(golden.cases.sentences)('agrees with sacreBLEU on $hypothesis', ({ hypothesis, references, chrf2 }) => {
    expect(bestOverlap(hypothesis, references).chrf2).toBeCloseTo(chrf2, 9);
  });

  it('counts characters by code point and clips repeated ones', () => {
    expect(charOverlap('𠮶个', '𠮶').charF1).toBeCloseTo(2 / 3, 12);
    expect(charOverlap('好好好好', '好好').charF1).toBeCloseTo(4 / 6, 12);
  });

  it('is 0 when either text is empty', () => {
    for (const [a, b] of [
      ['', ''],
      ['好', ''],
      ['', '好'],
      ['  ', '好'],
    ] as const) {
      expect(charOverlap(a, b)).toEqual({ chrf2: 0, charF1: 0 });
    }
    expect(bestOverlap('好', [])).toEqual({ chrf2: 0, charF1: 0 });
  });

  it('equals the definition on any pair', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [fast, slow] = [charOverlap(a, b), byDefinition(a, b)];
        expect(fast.chrf2).toBeCloseTo(slow.chrf2, 10);
        expect(fast.charF1).toBeCloseTo(slow.charF1, 10);
      }),
      { numRuns: 500 },
    );
  });

  it('equals the definition around 64 characters, where the way of counting changes', () => {
    const long = fc.string({ unit: fc.constantFrom('喝', '一', '段', '1', ' ', '𠮶'), minLength: 55, maxLength: 80 });
    fc.assert(
      fc.property(fc.oneof(text, long), long, (a, b) => {
        const [fast, slow] = [charOverlap(a, b), byDefinition(a, b)];
        expect(fast.chrf2).toBeCloseTo(slow.chrf2, 10);
        expect(fast.charF1).toBeCloseTo(slow.charF1, 10);
      }),
      { numRuns: 300 },
    );
    expect(charOverlap('好'.repeat(70_000), '好'.repeat(60)).charF1).toBeCloseTo(120 / 70_060, 12);
  });

  it('is unmoved by the order of references and keeps to [0,1]', () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (hypothesis, references) => {
        const overlap = bestOverlap(hypothesis, references);
        expect(bestOverlap(hypothesis, [...references].reverse())).toEqual(overlap);
        for (const value of Object.values(overlap)) expect(value >= 0 && value <= 1 + 1e-12).toBe(true);
      }),
    );
  });

  it('survives texts far longer than usual', () => {
    const long = '三个月喝一段'.repeat(40_000);
    expect(charOverlap(long, `${long}吗`).charF1).toBeGreaterThan(0.99);
    expect(charOverlap('好', '好')).toEqual({ chrf2: 1, charF1: 1 });
  });
});

describe('charF1', () => {
  it('is the character F1 of charOverlap, for any texts, one after the other', () => {
    const text = fc.string({ unit: fc.constantFrom(...'三个月喝1段 \u3000哦', '𠮶', '𠮷', '😀'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(charF1(a, b)).toBeCloseTo(charOverlap(a, b).charF1, 12);
      }),
      { numRuns: 500 },
    );
    // By hand: two of three and four characters are shared.
    expect(charF1('喝1段', '1 段奶粉')).toBeCloseTo((2 * 2) / (3 + 4), 12);
    // 𠮶 and 𠮷 share their first UTF-16 unit, but are no common character.
    expect(charF1('𠮶', '𠮷')).toBe(0);
  });
});
