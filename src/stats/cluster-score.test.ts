import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterScore } from './cluster-score.js';
import golden from './fixtures/cluster-score.json' with { type: 'json' };
import { wilson } from './proportion.js';

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
