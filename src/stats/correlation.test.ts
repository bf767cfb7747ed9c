import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRanks, kendallB, pearson, spearman } from './correlation.js';
import golden from './fixtures/correlation.json' with { type: 'json' };

describe('pearson, spearman, kendallB', () => {
  it('agree with scipy, ties and negative zeros included', () => {
    for (const { x, y, pearson: r, spearman: rho, kendall_b } of golden.cases) {
      expect(Math.abs((pearson(x, y) as number) - r)).toBeLessThan(1e-9);
      expect(Math.abs((spearman(x, y) as number) - rho)).toBeLessThan(1e-9);
      expect(Math.abs((kendallB(x, y) as number) - kendall_b)).toBeLessThan(1e-9);
    }
  });

  it('ties share the mean of their ranks, −0 and 0 tie', () => {
    expect([...averageRanks([5, 1, 5, 3])]).toEqual([3.5, 1, 3.5, 2]);
    expect([...averageRanks([-0, 0, -1])]).toEqual([2.5, 2.5, 1]);
  });

  it('are undefined where nothing varies, also by rounding, and for fewer than two pairs', () => {
    for (const correlation of [pearson, spearman, kendallB]) {
      expect(correlation([], [])).toBeUndefined();
      expect(correlation([1], [2])).toBeUndefined();
      expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBeUndefined();
      expect(correlation([1, 2, 3], [0.7, 0.7, 0.7])).toBeUndefined();
      expect(() => correlation([1, 2], [1])).toThrow(RangeError);
      expect(() => correlation([1, Number.NaN], [1, 2])).toThrow(RangeError);
    }
  });

  it('are symmetric, in [−1, 1], negate with a side and do not depend on the order of pairs', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { maxLength: 30 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
        for (const correlation of [pearson, spearman, kendallB]) {
          const value = correlation(x, y);
          if (value === undefined) continue;
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(correlation(y, x)).toBeCloseTo(value, 12);
          expect(
            correlation(
              x.map((a) => -a),
              y,
            ),
          ).toBeCloseTo(-value, 12);
          expect(correlation([...x].reverse(), [...y].reverse())).toBeCloseTo(value, 12);
          expect(correlation(x, x)).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});
