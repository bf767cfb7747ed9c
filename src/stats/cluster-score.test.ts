import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterScore } from './cluster-score.js';
import golden from './fixtures/cluster-score.json' with { type: 'json' };
import { wilson } from './proportion.js';
import { woodruff } from './woodruff.js';

describe('clusterScore', () => {
  it('agrees with the roots of its equation', () => {
    for (const { numerators, denominators, level, lower, upper } of golden.cases) {
      const found = clusterScore(Float64Array.from(numerators), Float64Array.from(denominators), level);
      expect(Math.abs((found?.lower as number) - lower)).toBeLessThan(1e-9);
      expect(Math.abs((found?.upper as number) - upper)).toBeLessThan(1e-9);
    }
  });

  it('nears Wilson for many families of one turn', () => {
    const numerators = new Float64Array(4000).map((_, g) => (g % 10 < 7 ? 1 : 0));
    const { lower, upper } = clusterScore(numerators, new Float64Array(4000).fill(1), 0.95) ?? { lower: 0, upper: 0 };
    const independent = wilson(2800, 4000, 0.95);
    expect(Math.abs(lower - independent.lower)).toBeLessThan(2e-5);
    expect(Math.abs(upper - independent.upper)).toBeLessThan(2e-5);
  });

  it('holds the value, lies in [0, 1], mirrors, and does not shrink when turns are repeated within families', () => {
    const family = fc.tuple(fc.nat(5), fc.nat(5)).map(([right, wrong]) => [right, right + wrong + (right + wrong === 0 ? 1 : 0)]);
    fc.assert(
      fc.property(fc.array(family, { minLength: 1, maxLength: 40 }), (rows) => {
        const numerators = Float64Array.from(rows, ([n]) => n as number);
        const denominators = Float64Array.from(rows, ([, d]) => d as number);
        const found = clusterScore(numerators, denominators, 0.95);
        if (found === undefined) return;
        const value = numerators.reduce((a, b) => a + b) / denominators.reduce((a, b) => a + b);
        expect(found.lower).toBeGreaterThanOrEqual(0);
        expect(found.lower).toBeLessThan(value);
        expect(found.upper).toBeGreaterThan(value);
        expect(found.upper).toBeLessThanOrEqual(1);
        const wrong = numerators.map((n, g) => (denominators[g] as number) - n);
        expect(clusterScore(wrong, denominators, 0.95)?.lower).toBeCloseTo(1 - found.upper, 10);
        const often = clusterScore(
          numerators.map((n) => 20 * n),
          denominators.map((d) => 20 * d),
          0.95,
        );
        expect(often?.lower).toBeCloseTo(found.lower, 10);
        expect(often?.upper).toBeCloseTo(found.upper, 10);
      }),
      { numRuns: 60 },
    );
  });

  it('has none for one family, all right, all wrong, or families that all agree', () => {
    expect(clusterScore(Float64Array.of(1), Float64Array.of(2), 0.95)).toBeUndefined();
    expect(clusterScore(Float64Array.of(2, 3), Float64Array.of(2, 3), 0.95)).toBeUndefined();
    expect(clusterScore(Float64Array.of(0, 0), Float64Array.of(2, 3), 0.95)).toBeUndefined();
    expect(clusterScore(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6), 0.95)).toBeUndefined();
    expect(clusterScore(Float64Array.of(0.1, 0.2, 0.3), Float64Array.of(1, 2, 3), 0.95)).toBeUndefined();
    expect(clusterScore(new Float64Array(0), new Float64Array(0), 0.95)).toBeUndefined();
  });

  it('rejects families without turns, other lengths and what is not finite', () => {
    expect(() => clusterScore(Float64Array.of(1, 0), Float64Array.of(2, 0), 0.95)).toThrow(/family 1/);
    expect(() => clusterScore(Float64Array.of(1), Float64Array.of(2, 2), 0.95)).toThrow(/length/);
    expect(() => clusterScore(Float64Array.of(Number.NaN, 1), Float64Array.of(2, 2), 0.95)).toThrow(/family 0/);
    expect(() => clusterScore(Float64Array.of(1, 1), Float64Array.of(2, 2), 0)).toThrow(/level/);
  });
});

describe('woodruff', () => {
  const oneEach = (values: readonly number[]) => ({
    values: Float64Array.from(values),
    owners: Int32Array.from(values, (_, i) => i),
  });

  it('by hand: the median of 1 … 100 lies between the values at the ends of the share’s interval', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    const half = new Float64Array(100).map((_, i) => (i < 50 ? 1 : 0));
    const share = clusterScore(half, new Float64Array(100).fill(1), 0.95) as { lower: number; upper: number };
    const found = woodruff(oneEach(values), 100, 0.5, 0.95);
    // The value up to which a share s of 1 … 100 lies, halfway between ranks: 100·s + ½.
    expect(found?.lower).toBeCloseTo(100 * share.lower + 0.5, 9);
    expect(found?.upper).toBeCloseTo(100 * share.upper + 0.5, 9);
  });

  it('reaches to the largest value where the data end, and is exact there', () => {
    const { lower, upper } = woodruff(oneEach([1, 2, 3, 4, 5]), 5, 1, 0.95) ?? { lower: 0, upper: 0 };
    expect(upper).toBe(5);
    // Clopper–Pearson for 5 of 5: .025^(1/5) = .4782; rank 5·.4782 − ½ = 1.891 from 0.
    expect(lower).toBeCloseTo(1 + 5 * 0.025 ** 0.2 - 0.5, 9);
  });

  it('holds the quantile, is of one value where all are tied, and absent with values in one family', () => {
    const tied = woodruff(oneEach([7, 7, 7, 7]), 4, 0.9, 0.95);
    expect(tied).toEqual({ lower: 7, upper: 7 });
    expect(woodruff({ values: Float64Array.of(1, 2), owners: Int32Array.of(3, 3) }, 5, 0.5, 0.95)).toBeUndefined();
    expect(woodruff(oneEach([]), 0, 0.5, 0.95)).toBeUndefined();
    expect(() => woodruff({ values: Float64Array.of(1, 2), owners: Int32Array.of(3) }, 5, 0.5, 0.95)).toThrow(/family/);
    expect(() => woodruff(oneEach([1, 2]), 2, 1.5, 0.95)).toThrow(RangeError);
  });
});
