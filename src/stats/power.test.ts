import { describe, expect, it } from 'vitest';
import golden from './fixtures/power.json' with { type: 'json' };
import {
  familiesForDifference,
  familiesForMargin,
  minimumDetectableDifference,
  pairsForDifference,
  pairsForMargin,
} from './power.js';
import { studentQuantile } from './student.js';

describe('pairs', () => {
  it('agree with the published formulas', () => {
    for (const { delta, margin, discordance, pairs } of golden.cases) {
      const found = delta === undefined ? pairsForMargin(margin as number, discordance) : pairsForDifference(delta, discordance);
      expect(Math.abs(found - pairs) / pairs).toBeLessThan(1e-9);
    }
  });

  it('are the same for either sign, and fewer for less power', () => {
    expect(pairsForDifference(-0.05, 0.15)).toBe(pairsForDifference(0.05, 0.15));
    expect(pairsForDifference(0.05, 0.15, { power: 0.5 })).toBeLessThan(pairsForDifference(0.05, 0.15));
    expect(pairsForMargin(0.05, 0)).toBe(0);
  });

  it('reject no difference, impossible shares and powers', () => {
    expect(() => pairsForDifference(0, 0.1)).toThrow(RangeError);
    expect(() => pairsForDifference(0.2, 0.1)).toThrow(/discordant/);
    expect(() => pairsForMargin(0, 0.1)).toThrow(RangeError);
    expect(() => pairsForMargin(0.1, 1.1)).toThrow(RangeError);
    expect(() => pairsForMargin(0.1, 0.1, { power: 1 })).toThrow(/power/);
    expect(() => pairsForDifference(0.1, 0.1, { level: 1 })).toThrow(/level/);
  });
});

describe('families', () => {
  it('by hand: the difference is (t(.975) + t(.8))·se', () => {
    expect(minimumDetectableDifference(0.01, 29)).toBeCloseTo(0.01 * (2.0452296421327034 + studentQuantile(0.8, 29)), 12);
    expect(minimumDetectableDifference(0, 5)).toBe(0);
  });

  it('are the least with which the difference can be shown, and the margin kept', () => {
    for (const [familySd, distance] of [
      [0.3, 0.05],
      [0.3, 0.5],
      [1, 0.01],
      [0.1, 3],
    ] as const) {
      const least = familiesForDifference(familySd, distance);
      const shown = (families: number) => minimumDetectableDifference(familySd / Math.sqrt(families), families - 1);
      expect(shown(least)).toBeLessThanOrEqual(distance);
      if (least > 2) expect(shown(least - 1)).toBeGreaterThan(distance);
      const forMargin = familiesForMargin(familySd, distance);
      const kept = (g: number) => ((studentQuantile(0.95, g - 1) + studentQuantile(0.8, g - 1)) * familySd) / Math.sqrt(g);
      expect(kept(forMargin)).toBeLessThanOrEqual(distance);
      if (forMargin > 2) expect(kept(forMargin - 1)).toBeGreaterThan(distance);
      expect(forMargin).toBeLessThanOrEqual(least);
    }
  });

  it('come close to the pairs where a family is one item', () => {
    // Discordance p_d with no difference: the sd of a pair's difference is √p_d.
    expect(familiesForMargin(Math.sqrt(0.1), 0.02)).toBe(Math.ceil(pairsForMargin(0.02, 0.1)) + 2);
  });

  it('are 2 where nothing scatters, and are refused without a difference', () => {
    expect(familiesForDifference(0, 0.01)).toBe(2);
    expect(() => familiesForDifference(0.1, 0)).toThrow(RangeError);
    expect(() => familiesForMargin(0.1, -1)).toThrow(RangeError);
    expect(() => familiesForMargin(Number.NaN, 1)).toThrow(/spread/);
    expect(() => minimumDetectableDifference(-1, 5)).toThrow(RangeError);
    expect(() => minimumDetectableDifference(1, 0)).toThrow(RangeError);
  });
});
