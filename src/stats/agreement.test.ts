import { describe, expect, it } from 'vitest';
import { cohenKappa, interval, krippendorffAlpha, masi, nominal } from './agreement.js';
import golden from './fixtures/agreement.json' with { type: 'json' };

type Rating = number | null;

/** Coders × items → items × the ratings that are there. */
function unitsOf(ratings: readonly (readonly Rating[])[]): number[][] {
  return (ratings[0] ?? []).map((_, item) => ratings.flatMap((coder) => coder[item] ?? []));
}

describe('against nltk and scikit-learn', () => {
  it.each(golden.cases.map((entry, i) => [i, entry] as const))('case %i', (_, entry) => {
    const [first = [], second = []] = entry.ratings;
    expect(krippendorffAlpha(unitsOf(entry.ratings), nominal)).toBeCloseTo(entry.alpha_nominal, 9);
    expect(krippendorffAlpha(unitsOf(entry.ratings_with_missing), nominal)).toBeCloseTo(entry.alpha_nominal_missing, 9);
    expect(cohenKappa(first, second)).toBeCloseTo(entry.kappa_first_two, 9);
    expect(cohenKappa(first, second, 'quadratic')).toBeCloseTo(entry.kappa_quadratic_first_two, 9);
  });
});

describe("Krippendorff's α", () => {
  it('is the worked example of the literature for interval data with missing ratings', () => {
    // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C/D: four observers, twelve units.
    const [a, b, c, d] = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
      [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ];
    const units = unitsOf([a, b, c, d] as Rating[][]);
    expect(krippendorffAlpha(units, nominal)).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, interval)).toBeCloseTo(0.849, 3);
  });

  it('is undefined where chance cannot disagree or nothing can be compared', () => {
    expect(
      krippendorffAlpha(
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
        nominal,
      ),
    ).toBeUndefined();
    expect(krippendorffAlpha([['a'], []], nominal)).toBeUndefined();
    expect(krippendorffAlpha([], nominal)).toBeUndefined();
  });

  it('is below 0 when labellers agree less than chance would', () => {
    expect(
      krippendorffAlpha(
        [
          ['a', 'b'],
          ['b', 'a'],
          ['a', 'b'],
        ],
        nominal,
      ),
    ).toBeLessThan(0);
  });
});

describe('MASI', () => {
  it('weighs overlap by its kind: equal, held, overlapping, apart', () => {
    expect(masi(['a', 'b'], ['b', 'a'])).toBe(0);
    expect(masi(['a'], ['a', 'b'])).toBeCloseTo(1 - (1 / 2) * (2 / 3), 12);
    expect(masi(['a', 'b'], ['b', 'c'])).toBeCloseTo(1 - (1 / 3) * (1 / 3), 12);
    expect(masi(['a'], ['b'])).toBe(1);
    expect(masi([], [])).toBe(0);
    expect(masi([], ['a'])).toBe(1);
  });
});

describe("Cohen's κ", () => {
  it('is the textbook value', () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: p_o = .7, p_e = .5
    const first = [...Array(25).fill('yes'), ...Array(25).fill('no')];
    const second = [...Array(20).fill('yes'), ...Array(5).fill('no'), ...Array(10).fill('yes'), ...Array(15).fill('no')];
    expect(cohenKappa(first, second)).toBeCloseTo(0.4, 12);
  });

  it('is undefined without items or without variety, and refuses lists of unlike length', () => {
    expect(cohenKappa([], [])).toBeUndefined();
    expect(cohenKappa(['a', 'a'], ['a', 'a'])).toBeUndefined();
    expect(() => cohenKappa(['a'], [])).toThrow(RangeError);
  });
});
