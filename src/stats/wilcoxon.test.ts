import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/wilcoxon.json' with { type: 'json' };
import { wilcoxonSignedRank } from './wilcoxon.js';

describe('wilcoxonSignedRank', () => {
  it('agrees with scipy', () => {
    for (const { d, wilcox_approx, pratt_approx, exact } of golden.cases) {
      const approximate = wilcoxonSignedRank(d, { method: 'approximate' });
      expect(approximate.statistic).toBe(wilcox_approx[0]);
      expect(Math.abs(approximate.p - (wilcox_approx[1] as number))).toBeLessThan(1e-9);
      const pratt = wilcoxonSignedRank(d, { method: 'approximate', zeros: 'pratt' });
      expect(pratt.statistic).toBe(pratt_approx[0]);
      expect(Math.abs(pratt.p - (pratt_approx[1] as number))).toBeLessThan(1e-9);
      if (exact === undefined) continue;
      expect(wilcoxonSignedRank(d)).toMatchObject({ method: 'exact', statistic: exact[0], pairs: d.length });
      expect(Math.abs(wilcoxonSignedRank(d).p - (exact[1] as number))).toBeLessThan(1e-9);
    }
  });

  it('by hand: (1, 2, −3) has W = 3, and 5 of 8 patterns have a positive sum of at most 3', () => {
    // Sums of the subsets of {1, 2, 3}: 0, 1, 2, 3, 3, 4, 5, 6.
    expect(wilcoxonSignedRank([1, 2, -3])).toEqual({ method: 'exact', statistic: 3, p: 1, pairs: 3 });
    expect(wilcoxonSignedRank([1, 2, 3])).toEqual({ method: 'exact', statistic: 0, p: 2 / 8, pairs: 3 });
    // Ties: ranks 1½, 1½, 3; sums 0, 1½, 1½, 3, 3, 4½, 4½, 6.
    expect(wilcoxonSignedRank([2, -2, 5])).toEqual({ method: 'exact', statistic: 1.5, p: 6 / 8, pairs: 3 });
  });

  it('counts what enumeration counts, ties and zeros included', () => {
    const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, fc.constantFrom('wilcox' as const, 'pratt' as const), (differences, zeros) => {
        expect(wilcoxonSignedRank(differences, { zeros }).p).toBeCloseTo(enumerated(differences, zeros), 12);
      }),
      { numRuns: 60 },
    );
  });

  it('is 1 when no pair differs, however many ties there are', () => {
    expect(wilcoxonSignedRank([0, 0, 0])).toEqual({ method: 'exact', statistic: 0, p: 1, pairs: 0 });
    expect(wilcoxonSignedRank([0], { method: 'approximate', zeros: 'pratt' }).p).toBe(1);
    expect(wilcoxonSignedRank([1]).p).toBe(1);
    expect(wilcoxonSignedRank(new Array<number>(200).fill(1)).p).toBeLessThan(1e-30);
  });

  it('rejects nothing and numbers that are none', () => {
    expect(() => wilcoxonSignedRank([])).toThrow(/no pairs/);
    expect(() => wilcoxonSignedRank([1, Number.NaN])).toThrow(/pair 1/);
    expect(() => wilcoxonSignedRank([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});

function enumerated(differences: readonly number[], zeros: 'wilcox' | 'pratt'): number {
  const kept = differences.filter((d) => zeros === 'pratt' || d !== 0);
  const rank = (d: number) =>
    kept.filter((e) => Math.abs(e) < Math.abs(d)).length + (kept.filter((e) => Math.abs(e) === Math.abs(d)).length + 1) / 2;
  const moved = kept.filter((d) => d !== 0);
  const whole = moved.reduce((sum, d) => sum + rank(d), 0);
  const observed = moved.reduce((sum, d) => sum + (d > 0 ? rank(d) : 0), 0);
  const statistic = Math.min(observed, whole - observed);
  let reached = 0;
  for (let pattern = 0; pattern < 2 ** moved.length; pattern += 1) {
    const sum = moved.reduce((s, d, g) => s + ((pattern >>> g) & 1 ? rank(d) : 0), 0);
    if (sum <= statistic) reached += 1;
  }
  return Math.min(1, (2 * reached) / 2 ** moved.length);
}
