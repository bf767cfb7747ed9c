import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/paired-binary.json' with { type: 'json' };
import { RandomGenerator } from './generator.js';
import { mcnemar, tango } from './paired-binary.js';
import { signFlipTest } from './sign-flip.js';

const PLAN = { resamples: 2000, seed: 0, purpose: 'test' };

describe('signFlipTest', () => {
  it('by hand: (1, 2, 3) reaches ±6 in 2 of 8 patterns, (1, 2, −3) reaches |0| in all', () => {
    expect(signFlipTest(Float64Array.of(1, 2, 3), PLAN)).toEqual({ method: 'exact', p: 2 / 8, patterns: 8 });
    expect(signFlipTest(Float64Array.of(1, 2, -3), PLAN).p).toBe(1);
    // |4| by 1 + 2 + 3 − 2 … : of 16 patterns of (1, 2, 3, −2), |sum| ≥ 4 in ±(1,2,3,2)=8, ±6, ±4 and ±4.
    expect(signFlipTest(Float64Array.of(1, 2, 3, -2), PLAN).p).toBe(8 / 16);
  });

  it('counts a tie by rounding as a tie', () => {
    // 0.1 + 0.2 − 0.3 is not 0 in doubles; each pattern of these has a mirror image and p must see both.
    expect(signFlipTest(Float64Array.of(0.1, 0.2, 0.3, 0.6), PLAN).p).toBe(2 / 16);
    expect(signFlipTest(Float64Array.of(0.1, 0.2, -0.3), PLAN).p).toBe(1);
    expect(signFlipTest(Float64Array.of(0.3, -0.1, -0.2, 0.3), PLAN).p).toBe(signFlipTest(Float64Array.of(3, -1, -2, 3), PLAN).p);
  });

  it('leaves families without a difference out, and is 1 when none differs', () => {
    const padded = new Float64Array(500);
    padded.set([1, 2, 3], 250);
    expect(signFlipTest(padded, PLAN)).toEqual({ method: 'exact', p: 0.25, patterns: 8 });
    expect(signFlipTest(new Float64Array(20), PLAN)).toMatchObject({ method: 'exact', p: 1 });
  });

  it('draws beyond 16 families, with the observed pattern counted in', () => {
    const ones = new Float64Array(17).fill(1);
    expect(signFlipTest(ones.subarray(1), PLAN)).toEqual({ method: 'exact', p: 2 / 2 ** 16, patterns: 2 ** 16 });
    const allAgree = signFlipTest(new Float64Array(64).fill(1), PLAN);
    expect(allAgree).toEqual({ method: 'approximate', p: 1 / 2001, patterns: 2000 });
    // 12 of 18 families better: 2·P(Binomial(18, ½) ≤ 6) = 62,352/2^18 ≈ 0.2379.
    const mixed = Float64Array.from({ length: 18 }, (_, g) => (g < 12 ? 1 : -1));
    const { p } = signFlipTest(mixed, { ...PLAN, resamples: 20_000 });
    expect(Math.abs(p - 62352 / 2 ** 18)).toBeLessThan(4 * Math.sqrt((0.2379 * 0.7621) / 20_000));
  });

  it('is even under the null: about 5% of 400 tests reach p ≤ 0.05', () => {
    let reached = 0;
    for (let test = 0; test < 400; test += 1) {
      const generator = new RandomGenerator(0, `null-${test}`, 'test');
      const differences = new Float64Array(40).map(() => generator.normal(0, 1));
      if (signFlipTest(differences, { resamples: 400, seed: test, purpose: 'null' }).p <= 0.05) reached += 1;
    }
    expect(Math.abs(reached - 20)).toBeLessThan(5 * Math.sqrt(400 * 0.05 * 0.95));
  });

  it('is in (0, 1], the same each time, and for the swapped systems', () => {
    const list = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(list, (differences) => {
        const once = signFlipTest(Float64Array.from(differences), { ...PLAN, resamples: 100 });
        expect(once.p).toBeGreaterThan(0);
        expect(once.p).toBeLessThanOrEqual(1);
        expect(signFlipTest(Float64Array.from(differences), { ...PLAN, resamples: 100 })).toEqual(once);
        expect(
          signFlipTest(
            Float64Array.from(differences, (d) => -d),
            { ...PLAN, resamples: 100 },
          ),
        ).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  it('rejects nothing, NaN and no resamples', () => {
    expect(() => signFlipTest(new Float64Array(0), PLAN)).toThrow(RangeError);
    expect(() => signFlipTest(Float64Array.of(1, Number.NaN), PLAN)).toThrow(/family 1/);
    expect(() => signFlipTest(Float64Array.of(1), { ...PLAN, resamples: 0 })).toThrow(RangeError);
  });
});

describe('mcnemar and tango', () => {
  it('agree with statsmodels and the published interval', () => {
    for (const { b, c, n, exact_p, mid_p, tango_95 } of golden.cases) {
      const { exact, midP } = mcnemar(b, c);
      expect(Math.abs(exact - exact_p), `${b}, ${c}`).toBeLessThan(1e-9);
      expect(Math.abs(midP - mid_p), `${b}, ${c}`).toBeLessThan(1e-9);
      const { lower, upper } = tango(b, c, n, 0.95);
      expect(Math.abs(lower - (tango_95[0] as number)), `${b}, ${c}`).toBeLessThan(1e-9);
      expect(Math.abs(upper - (tango_95[1] as number)), `${b}, ${c}`).toBeLessThan(1e-9);
    }
  });

  it('by hand: no discordant pair', () => {
    expect(mcnemar(0, 0)).toEqual({ exact: 1, midP: 1 });
    // Then the score equation is z² = nΔ/(1 − Δ), so the limits are ± z²/(n + z²).
    const z2 = 1.959963984540054 ** 2;
    const { lower, upper } = tango(0, 0, 50, 0.95);
    expect(upper).toBeCloseTo(z2 / (50 + z2), 12);
    expect(lower).toBeCloseTo(-z2 / (50 + z2), 12);
  });

  it('end at ±1 when every pair is discordant one way', () => {
    expect(tango(9, 0, 9, 0.95).upper).toBe(1);
    expect(tango(0, 9, 9, 0.95).lower).toBe(-1);
  });

  it('contain the difference, lie in [−1, 1] and mirror when the systems swap', () => {
    const counts = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(100)).filter(([b, c, rest]) => b + c + rest > 0);
    fc.assert(
      fc.property(counts, ([b, c, rest]) => {
        const n = b + c + rest;
        const { lower, upper } = tango(b, c, n, 0.95);
        expect(lower).toBeGreaterThanOrEqual(-1);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual((b - c) / n);
        expect(upper).toBeGreaterThanOrEqual((b - c) / n);
        const swapped = tango(c, b, n, 0.95);
        expect(swapped.lower).toBeCloseTo(-upper, 10);
        expect(swapped.upper).toBeCloseTo(-lower, 10);
        expect(mcnemar(b, c)).toEqual(mcnemar(c, b));
        expect(mcnemar(b, c).midP).toBeLessThanOrEqual(mcnemar(b, c).exact);
      }),
    );
  });

  it('reject impossible counts', () => {
    expect(() => mcnemar(-1, 2)).toThrow(RangeError);
    expect(() => mcnemar(1.5, 2)).toThrow(RangeError);
    expect(() => tango(1, 2, 0, 0.95)).toThrow(RangeError);
    expect(() => tango(3, 3, 5, 0.95)).toThrow(RangeError);
    expect(() => tango(1, 2, 9, 0)).toThrow(RangeError);
  });
});
