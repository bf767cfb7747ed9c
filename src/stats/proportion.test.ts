import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCdf } from './binomial.js';
import golden from './fixtures/proportion-interval.json' with { type: 'json' };
import { clopperPearson, wilson } from './proportion.js';

describe('wilson and clopperPearson', () => {
  it('agree with statsmodels', () => {
    for (const { successes, n, alpha, wilson: score, clopper_pearson: exact } of golden.cases) {
      for (const [interval, expected] of [
        [wilson(successes, n, 1 - alpha), score],
        [clopperPearson(successes, n, 1 - alpha), exact],
      ] as const) {
        expect(Math.abs(interval.lower - (expected[0] as number)), `${successes}/${n}`).toBeLessThan(1e-9);
        expect(Math.abs(interval.upper - (expected[1] as number)), `${successes}/${n}`).toBeLessThan(1e-9);
      }
    }
  });

  it('end exactly at 0 and 1 when nothing or everything succeeds', () => {
    for (const interval of [wilson, clopperPearson]) {
      expect(interval(0, 7, 0.95).lower).toBe(0);
      expect(interval(7, 7, 0.95).upper).toBe(1);
      expect(interval(7, 7, 0.95).lower).toBeGreaterThan(0.5);
    }
  });

  it('throw without trials, with impossible counts and impossible levels', () => {
    for (const interval of [wilson, clopperPearson]) {
      expect(() => interval(0, 0, 0.95)).toThrow(RangeError);
      expect(() => interval(5, 4, 0.95)).toThrow(RangeError);
      expect(() => interval(-1, 4, 0.95)).toThrow(RangeError);
      expect(() => interval(1.5, 4, 0.95)).toThrow(RangeError);
      expect(() => interval(1, 4, 95)).toThrow(RangeError);
      expect(() => interval(1, 4, 1)).toThrow(RangeError);
    }
  });

  const counts = fc
    .integer({ min: 1, max: 3000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    .chain(([k, n]) => fc.tuple(fc.constant(k), fc.constant(n), fc.double({ min: 0.5, max: 0.999, noNaN: true })));

  it('contain the estimate, lie in [0, 1], mirror under failure for success and widen with the level', () => {
    fc.assert(
      fc.property(counts, ([k, n, level]) => {
        for (const interval of [wilson, clopperPearson]) {
          const { lower, upper } = interval(k, n, level);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(k / n + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(k / n - 1e-12);
          expect(interval(n - k, n, level).upper).toBeCloseTo(1 - lower, 10);
          const wider = interval(k, n, level + (1 - level) / 2);
          expect(wider.lower).toBeLessThanOrEqual(lower);
          expect(wider.upper).toBeGreaterThanOrEqual(upper);
        }
      }),
    );
  });

  it('Clopper–Pearson ends leave exactly the tail beyond the observed count', () => {
    fc.assert(
      fc.property(counts, ([k, n, level]) => {
        fc.pre(k > 0 && k < n);
        const { lower, upper } = clopperPearson(k, n, level);
        expect(1 - binomialCdf(k - 1, n, lower)).toBeCloseTo((1 - level) / 2, 10);
        expect(binomialCdf(k, n, upper)).toBeCloseTo((1 - level) / 2, 10);
      }),
    );
  });
});
