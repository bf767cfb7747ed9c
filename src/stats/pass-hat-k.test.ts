import { describe, expect, it } from 'vitest';
import golden from './fixtures/pass-hat-k.json' with { type: 'json' };
import { passHatK } from './pass-hat-k.js';

describe('passHatK', () => {
  it('agrees with the combinations', () => {
    for (const { n, c, k, value } of golden.cases)
      expect(Math.abs(passHatK(n, c, k) - value), `${n} ${c} ${k}`).toBeLessThan(1e-12);
  });

  it('by hand: 3 right of 5, drawn twice: 3/5 · 2/4', () => {
    expect(passHatK(5, 3, 2)).toBeCloseTo(0.3, 15);
    // 0.5·0.499…: no factorial overflows.
    expect(passHatK(100_000, 50_000, 2)).toBeCloseTo((0.5 * 49_999) / 99_999, 12);
  });

  it('rejects what are no counts, no trials and more draws than trials', () => {
    for (const [n, c, k] of [
      [0, 0, 1],
      [4, 5, 1],
      [4, -1, 1],
      [4, 2, 5],
      [4, 2, 0],
      [4, 1.5, 1],
      [4, Number.NaN, 1],
    ] as const) {
      expect(() => passHatK(n, c, k), `${n} ${c} ${k}`).toThrow(RangeError);
    }
  });
});
