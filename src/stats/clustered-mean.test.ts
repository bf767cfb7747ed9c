import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusteredMean, clusteredMean, clusteredMeanP, clusteredRatio } from './clustered-mean.js';
import golden from './fixtures/clustered-mean.json' with { type: 'json' };

type Spread = Extract<ClusteredMean, { kind: 'interval' }>;

function spread(estimate: ClusteredMean): Spread {
  if (estimate.kind !== 'interval') throw new Error('expected an interval');
  return estimate;
}

function columns(cluster: readonly number[], value: readonly number[]): [Float64Array, Float64Array] {
  const families = Math.max(...cluster) + 1;
  const [sums, counts] = [new Float64Array(families), new Float64Array(families)];
  cluster.forEach((g, i) => {
    sums[g] = (sums[g] as number) + (value[i] as number);
    counts[g] = (counts[g] as number) + 1;
  });
  return [sums, counts];
}

describe('clusteredMean', () => {
  it('agrees with statsmodels', () => {
    for (const { cluster, value, mean, se, df, p, interval_95 } of golden.cases) {
      const estimate = spread(clusteredMean(...columns(cluster, value), 0.95));
      expect(Math.abs(estimate.mean - mean)).toBeLessThan(1e-9);
      expect(Math.abs(estimate.se - se)).toBeLessThan(1e-9);
      expect(estimate.df).toBe(df);
      expect(Math.abs(estimate.lower - (interval_95[0] as number))).toBeLessThan(1e-9);
      expect(Math.abs(estimate.upper - (interval_95[1] as number))).toBeLessThan(1e-9);
      expect(Math.abs((clusteredMeanP(estimate) as number) - p)).toBeLessThan(1e-9);
    }
  });

  it('by hand: families (1 of 2) and (3 of 4) of unequal size', () => {
    // mean 4/6, residuals 1 − 4/3 and 3 − 8/3; variance 2/1 · (1/9 + 1/9)/36 = 1/81; t(0.75, 1) = 1
    const estimate = spread(clusteredMean(Float64Array.of(1, 3), Float64Array.of(2, 4), 0.5));
    expect(estimate.mean).toBeCloseTo(2 / 3, 14);
    expect(estimate.se).toBeCloseTo(1 / 9, 14);
    expect(estimate.upper).toBeCloseTo(2 / 3 + 1 / 9, 12);
  });

  it('gives the bare mean for one family, and no number in place of an interval', () => {
    const estimate = clusteredMean(Float64Array.of(2, 0), Float64Array.of(3, 0), 0.95);
    expect(estimate).toEqual({ kind: 'point', mean: 2 / 3, families: 1 });
    expect(clusteredMeanP(estimate)).toBeUndefined();
  });

  it('leaves families without values out of the degrees of freedom', () => {
    const without = clusteredMean(Float64Array.of(1, 0, 2), Float64Array.of(2, 3, 2), 0.9);
    const withEmpty = clusteredMean(Float64Array.of(1, 0, 0, 2, 0), Float64Array.of(2, 0, 3, 2, 0), 0.9);
    expect(withEmpty).toEqual(without);
  });

  it('throws on nothing, on a sum without values, on values that are not finite and on unequal columns', () => {
    expect(() => clusteredMean(new Float64Array(0), new Float64Array(0), 0.95)).toThrow(RangeError);
    expect(() => clusteredMean(new Float64Array(2), new Float64Array(2), 0.95)).toThrow(RangeError);
    expect(() => clusteredMean(Float64Array.of(1, 1), Float64Array.of(0, 2), 0.95)).toThrow(/family 0/);
    expect(() => clusteredMean(Float64Array.of(1, Number.NaN), Float64Array.of(1, 2), 0.95)).toThrow(/family 1/);
    expect(() => clusteredMean(Float64Array.of(1), Float64Array.of(1, 2), 0.95)).toThrow(RangeError);
    expect(() => clusteredMean(Float64Array.of(1, 1), Float64Array.of(1, 2), 95)).toThrow(RangeError);
  });

  it('has no p where families agree on a difference, and p = 1 where they agree on none', () => {
    expect(clusteredMeanP(clusteredMean(Float64Array.of(1, 1, 1), Float64Array.of(2, 2, 2), 0.95))).toBeUndefined();
    expect(clusteredMeanP(clusteredMean(new Float64Array(3), Float64Array.of(2, 2, 2), 0.95))).toBe(1);
  });

  const families = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 2,
    maxLength: 40,
  });
  const unzip = (pairs: readonly (readonly [number, number])[]): [Float64Array, Float64Array] => [
    Float64Array.from(pairs, ([sum]) => sum),
    Float64Array.from(pairs, ([, count]) => count),
  ];

  it('does not depend on the order of families, scales with the values and shifts with them', () => {
    fc.assert(
      fc.property(families, fc.double({ min: 0.1, max: 10, noNaN: true }), (pairs, factor) => {
        const estimate = spread(clusteredMean(...unzip(pairs), 0.95));
        const reversed = spread(clusteredMean(...unzip([...pairs].reverse()), 0.95));
        expect(reversed.mean).toBeCloseTo(estimate.mean, 12);
        expect(reversed.se).toBeCloseTo(estimate.se, 12);
        const scaled = spread(clusteredMean(...unzip(pairs.map(([sum, count]) => [sum * factor, count] as const)), 0.95));
        expect(scaled.se).toBeCloseTo(estimate.se * factor, 9);
        const shifted = spread(clusteredMean(...unzip(pairs.map(([sum, count]) => [sum + 3 * count, count] as const)), 0.95));
        expect(shifted.mean).toBeCloseTo(estimate.mean + 3, 10);
        expect(shifted.se).toBeCloseTo(estimate.se, 10);
      }),
    );
  });
});

describe('clusteredRatio', () => {
  it('is the mean when denominators are counts', () => {
    const [sums, counts] = [Float64Array.of(1, 2, 0, 4), Float64Array.of(2, 2, 3, 5)];
    const { mean, ...rest } = clusteredMean(sums, counts, 0.95);
    expect(clusteredRatio(sums, counts, 0.95)).toEqual({ ...rest, ratio: mean });
  });

  it('counts a family whose denominator is 0 when its numerator is not', () => {
    // ratio 3/2; residuals 2 − 3 and 1 − 0; variance 2/1 · (1 + 1)/4 = 1
    const estimate = clusteredRatio(Float64Array.of(2, 1), Float64Array.of(2, 0), 0.95);
    expect(estimate).toMatchObject({ kind: 'interval', ratio: 1.5, se: 1, df: 1, families: 2 });
  });

  it('throws when the denominator is 0 or negative', () => {
    expect(() => clusteredRatio(Float64Array.of(1, 2), new Float64Array(2), 0.95)).toThrow(RangeError);
    expect(() => clusteredRatio(Float64Array.of(1, 2), Float64Array.of(3, -1), 0.95)).toThrow(RangeError);
  });
});
