import { describe, expect, it } from 'vitest';
import { bcaTails, clusterBootstrapBca } from './bca.js';
import { clusterBootstrap } from './cluster-bootstrap.js';
import { weightedRatio } from './family-statistics.js';
import golden from './fixtures/bca.json' with { type: 'json' };
import { RandomGenerator } from './generator.js';
import { quantileSorted } from './quantile.js';

const PLAN = { families: 40, resamples: 1000, seed: 0, purpose: 'test', level: 0.95 };

describe('bcaTails', () => {
  it('agree with scipy on given replicates', () => {
    for (const { x, y, estimate, replicates, tails, interval_95 } of golden.cases) {
      const denominators = y ?? x.map(() => 1);
      const without = (g: number) => {
        const sum = (values: readonly number[]) => values.reduce((s, v, i) => (i === g ? s : s + v), 0);
        return sum(x) / sum(denominators);
      };
      const leftOut = Float64Array.from(x, (_, g) => without(g));
      const found = bcaTails(Float64Array.from(replicates), estimate, leftOut, 0.95);
      const sorted = Float64Array.from(replicates).sort();
      for (const end of [0, 1] as const) {
        const tail = (found as readonly [number, number])[end];
        expect(Math.abs(tail - (tails[end] as number))).toBeLessThan(1e-9);
        expect(Math.abs(quantileSorted(sorted, tail) - (interval_95[end] as number))).toBeLessThan(1e-9);
      }
    }
  });
});

describe('clusterBootstrapBca', () => {
  const skewed = new Float64Array(40).map((_, g) => new RandomGenerator(0, `${g}`, 'bca').logNormal(1, 1));
  const mean = weightedRatio({ numerator: skewed, denominator: new Float64Array(40).fill(1) });

  it('moves both ends to the side of the long tail, and is the same each time', () => {
    const percentile = clusterBootstrap(PLAN, mean);
    const bca = clusterBootstrapBca(PLAN, mean);
    if (percentile.status !== 'defined' || bca.status !== 'defined') throw new Error('expected intervals');
    expect(bca.lower).toBeGreaterThan(percentile.lower);
    expect(bca.upper).toBeGreaterThan(percentile.upper);
    expect(clusterBootstrapBca(PLAN, mean)).toEqual(bca);
  });

  it('has no interval for one family, for no scatter, or when a family alone makes the value defined', () => {
    expect(clusterBootstrapBca({ ...PLAN, families: 1 }, () => 1).status).toBe('undefined');
    expect(clusterBootstrapBca({ ...PLAN, families: 0 }, () => 1).status).toBe('undefined');
    expect(clusterBootstrapBca(PLAN, () => 1).status).toBe('undefined');
    const one = new Float64Array(40);
    one[7] = 1;
    expect(clusterBootstrapBca(PLAN, weightedRatio({ numerator: one, denominator: one }))).toMatchObject({
      status: 'undefined',
      reason: 'the statistic is undefined without some family',
    });
  });

  it('rejects NaN and plans that make no sense', () => {
    expect(() => clusterBootstrapBca(PLAN, () => Number.NaN)).toThrow(/not finite|return undefined/);
    expect(() => clusterBootstrapBca({ ...PLAN, resamples: 0 }, () => 1)).toThrow(RangeError);
  });
});
