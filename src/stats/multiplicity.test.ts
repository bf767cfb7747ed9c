import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/multiplicity.json' with { type: 'json' };
import { benjaminiHochberg, holm } from './multiplicity.js';

describe('holm and benjaminiHochberg', () => {
  it('agree with statsmodels', () => {
    for (const { p, holm: stepDown, bh } of golden.cases) {
      holm(p).forEach((value, i) => {
        expect(Math.abs(value - (stepDown[i] as number))).toBeLessThan(1e-9);
      });
      benjaminiHochberg(p).forEach((value, i) => {
        expect(Math.abs(value - (bh[i] as number))).toBeLessThan(1e-9);
      });
    }
  });

  it('give nothing for nothing, the p itself for one question, and reject what is no probability', () => {
    for (const adjust of [holm, benjaminiHochberg]) {
      expect(adjust([])).toEqual([]);
      expect(adjust([0.04])).toEqual([0.04]);
      expect(() => adjust([0.5, Number.NaN])).toThrow(RangeError);
      expect(() => adjust([1.5])).toThrow(RangeError);
    }
  });

  it('never lower a p, keep their order and follow a permutation; Holm is the stricter', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ps, (list) => {
        const [strict, lenient] = [holm(list), benjaminiHochberg(list)];
        for (const [i, p] of list.entries()) {
          expect(lenient[i]).toBeGreaterThanOrEqual(p * (1 - 1e-15));
          expect(strict[i]).toBeGreaterThanOrEqual((lenient[i] as number) * (1 - 1e-15));
          expect(strict[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of list.entries()) {
            if (p <= other) expect(strict[i]).toBeLessThanOrEqual(strict[j] as number);
            if (p <= other) expect(lenient[i]).toBeLessThanOrEqual(lenient[j] as number);
          }
        }
        expect(holm([...list].reverse())).toEqual([...strict].reverse());
        expect(benjaminiHochberg([...list].reverse())).toEqual([...lenient].reverse());
      }),
    );
  });
});
