import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterBootstrap } from './cluster-bootstrap.js';
import { statisticDifference, weightedRatio } from './family-statistics.js';
import golden from './fixtures/clustered-mean.json' with { type: 'json' };
import { RandomGenerator } from './generator.js';
import { linearisedDifference, type PairedDifference, pairedDifference } from './paired-difference.js';
import { randomisationTest } from './randomisation.js';
import { signFlipTest } from './sign-flip.js';

function interval(found: PairedDifference): Extract<PairedDifference, { kind: 'interval' }> {
  if (found.kind !== 'interval') throw new Error(`expected an interval, got ${found.kind}`);
  return found;
}

const columns = (numerator: readonly number[], denominator: readonly number[]) => ({
  numerator: Float64Array.from(numerator),
  denominator: Float64Array.from(denominator),
});

describe('pairedDifference', () => {
  it('of means agrees with statsmodels on the differences', () => {
    for (const { cluster, value, mean, se, df, p, interval_95 } of golden.cases) {
      const families = 1 + Math.max(...cluster);
      const [before, after] = [new Float64Array(families), new Float64Array(families)];
      const denominator = new Float64Array(families);
      cluster.forEach((g, i) => {
        const base = (i * 0.37) % 1;
        before[g] = (before[g] as number) + base;
        after[g] = (after[g] as number) + base + (value[i] as number);
        denominator[g] = (denominator[g] as number) + 1;
      });
      const found = interval(pairedDifference({ numerator: before, denominator }, { numerator: after, denominator }, 0.95));
      expect(Math.abs(found.difference - mean)).toBeLessThan(1e-9);
      expect(Math.abs(found.se - se)).toBeLessThan(1e-9);
      expect(found.df).toBe(df);
      expect(Math.abs(found.p - p)).toBeLessThan(1e-9);
      expect(Math.abs(found.lower - (interval_95[0] as number))).toBeLessThan(1e-9);
      expect(Math.abs(found.upper - (interval_95[1] as number))).toBeLessThan(1e-9);
    }
  });

  it('by hand: ratios whose denominators differ', () => {
    // Baseline 2/4 with moves (1 − 1)/4, (1 − 1)/4 = 0, 0; candidate 3/4 with moves (2 − ¾·2)/4, (1 − ¾·2)/4 = ±⅛.
    const found = interval(pairedDifference(columns([1, 1], [2, 2]), columns([2, 1], [2, 2]), 0.5));
    expect(found).toMatchObject({ difference: 0.25, df: 1, families: 2 });
    expect(found.se).toBeCloseTo(0.25, 14);
    // Baseline 2/3 with moves (1 − ⅔)/3, (1 − 4/3)/3 = ±1/9; candidate 2/2 with moves 0.
    const other = interval(pairedDifference(columns([1, 1], [1, 2]), columns([1, 1], [1, 1]), 0.95));
    expect(other.difference).toBeCloseTo(1 / 3, 14);
    expect(other.se).toBeCloseTo(2 / 9, 14);
  });

  it('comes close to the bootstrap of the same difference', () => {
    const generator = new RandomGenerator(3, 'paired', 'test');
    const [families, numbers] = [300, () => new Float64Array(300).map(() => generator.below(5))];
    const [baseline, candidate] = [
      { numerator: numbers(), denominator: new Float64Array(families).fill(5) },
      { numerator: numbers(), denominator: numbers().map((n) => n + 3) },
    ];
    const plan = { families, resamples: 2000, seed: 0, purpose: 'paired', level: 0.95 };
    const drawn = clusterBootstrap(plan, statisticDifference(weightedRatio(baseline), weightedRatio(candidate)));
    const linear = interval(pairedDifference(baseline, candidate, 0.95));
    if (drawn.status !== 'defined') throw new Error(drawn.reason);
    expect(Math.abs(drawn.lower - linear.lower)).toBeLessThan(0.2 * linear.se);
    expect(Math.abs(drawn.upper - linear.upper)).toBeLessThan(0.2 * linear.se);
  });

  it('mirrors when the runs swap, whatever the order of the families', () => {
    const family = fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 4, max: 6 }), fc.integer({ min: 4, max: 6 }));
    fc.assert(
      fc.property(fc.array(family, { minLength: 2, maxLength: 12 }), (rows) => {
        const of = (list: typeof rows) => [
          columns(
            list.map((r) => r[0]),
            list.map((r) => r[2]),
          ),
          columns(
            list.map((r) => r[1]),
            list.map((r) => r[3]),
          ),
        ];
        const [a, b] = of(rows) as [ReturnType<typeof columns>, ReturnType<typeof columns>];
        const [c, d] = of([...rows].reverse()) as [ReturnType<typeof columns>, ReturnType<typeof columns>];
        const [there, back, turned] = [pairedDifference(a, b, 0.95), pairedDifference(b, a, 0.95), pairedDifference(c, d, 0.95)];
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(turned.difference).toBeCloseTo(there.difference, 12);
        if (there.kind === 'interval' && turned.kind === 'interval') expect(turned.se).toBeCloseTo(there.se, 12);
      }),
    );
  });

  it('leaves out families without anything, and says when there is no scatter to judge by', () => {
    expect(pairedDifference(columns([1, 0, 1], [2, 0, 1]), columns([1, 0, 1], [2, 0, 1]), 0.95)).toEqual({
      kind: 'same',
      difference: 0,
      families: 2,
    });
    expect(pairedDifference(columns([1, 0], [2, 0]), columns([2, 0], [2, 0]), 0.95)).toEqual({
      kind: 'point',
      difference: 0.5,
      families: 1,
    });
    // All wrong against all right: every family differs by 1.
    expect(pairedDifference(columns([0, 0, 0], [2, 1, 3]), columns([2, 1, 3], [2, 1, 3]), 0.95)).toEqual({
      kind: 'point',
      difference: 1,
      families: 3,
    });
  });

  it('rejects columns that do not fit, nothing, and what is not finite', () => {
    const ok = columns([1, 1], [2, 2]);
    expect(() => pairedDifference(ok, columns([1], [2]), 0.95)).toThrow(/2 and 1 families/);
    expect(() => pairedDifference(columns([], []), columns([], []), 0.95)).toThrow(/denominator above 0/);
    expect(() => pairedDifference(ok, columns([0, 0], [0, 0]), 0.95)).toThrow(/denominator above 0/);
    expect(() => pairedDifference(ok, columns([Number.NaN, 1], [2, 2]), 0.95)).toThrow(/family 0/);
    expect(() => linearisedDifference(ok, columns([1, 1], [2, Number.POSITIVE_INFINITY]))).toThrow(/family 1/);
    expect(() => pairedDifference(ok, ok, 1)).toThrow(/level/);
  });
});

