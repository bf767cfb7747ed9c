import { describe, expect, it } from 'vitest';
import fixture from './fixtures/random-streams.json' with { type: 'json' };
import { RandomGenerator } from './generator.js';
import { normalCdf } from './normal.js';
import { philox } from './philox.js';
import { uniform } from './uniform.js';

const draws = <T>(n: number, draw: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => draw(i));

/** Σ (observed − expected)²/expected over equally likely cells. */
function chiSquare(cells: readonly number[], count: number): number {
  const observed = new Array<number>(count).fill(0);
  for (const cell of cells) observed[cell] = (observed[cell] as number) + 1;
  const expected = cells.length / count;
  return observed.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

/** With ν degrees of freedom, χ² lies within five standard deviations √(2ν) of ν but for one time in a million. */
function expectEven(cells: readonly number[], count: number): void {
  const freedom = count - 1;
  const distance = Math.abs(chiSquare(cells, count) - freedom) / Math.sqrt(2 * freedom);
  expect(distance).toBeLessThan(5);
}

describe('philox', () => {
  it('agrees with the known answers of Random123', () => {
    const ones = 0xffffffff;
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
    expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });
});

describe('RandomGenerator', () => {
  it('agrees with an independent implementation', () => {
    for (const { seed, key, purpose, words } of fixture.streams) {
      const generator = new RandomGenerator(seed, key, purpose);
      expect(draws(words.length, () => generator.uint32())).toEqual(words);
    }
  });

  it('gives the same draws whatever else was drawn, and in whichever order', () => {
    const first = () => new RandomGenerator(3, 'dialogue-1', 'typo');
    const second = () => new RandomGenerator(3, 'dialogue-2', 'typo');
    const nine = (generator: RandomGenerator) => draws(9, () => generator.uniform());
    const apart = [nine(first()), nine(second())];
    const [a, b] = [first(), second()];
    const interleaved: [number[], number[]] = [[], []];
    for (let i = 0; i < 9; i += 1) {
      interleaved[1].push(b.uniform());
      interleaved[0].push(a.uniform());
    }
    expect(interleaved).toEqual(apart);
  });

  it('tells seeds, keys and purposes apart, however they are cut', () => {
    const names: [number, string, string][] = [
      [0, 'a', 'b'],
      [1, 'a', 'b'],
      [-1, 'a', 'b'],
      [0, 'ab', ''],
      [0, '', 'ab'],
      [0, 'b', 'a'],
      [10, 'a', 'b'],
      [1, '0a', 'b'],
      [0, 'a","b', ''],
    ];
    const firsts = names.map((name) => new RandomGenerator(...name).uniform());
    expect(new Set(firsts).size).toBe(names.length);
  });

  it('takes seed 0 as a seed and nothing as no seed', () => {
    expect(new RandomGenerator(0, 'k', 'p').uint32()).toBe(new RandomGenerator(0, 'k', 'p').uint32());
    expect(new RandomGenerator(0, 'k', 'p').uint32()).not.toBe(new RandomGenerator(1, 'k', 'p').uint32());
    for (const none of [undefined, null, Number.NaN, 0.5, '0']) {
      expect(() => new RandomGenerator(none as number, 'k', 'p')).toThrow(RangeError);
    }
  });

  it('spreads uniform draws evenly, in [0, 1), with more than 32 bits', () => {
    const generator = new RandomGenerator(0, 'even', 'test');
    const sample = draws(100_000, () => generator.uniform());
    expectEven(
      sample.map((u) => Math.floor(u * 100)),
      100,
    );
    expectEven(
      sample.map((u) => Math.floor(u * 2 ** 32) % 64),
      64,
    );
    expectEven(
      sample.map((u) => (u * 2 ** 53) % 32),
      32,
    );
    // Pairs in a row fall evenly into the unit square.
    const tenth = (i: number) => Math.floor((sample[i] as number) * 10);
    expectEven(
      Array.from({ length: 50_000 }, (_, pair) => tenth(2 * pair) * 10 + tenth(2 * pair + 1)),
      100,
    );
    expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...sample.slice(0, 50_000))).toBeLessThan(1);
  });

  it('spreads first draws of many streams evenly', () => {
    expectEven(
      draws(20_000, (i) => Math.floor(new RandomGenerator(0, `dialogue-${i}`, 'test').uniform() * 50)),
      50,
    );
  });

  it('draws integers below n without bias', () => {
    const generator = new RandomGenerator(7, 'below', 'test');
    for (const n of [1, 2, 3, 6, 1000]) {
      const sample = draws(40_000, () => generator.below(n));
      if (n > 1) expectEven(sample, n);
      else expect(new Set(sample)).toEqual(new Set([0]));
    }
    // For n = 3·2³⁰, a bare remainder would give the lowest third twice as often as the others.
    expectEven(
      draws(30_000, () => Math.floor(generator.below(3 * 2 ** 30) / 2 ** 30)),
      3,
    );
    expect(() => generator.below(0)).toThrow(RangeError);
    expect(() => generator.below(2.5)).toThrow(RangeError);
    expect(() => generator.below(2 ** 33)).toThrow(RangeError);
    expect(generator.below(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it('draws normal, log-normal, beta and uniform values from their distributions', () => {
    const generator = new RandomGenerator(11, 'shapes', 'test');
    const cells = (n: number, toShare: () => number) => draws(n, () => Math.floor(toShare() * 20));
    expectEven(
      cells(20_000, () => normalCdf((generator.normal(5, 2) - 5) / 2)),
      20,
    );
    expectEven(
      cells(20_000, () => normalCdf(Math.log(generator.logNormal(90, 0.7) / 90) / 0.7)),
      20,
    );
    // P(X ≤ x) of Beta(2, 1) is x², of Beta(1, 3) 1 − (1 − x)³.
    expectEven(
      cells(5000, () => generator.beta(2, 1) ** 2),
      20,
    );
    expectEven(
      cells(5000, () => 1 - (1 - generator.beta(1, 3)) ** 3),
      20,
    );
    expectEven(
      cells(20_000, () => (generator.uniformBetween(-1, 2.5) + 1) / 3.5),
      20,
    );
  });

  it('needs no luck for a spread of 0, and rejects parameters without a distribution', () => {
    const generator = new RandomGenerator(0, 'k', 'p');
    expect(generator.normal(3, 0)).toBe(3);
    expect(generator.logNormal(3, 0)).toBe(3);
    expect(generator.uniformBetween(2, 2)).toBe(2);
    expect(() => generator.normal(0, -1)).toThrow(RangeError);
    expect(() => generator.logNormal(0, 1)).toThrow(RangeError);
    expect(() => generator.logNormal(1, Number.NaN)).toThrow(RangeError);
    expect(() => generator.beta(0, 1)).toThrow(RangeError);
    expect(() => generator.uniformBetween(2, 1)).toThrow(RangeError);
  });
});

describe('uniform', () => {
  it('is a pure function of its arguments, also after other streams were used', () => {
    const before = draws(5, (i) => uniform(0, i, 'p'));
    for (let other = 0; other < 1000; other += 1) uniform(other, 0, `q${other}`);
    expect([4, 3, 2, 1, 0].map((i) => uniform(0, i, 'p')).reverse()).toEqual(before);
    expect(new Set([...before, uniform(1, 0, 'p'), uniform(0, 0, 'q'), uniform(0, 2 ** 32, 'p')]).size).toBe(8);
  });

  it('is even', () => {
    expectEven(
      draws(50_000, (i) => Math.floor(uniform(0, i, 'even') * 100)),
      100,
    );
  });

  it('rejects what is no seed or no index', () => {
    expect(() => uniform(undefined as unknown as number, 0, 'p')).toThrow(RangeError);
    expect(() => uniform(0, -1, 'p')).toThrow(RangeError);
    expect(() => uniform(0, 0.5, 'p')).toThrow(RangeError);
  });
});
