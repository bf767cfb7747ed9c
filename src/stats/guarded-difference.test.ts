import { describe, expect, it } from 'vitest';
import { guardedSpread, planningSd, ratioMoves, spreadInterval } from './guarded-difference.js';
import { pairedDifference } from './paired-difference.js';
import { randomisationTest } from './randomisation.js';
import { ratioSwapTest } from './ratio-swap.js';
import { signFlipTest } from './sign-flip.js';
import { studentQuantile } from './student.js';

const columns = (numerator: readonly number[], denominator: readonly number[]) => ({
  numerator: Float64Array.from(numerator),
  denominator: Float64Array.from(denominator),
});

describe('guardedSpread', () => {
  it('by hand: three of five families of two turns', () => {
    const [before, after] = [columns([0, 0, 0, 0, 0], [2, 2, 2, 2, 2]), columns([2, 1, 0, 0, 0], [2, 2, 2, 2, 2])];
    const spread = guardedSpread(ratioMoves(before, after));
    // Residuals about 2·0.3: 1.4, 0.4, −0.6 three times; Σr² = 3.2, Σr⁴ = 3.8416 + 0.0256 + 0.3888 = 4.256.
    expect(spread?.difference).toBeCloseTo(0.3, 14);
    expect(spread?.se).toBeCloseTo(Math.sqrt(1.25 * (3.2 + 1.96 / 3)) / 10, 14);
    expect(spread?.df).toBe(4);
    expect(spread?.families).toBe(5);
  });

  it('reckons with moves as far as is possible where few families differ, the more the more they move one way', () => {
    const turns = new Array<number>(40).fill(5);
    const none = columns(new Array<number>(40).fill(2), turns);
    // One turn of one family of 40: the farthest move that was seen is 1/5 − 1/200, what is possible is 1.
    const of = (gains: readonly number[]) =>
      ratioMoves(
        none,
        columns(
          turns.map((_, g) => 2 + (gains[g] ?? 0)),
          turns,
        ),
        1,
      );
    const seOf = (moves: ReturnType<typeof of>, farthest: number) => {
      const squares = moves.influence.reduce((sum, e) => sum + e * e, 0);
      return Math.sqrt((40 / 39) * (squares + (farthest / 40) ** 2 / 3));
    };
    expect(of([1]).possible).toEqual({ differing: 1, farthest: 1 });
    expect(guardedSpread(of([1]))?.se).toBeCloseTo(seOf(of([1]), 1), 14);
    // Ten that gain: 8/10. Five that gain and five that lose: 3/10. Without a bound, what was seen: 1/5 less the mean 1/20.
    const ten = new Array<number>(10).fill(1);
    expect(guardedSpread(of(ten))?.se).toBeCloseTo(seOf(of(ten), 0.8), 14);
    const both = ten.map((_, g) => (g % 2 === 0 ? 1 : -1));
    expect(guardedSpread(of(both))?.se).toBeCloseTo(seOf(of(both), 0.3), 14);
    const { possible: _, ...unbounded } = of(ten);
    expect(guardedSpread(unbounded)?.se).toBeCloseTo(seOf(of(ten), 0.2 - 0.05), 14);
  });

  it('has few degrees of freedom where few families carry the scatter, and is wider than the plain t', () => {
    const turns = new Array<number>(60).fill(4);
    const [before, after] = [
      columns(
        turns.map(() => 2),
        turns,
      ),
      columns(
        turns.map((_, g) => (g < 3 ? 3 : 2)),
        turns,
      ),
    ];
    const spread = guardedSpread(ratioMoves(before, after));
    if (spread === undefined) throw new Error('no spread');
    // κ = (3·0.95⁴ + 57·0.05⁴)/(3·0.95² + 57·0.05²)² = 0.3009; 2/(κ − 1/60) = 7.04.
    expect(spread.df).toBeCloseTo(7.04, 1);
    const plain = pairedDifference(before, after, 0.95);
    if (plain.kind !== 'interval') throw new Error(plain.kind);
    const { lower, upper } = spreadInterval(spread, 0.95);
    expect(upper - lower).toBeGreaterThan(1.2 * (plain.upper - plain.lower));
    // A plan that reckons with G − 1 comes back to the interval that was seen.
    expect((studentQuantile(0.975, 59) * planningSd(spread, 0.975)) / Math.sqrt(60)).toBeCloseTo((upper - lower) / 2, 12);
  });

  it('is undefined where nothing scatters: one family, all the same, all the whole way', () => {
    expect(guardedSpread(ratioMoves(columns([0], [2]), columns([1], [2])))).toBeUndefined();
    expect(guardedSpread(ratioMoves(columns([1, 0], [2, 1]), columns([1, 0], [2, 1])))).toBeUndefined();
    expect(guardedSpread(ratioMoves(columns([0, 0], [2, 1]), columns([2, 1], [2, 1])))).toBeUndefined();
  });
});

describe('patterns that are drawn', () => {
  const families = 24;
  const before = columns(
    Array.from({ length: families }, (_, g) => g % 3),
    Array.from({ length: families }, (_, g) => 3 + (g % 2)),
  );
  const after = columns(
    Array.from({ length: families }, (_, g) => (g * 7) % 4),
    Array.from({ length: families }, (_, g) => 3 + (g % 3)),
  );

  it('of a ratio say what swapping family by family says, exactly with few families', () => {
    const few = ({ numerator, denominator }: typeof before) => ({
      numerator: numerator.subarray(0, 12),
      denominator: denominator.subarray(0, 12),
    });
    const [a, b] = [few(before), few(after)];
    const plan = { resamples: 100, seed: 0, purpose: 'test' };
    const ratio = (own: typeof a, other: typeof a, swapped: Uint8Array) => {
      const sum = (which: 'numerator' | 'denominator') =>
        own[which].reduce((total, value, g) => total + (swapped[g] === 1 ? (other[which][g] as number) : value), 0);
      return sum('numerator') / sum('denominator');
    };
    const bySwaps = randomisationTest(12, (swapped) => ratio(b, a, swapped) - ratio(a, b, swapped), plan);
    expect(ratioSwapTest(a, b, plan).p).toBeCloseTo(bySwaps.p, 12);
  });

  it('stop when enough reach the difference, with p = enough / drawn', () => {
    const differences = Float64Array.from({ length: families }, (_, g) => (g % 2 === 0 ? 1 : -1));
    const found = signFlipTest(differences, { resamples: 9999, enough: 50, seed: 0, purpose: 'test' });
    // Every pattern reaches 0.
    expect(found).toEqual({ method: 'approximate', p: 1, patterns: 50 });
    const none = signFlipTest(new Float64Array(families).fill(1), { resamples: 999, enough: 50, seed: 0, purpose: 'test' });
    expect(none).toEqual({ method: 'approximate', p: 1 / 1000, patterns: 999 });
    expect(ratioSwapTest(before, after, { resamples: 9999, enough: 50, seed: 0, purpose: 'test' }).patterns).toBeLessThan(9999);
  });
});
