import { describe, expect, it } from 'vitest';
import { equivalence, familiesUntil, nonInferiority } from './margin.js';
import { studentQuantile } from './student.js';

// t(.95, 29) = 1.6991270265334972 (scipy), so a bound lies 0.016991… from the difference.
const SPREAD = { difference: -0.001, se: 0.01, df: 29 };
const HALF = 0.016991270265334972;

describe('nonInferiority', () => {
  it('by hand: passes above −margin, fails below, and is open between', () => {
    const passed = nonInferiority(SPREAD, 0.02, 0.95);
    expect(passed.verdict).toBe('pass');
    expect(passed.lower).toBeCloseTo(-0.001 - HALF, 14);
    expect(passed.p).toBeLessThan(0.05);
    expect(nonInferiority({ ...SPREAD, difference: -0.04 }, 0.02, 0.95).verdict).toBe('fail');
    const open = nonInferiority(SPREAD, 0.01, 0.95);
    expect(open.verdict).toBe('inconclusive');
    expect(open.upper).toBeCloseTo(-0.001 + HALF, 14);
  });

  it('agrees with its own p: pass iff p < 5%, fail iff p > 95%', () => {
    for (let difference = -0.05; difference <= 0.05; difference += 0.0007) {
      const { verdict, p } = nonInferiority({ ...SPREAD, difference }, 0.01, 0.95);
      expect(verdict).toBe(p < 0.05 ? 'pass' : p > 0.95 ? 'fail' : 'inconclusive');
    }
  });

  it('says how many families settle it, if what was seen stays', () => {
    const { familiesToSettle } = nonInferiority(SPREAD, 0.01, 0.95);
    const familySd = 0.01 * Math.sqrt(30);
    const half = (families: number) => (studentQuantile(0.95, families - 1) * familySd) / Math.sqrt(families);
    expect(half(familiesToSettle as number)).toBeLessThan(0.009);
    expect(half((familiesToSettle as number) - 1)).toBeGreaterThanOrEqual(0.009);
    expect(nonInferiority({ ...SPREAD, difference: -0.01 }, 0.01, 0.95)).not.toHaveProperty('familiesToSettle');
    expect(nonInferiority(SPREAD, 0.02, 0.95)).not.toHaveProperty('familiesToSettle');
  });

  it('rejects negative margins and estimates without scatter', () => {
    expect(() => nonInferiority(SPREAD, -0.01, 0.95)).toThrow(/margin/);
    expect(() => nonInferiority({ ...SPREAD, se: 0 }, 0.01, 0.95)).toThrow(/standard error/);
    expect(() => nonInferiority({ ...SPREAD, df: 0 }, 0.01, 0.95)).toThrow(RangeError);
    expect(() => nonInferiority({ ...SPREAD, difference: Number.NaN }, 0.01, 0.95)).toThrow(/finite/);
    expect(() => nonInferiority(SPREAD, 0.01, 0)).toThrow(/level/);
  });
});

describe('equivalence', () => {
  it('by hand: the same iff both bounds lie within the margin', () => {
    expect(equivalence(SPREAD, 0.018, 0.95)).toMatchObject({ same: true });
    expect(equivalence(SPREAD, 0.0179, 0.95)).toMatchObject({ same: false });
    const other = equivalence({ ...SPREAD, difference: 0.001 }, 0.018, 0.95);
    expect(other.same).toBe(true);
    expect(other.upper).toBeCloseTo(0.001 + HALF, 14);
    expect(equivalence(SPREAD, 0, 0.95).same).toBe(false);
    for (const margin of [0.01, 0.017, 0.018, 0.02]) {
      const { same, p } = equivalence(SPREAD, margin, 0.95);
      expect(same).toBe(p < 0.05);
    }
  });
});

describe('familiesUntil', () => {
  it('is 2 without scatter, undefined without distance', () => {
    expect(familiesUntil(0, 0.1, 0.95)).toBe(2);
    expect(familiesUntil(0.1, 0, 0.95)).toBeUndefined();
    expect(familiesUntil(1, 1e-9, 0.95)).toBeUndefined();
    expect(() => familiesUntil(-1, 0.1, 0.95)).toThrow(RangeError);
  });
});
