import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterQuantile } from './cluster-quantile.js';
import golden from './fixtures/cluster-quantile.json' with { type: 'json' };

const oneEach = (values: readonly number[]) => ({
  values: Float64Array.from(values),
  owners: Int32Array.from(values, (_, i) => i),
});
function expectNear(found: number, expected: number): void {
  if (!Number.isFinite(expected)) expect(found).toBe(expected);
  else expect(Math.abs(found / expected - 1)).toBeLessThan(1e-9);
}
const upTo = (n: number) => oneEach(Array.from({ length: n }, (_, i) => i + 1));

describe('clusterQuantile', () => {
  it('agrees with ranks by the beta distribution, open ends included', () => {
    for (const { values, owners, q, level, lower, upper } of golden.cases) {
      const found = clusterQuantile({ values: Float64Array.from(values), owners: Int32Array.from(owners) }, 100, q, level);
      expectNear(found?.lower as number, lower ?? Number.NEGATIVE_INFINITY);
      expectNear(found?.upper as number, upper ?? Number.POSITIVE_INFINITY);
    }
    expect(golden.cases.some(({ upper }) => upper === null)).toBe(true);
  });

  it('nears the binomial ranks for many families of one value', () => {
    // 2000 ± 1.96·√(4000·½·½) of 4000 values: ranks 1938 and 2062.
    const { lower, upper } = clusterQuantile(upTo(4000), 4000, 0.5, 0.95) ?? { lower: 0, upper: 0 };
    expect(lower).toBeGreaterThan(1937);
    expect(lower).toBeLessThan(1940);
    expect(upper).toBeGreaterThan(2061);
    expect(upper).toBeLessThan(2064);
  });

  it('has no end where all values together would be too few', () => {
    // .99^300 = .049: the largest of 300 values is below p99 more often than in 2.5% of samples; of 500 (.0066) it is not.
    expect(clusterQuantile(upTo(300), 300, 0.99, 0.95)?.upper).toBe(Number.POSITIVE_INFINITY);
    expect(clusterQuantile(upTo(500), 500, 0.99, 0.95)?.upper).toBeLessThanOrEqual(500);
    expect(clusterQuantile(upTo(300), 300, 0.01, 0.95)?.lower).toBe(Number.NEGATIVE_INFINITY);
    expect(clusterQuantile(upTo(3), 3, 0.5, 0.95)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY });
  });

  it('widens when turns of a family are alike', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => i + 1);
    const apart = clusterQuantile({ values, owners: Int32Array.from(values, (_, i) => i % 40) }, 40, 0.5, 0.95);
    const alike = clusterQuantile({ values, owners: Int32Array.from(values, (_, i) => Math.floor(i / 10)) }, 40, 0.5, 0.95);
    const width = (found: { lower: number; upper: number } | undefined) => (found?.upper as number) - (found?.lower as number);
    expect(width(alike)).toBeGreaterThan(2 * width(apart));
  });

  it('holds the quantile, for any values and owners', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.nat(9));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), fc.constantFrom(0, 0.25, 0.5, 0.9, 0.99, 1), (rows, q) => {
        const sorted = rows.sort(([a], [b]) => a - b);
        const values = Float64Array.from(sorted, ([value]) => value);
        const found = clusterQuantile({ values, owners: Int32Array.from(sorted, ([, owner]) => owner) }, 10, q, 0.95);
        if (found === undefined) return;
        expect(found.lower).toBeLessThanOrEqual(values[Math.ceil((values.length - 1) * q)] as number);
        expect(found.upper).toBeGreaterThanOrEqual(values[Math.floor((values.length - 1) * q)] as number);
      }),
    );
  });

  it('is of one value where all are tied, and absent with values in one family', () => {
    expect(clusterQuantile(oneEach(new Array(40).fill(7)), 40, 0.5, 0.95)).toEqual({ lower: 7, upper: 7 });
    expect(clusterQuantile({ values: Float64Array.of(1, 2), owners: Int32Array.of(3, 3) }, 5, 0.5, 0.95)).toBeUndefined();
    expect(clusterQuantile(oneEach([]), 0, 0.5, 0.95)).toBeUndefined();
    expect(() => clusterQuantile({ values: Float64Array.of(1, 2), owners: Int32Array.of(3) }, 5, 0.5, 0.95)).toThrow(/family/);
    expect(() => clusterQuantile(oneEach([1, 2]), 2, 1.5, 0.95)).toThrow(RangeError);
    expect(() => clusterQuantile(oneEach([1, 2]), 2, 0.5, 1)).toThrow(/level/);
  });
});
