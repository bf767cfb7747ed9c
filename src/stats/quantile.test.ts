import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compensatedSum } from './compensated-sum.js';
import golden from './fixtures/quantiles.json' with { type: 'json' };
import { mean, medianAbsoluteDeviation, quantileSorted, sd } from './quantile.js';
import { WeightedQuantiles } from './weighted-quantiles.js';

const ascending = (values: Iterable<number>) => Float64Array.from(values).sort();

describe('mean, sd, quantileSorted, medianAbsoluteDeviation', () => {
  it('agree with numpy', () => {
    for (const { x, quantiles, mean: centre, sd: spread, mad } of golden.cases) {
      expect(Math.abs(mean(x) - centre)).toBeLessThan(1e-9);
      expect(Math.abs((sd(x) as number) - spread)).toBeLessThan(1e-9);
      expect(Math.abs(medianAbsoluteDeviation(x) - mad)).toBeLessThan(1e-9);
      for (const [q, value] of Object.entries(quantiles)) {
        expect(Math.abs(quantileSorted(ascending(x), Number(q)) - value), `q ${q}`).toBeLessThan(1e-9);
      }
    }
  });

  it('by hand: type 7, where other types differ', () => {
    expect(quantileSorted([1, 2, 3, 10], 0.75)).toBe(4.75);
    expect(quantileSorted([1, 2, 3, 10], 0)).toBe(1);
    expect(quantileSorted([1, 2, 3, 10], 1)).toBe(10);
    expect(quantileSorted([7], 0.9)).toBe(7);
  });

  it('one value has no standard deviation, nothing has no mean', () => {
    expect(sd([3])).toBeUndefined();
    expect(sd([])).toBeUndefined();
    expect(sd([3, 3])).toBe(0);
    expect(() => mean([])).toThrow(RangeError);
    expect(() => quantileSorted([], 0.5)).toThrow(RangeError);
    expect(() => quantileSorted([1], 95)).toThrow(RangeError);
    expect(() => medianAbsoluteDeviation([])).toThrow(RangeError);
  });

  it('sums do not lose small terms to large ones', () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(compensatedSum(new Array<number>(10).fill(0.1))).toBe(1);
    expect(compensatedSum([])).toBe(0);
  });

  it('quantiles lie between the ends and grow with q', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (list, p, q) => {
        const sorted = ascending(list);
        const [low, high] = [quantileSorted(sorted, Math.min(p, q)), quantileSorted(sorted, Math.max(p, q))];
        expect(low).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(high).toBeLessThanOrEqual(sorted.at(-1) as number);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe('WeightedQuantiles', () => {
  it('equals the quantiles of the sample written out', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
      maxLength: 40,
    });
    const weights = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 });
    const qs = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, weights, qs, (unsorted, weight, asked) => {
        const sorted = [...unsorted].sort(([a], [b]) => a - b);
        const writtenOut = sorted.flatMap(([value, family]) => new Array<number>(weight[family] as number).fill(value));
        const values = Float64Array.from(sorted, ([value]) => value);
        const families = Int32Array.from(sorted, ([, family]) => family);
        const under = new WeightedQuantiles(values, families, 6, asked);
        // Asked for other weights before: nothing of them may stay.
        under.at([9, 0, 3, 1, 0, 2]);
        const quantiles = under.at(Uint16Array.from(weight));
        if (writtenOut.length === 0) expect(quantiles).toBeUndefined();
        else expect([...(quantiles as Float64Array)]).toEqual(asked.map((q) => quantileSorted(writtenOut, q)));
      }),
      { numRuns: 500 },
    );
  });

  it('rejects columns of different length and impossible quantiles', () => {
    expect(() => new WeightedQuantiles(Float64Array.of(1), Int32Array.of(0, 0), 1, [0.5])).toThrow(RangeError);
    expect(() => new WeightedQuantiles(Float64Array.of(1), Int32Array.of(0), 1, [1.5])).toThrow(RangeError);
  });
});