describe('randomisationTest', () => {
  const PLAN = { resamples: 500, seed: 0, purpose: 'test' };
  const sums = (differences: readonly number[]) => (swapped: Uint8Array) =>
    differences.reduce((sum, d, g) => sum + (swapped[g] === 1 ? -d : d), 0);

  it('is the sign-flip test where the statistic is a sum', () => {
    for (const differences of [[1, 2, 3], [1, 2, -3], [0.1, 0.2, -0.3, 0.4], [5]]) {
      expect(randomisationTest(differences.length, sums(differences), PLAN)).toEqual(
        signFlipTest(Float64Array.from(differences), PLAN),
      );
    }
  });

  it('draws beyond 16 families, the observed pattern counted in, and counts undefined patterns as reached', () => {
    const ones = new Array<number>(64).fill(1);
    expect(randomisationTest(64, sums(ones), PLAN)).toEqual({ method: 'approximate', p: 1 / 501, patterns: 500 });
    const partly = (swapped: Uint8Array) => (swapped.includes(1) ? undefined : 1);
    expect(randomisationTest(5, partly, PLAN).p).toBe(1);
    expect(randomisationTest(20, () => 0, PLAN).p).toBe(1);
  });

  it('rejects nothing, NaN and an observed difference that is undefined', () => {
    expect(() => randomisationTest(0, () => 1, PLAN)).toThrow(RangeError);
    expect(() => randomisationTest(3, () => Number.NaN, PLAN)).toThrow(/return undefined/);
    expect(() => randomisationTest(3, () => undefined, PLAN)).toThrow(/observed/);
    expect(() => randomisationTest(3, () => 1, { ...PLAN, resamples: 0 })).toThrow(RangeError);
  });
});
