import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/noncentral-t.json' with { type: 'json' };
import { operatingCharacteristic } from './operating-characteristic.js';

const QUESTION = { truth: 0, threshold: -0.02, se: 0.01, df: 59, judge: 'margin', level: 0.95 } as const;

describe('operatingCharacteristic', () => {
  it("agrees with scipy's noncentral t", () => {
    for (const { df, shift, level, value } of golden.cases) {
      const { pass, fail } = operatingCharacteristic({ truth: shift, threshold: 0, se: 1, df, judge: 'lower-bound', level });
      expect(Math.abs(pass - value), `${df} ${shift}`).toBeLessThan(1e-9);
      expect(pass + fail).toBeCloseTo(1, 12);
    }
  });

  it('at the margin itself passes and fails in 5% each', () => {
    const { pass, fail, inconclusive } = operatingCharacteristic({ ...QUESTION, truth: -0.02 });
    expect(pass).toBeCloseTo(0.05, 9);
    expect(fail).toBeCloseTo(0.05, 9);
    expect(inconclusive).toBeCloseTo(0.9, 9);
  });

  it('at no change all but never fails by the margin, and half the time on the point', () => {
    const { pass, fail } = operatingCharacteristic(QUESTION);
    expect(fail).toBeLessThan(0.001);
    // Φ(2 − 1.645) = .6387, a little less with 59 degrees of freedom.
    expect(pass).toBeGreaterThan(0.61);
    expect(pass).toBeLessThan(0.6387);
    expect(operatingCharacteristic({ ...QUESTION, threshold: 0, judge: 'point' })).toEqual({
      pass: 0.5,
      fail: 0.5,
      inconclusive: 0,
    });
  });

  it('gives chances that sum to 1, pass rising with the truth', () => {
    const judges = fc.constantFrom('point' as const, 'lower-bound' as const, 'margin' as const);
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 1, max: 300 }), judges, (truth, df, judge) => {
        const at = (t: number) => operatingCharacteristic({ truth: t, threshold: 0, se: 1, df, judge, level: 0.95 });
        const chances = Object.values(at(truth));
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
        expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
        expect(at(truth + 0.5).pass).toBeGreaterThanOrEqual(at(truth).pass - 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('rejects an estimate without scatter and levels that are none', () => {
    expect(() => operatingCharacteristic({ ...QUESTION, se: 0 })).toThrow(RangeError);
    expect(() => operatingCharacteristic({ ...QUESTION, df: 0 })).toThrow(RangeError);
    expect(() => operatingCharacteristic({ ...QUESTION, truth: Number.NaN })).toThrow(/finite/);
    expect(() => operatingCharacteristic({ ...QUESTION, level: 1 })).toThrow(/level/);
  });
});
