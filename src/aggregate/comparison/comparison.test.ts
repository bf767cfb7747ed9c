import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DefinedDifference, Difference, SliceRef } from '../../schema/index.js';
import { comparePool } from './compare-pool.js';
import { metricOf, type Outcomes, poolOf } from './fixtures/pool.js';
import { leaderboard } from './leaderboard.js';
import { measureSlice } from './measure.js';
import type { RunPool } from './run-pool.js';
import { runRatio } from './run-ratio.js';

const measuring = { level: 0.95, seed: 0, resamples: 200, patterns: 999 };
const ACCURACY = metricOf('intent.accuracy');
const MACRO_F1 = metricOf('intent.macro_f1');
const P95 = metricOf('latency.p95_ms');

function compared(pool: RunPool, more: { margin?: number; slices?: SliceRef[]; runs?: [number, number] } = {}): Difference[] {
  return comparePool(
    (more.slices ?? [{}]).map((ref) => pool.sliceOf(ref)),
    more.runs ?? [0, 1],
    {
      ...measuring,
      metrics: [ACCURACY, MACRO_F1, P95],
      reasonOf: () => undefined,
      signature: ({ name }) => name,
      margins: new Map(),
      ...(more.margin === undefined ? {} : { margin: more.margin }),
    },
  );
}

function defined(differences: readonly Difference[], metric: string): DefinedDifference {
  const found = differences.find((d) => d.metric === metric);
  if (found?.status !== 'defined') throw new Error(`${metric}: ${found?.status === 'undefined' ? found.reason : 'missing'}`);
  return found;
}

const allRight = (families: number): Outcomes => Array.from({ length: families }, () => [1, 1]);
const allWrong = (families: number): Outcomes => Array.from({ length: families }, () => [0, 0]);

describe('a difference of means', () => {
  it('is that of the turns, with the interval and the exact p that can be worked out by hand', () => {
    // Families of one turn: 8 gained, 1 lost, 11 as before. Tango's interval from the formula in statsmodels' confint_mcnemar-like
    // score inversion: see the fixtures of stats; here the p is that of McNemar: 2·P(X ≤ 1 | n = 9) = 2·10/512.
    const before: Outcomes = Array.from({ length: 20 }, (_, i) => [i < 8 ? 0 : 1]);
    const after: Outcomes = Array.from({ length: 20 }, (_, i) => [i === 8 ? 0 : 1]);
    const difference = defined(compared(poolOf(before, after)), 'intent.accuracy');
    expect(difference).toMatchObject({ interval: 'tango', test: 'sign-flip-exact', families: 20, differing: 9 });
    expect(difference.difference).toBeCloseTo(7 / 20, 12);
    expect(difference.p).toBeCloseTo(20 / 512, 12);
    expect(difference.lower).toBeGreaterThan(0);
  });

  it('of clustered turns is the guarded t: by hand, with the quantile of scipy 1.17.1', () => {
    // Per-family differences of two turns each: +2, 0, +1, −1, 0, +1 → mean 3/12; residuals d − 0.5.
    const before: Outcomes = [
      [0, 0],
      [1, 1],
      [0, 1],
      [1, 1],
      [0, 0],
      [1, 0],
    ];
    const after: Outcomes = [
      [1, 1],
      [1, 1],
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 1],
    ];
    const difference = defined(compared(poolOf(before, after)), 'intent.accuracy');
    const residuals = [1.5, -0.5, 0.5, -1.5, -0.5, 0.5];
    const squares = residuals.reduce((sum, r) => sum + r * r, 0);
    // Four families differ, fewer than 3 + 5 · (4 − 1)/(4 + 1): the unseen family of two turns moves the whole way.
    const se = Math.sqrt((6 / 5) * (squares + 2 ** 2 / 3)) / 12;
    // κ = Σr⁴/(Σr²)² = 10.375/5.5² ; 2/(κ − 1/6) = 11.34, at most 5.
    const t = 2.5705818356363; // t(0.975, 5)
    expect(difference.interval).toBe('cluster-guarded-t');
    expect(difference.difference).toBeCloseTo(0.25, 12);
    expect(difference.lower).toBeCloseTo(0.25 - t * se, 9);
    expect(difference.upper).toBeCloseTo(0.25 + t * se, 9);
  });

  it('is not falsely narrow when three of sixty families differ: neither the same nor better', () => {
    const before: Outcomes = Array.from({ length: 60 }, () => [1, 0, 1, 0]);
    const after: Outcomes = before.map((turns, i) => (i % 20 === 7 ? [1, 1, 1, 0] : turns));
    const difference = defined(compared(poolOf(before, after), { margin: 0.028 }), 'intent.accuracy');
    expect(difference).toMatchObject({ differing: 3, verdict: 'inconclusive', test: 'sign-flip-exact', p: 0.25 });
    // The plain clustered t has 0.0125 ± 0.0142: within a margin of 0.028, by the word of three families.
    expect(difference.upper).toBeGreaterThan(0.028);
    expect(difference.lower).toBeLessThan(-0.004);
  });

  it('adjusts p over the metrics, and over the slices apart', () => {
    const pool = poolOf(
      allWrong(24),
      Array.from({ length: 24 }, (_, i) => [i % 3 === 0 ? 1 : 0, 0]),
    );
    const differences = compared(pool, { slices: [{}, { dialect: 'yue' }, { dialect: 'standard' }] });
    for (const d of differences)
      if (d.status === 'defined' && d.p !== undefined) expect(d.p_adjusted).toBeGreaterThanOrEqual(d.p);
    expect(differences).toHaveLength(9);
  });
});

describe('runs that are the same', () => {
  it.each([
    ['all right', allRight(12)],
    ['all wrong', allWrong(12)],
    [
      'mixed',
      [
        [1, 0],
        [0, 1],
        [1, 1],
        [0, 0],
      ] as Outcomes,
    ],
  ])('%s: the difference is exactly 0, the verdict never better or worse', (_, outcomes) => {
    for (const d of compared(poolOf(outcomes, outcomes))) {
      if (d.status === 'undefined') continue;
      expect(d.difference).toBe(0);
      expect(d.verdict).toBe(d.metric === 'latency.p95_ms' || d.metric.startsWith('intent.') ? 'same' : 'inconclusive');
      expect(d.p ?? 1).toBe(1);
    }
    const withoutMargin = defined(compared(poolOf(outcomes, outcomes), { margin: 0 }), 'intent.accuracy');
    expect(withoutMargin.verdict).toBe('inconclusive');
  });
});

describe('extremes', () => {
  it('all wrong against all right is better, with an interval that has a width', () => {
    const difference = defined(compared(poolOf(allWrong(30), allRight(30))), 'intent.accuracy');
    expect(difference).toMatchObject({ difference: 1, verdict: 'better', upper: 1 });
    expect(difference.lower).toBeLessThan(1);
    expect(defined(compared(poolOf(allRight(30), allWrong(30))), 'intent.accuracy')).toMatchObject({
      difference: -1,
      verdict: 'worse',
    });
  });

  it('one family alone has a difference, no interval, and no verdict but inconclusive', () => {
    const difference = defined(compared(poolOf([[0, 0]], [[1, 1]])), 'intent.accuracy');
    expect(difference).toMatchObject({ difference: 1, verdict: 'inconclusive', p: 1, families: 1 });
    expect(difference.flags).toEqual(['few-families', 'no-interval']);
    expect(difference).not.toHaveProperty('lower');
  });

  it('a slice without members is undefined with a reason', () => {
    const [difference] = compared(poolOf([[1]], [[0]]), { slices: [{ dialect: 'wu' }] });
    expect(difference).toMatchObject({ status: 'undefined', reason: 'no turn carries an intent label' });
  });

  it('a metric that a run does not expose is undefined, naming the run', () => {
    const pool = poolOf(allRight(3), allRight(3));
    const [difference] = comparePool([pool.sliceOf({})], [0, 1], {
      ...measuring,
      metrics: [ACCURACY],
      reasonOf: (run) => (run === 1 ? 'the bot exposes no intents' : undefined),
      signature: () => 's',
      margins: new Map(),
    });
    expect(difference).toMatchObject({ status: 'undefined', reason: 'candidate: the bot exposes no intents' });
  });

  it('an inconclusive difference says how many families more', () => {
    const before: Outcomes = Array.from({ length: 24 }, (_, i) => [i % 2 === 0 ? 1 : 0]);
    const after: Outcomes = Array.from({ length: 24 }, (_, i) => [i % 2 === 0 || i % 8 === 1 ? 1 : 0]);
    const difference = defined(compared(poolOf(before, after)), 'intent.accuracy');
    expect(difference.verdict).toBe('inconclusive');
    expect(difference.families_more).toBeGreaterThan(0);
  });
});

const outcomes = fc.integer({ min: 2, max: 9 }).chain((families) => {
  const run = fc.array(fc.tuple(fc.constantFrom(0, 1, 'stock.ask'), fc.constantFrom(0, 1)), {
    minLength: families,
    maxLength: families,
  });
  return fc.tuple(run, run);
});

describe('any two runs', () => {
  it('swapped have the negative difference, the mirrored interval and the same p', () => {
    fc.assert(
      fc.property(outcomes, ([a, b]) => {
        const pool = poolOf(a as Outcomes, b as Outcomes);
        const [there, back] = [compared(pool), compared(pool, { runs: [1, 0] })];
        for (const [i, d] of there.entries()) {
          const other = back[i];
          expect(other?.status).toBe(d.status);
          if (d.status === 'undefined' || other?.status !== 'defined') continue;
          expect(d.difference + other.difference).toBeCloseTo(0, 12);
          if (d.lower !== undefined) expect(d.lower).toBeCloseTo(-(other.upper as number), 9);
          if (d.p !== undefined) expect(d.p).toBeCloseTo(other.p as number, 12);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('a statistic that is no sum', () => {
  it('is tested by swapping families: as counting all patterns by hand says', () => {
    const before: Outcomes = [
      [1, 0],
      [0, 'price.ask'],
      [1, 1],
      [0, 0],
      ['stock.ask', 1],
    ];
    const after: Outcomes = [
      [1, 1],
      [1, 1],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const value = (runs: Outcomes): number => {
      const labels = new Map<string, { tp: number; fp: number; fn: number }>();
      const at = (name: string) => labels.get(name) ?? labels.set(name, { tp: 0, fp: 0, fn: 0 }).get(name)!;
      for (const turns of runs) {
        turns.forEach((outcome, turn) => {
          const gold = turn % 2 === 0 ? 'price.ask' : 'stock.ask';
          const predicted = outcome === 1 ? gold : outcome === 0 ? 'chitchat.greet' : outcome;
          if (gold === predicted) at(gold).tp += 1;
          else {
            at(gold).fn += 1;
            at(predicted).fp += 1;
          }
        });
      }
      const scores = [...labels.values()].map(({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn));
      return scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
    };
    const observed = value(after) - value(before);
    let reached = 0;
    for (let pattern = 0; pattern < 32; pattern += 1) {
      const side = (own: Outcomes, other: Outcomes) => own.map((turns, f) => ((pattern >> f) & 1 ? (other[f] as never) : turns));
      if (Math.abs(value(side(after, before)) - value(side(before, after))) >= Math.abs(observed) * (1 - 1e-12)) reached += 1;
    }
    const difference = defined(compared(poolOf(before, after)), 'intent.macro_f1');
    expect(difference.difference).toBeCloseTo(observed, 12);
    expect(difference).toMatchObject({ test: 'swap-exact', p: reached / 32 });
  });
});

describe('a ratio of runs', () => {
  it('is candidate / baseline, 1 with a width of 0 for one and the same run', () => {
    const slice = poolOf(allRight(30), allRight(30)).sliceOf({});
    expect(runRatio(slice, P95, [0, 1], measuring)).toMatchObject({ ratio: 1, lower: 1, upper: 1 });
    expect(runRatio(slice, metricOf('latency.error_rate'), [0, 1], measuring)).toBeUndefined();
  });
});

describe('a leaderboard', () => {
  const contenders = ['a', 'b', 'c', 'd'].map((name, i) => ({ name, value: [0.9, 0.88, 0.7, 0.88][i] as number }));

  it('shows ties as ranges and separates only what is beyond chance', () => {
    const p = (a: number, b: number) => (a === 2 || b === 2 ? 0.001 : 0.4);
    const { places } = leaderboard('intent.accuracy', contenders, 'higher', 0.95, p);
    expect(places.map(({ name, best, worst }) => [name, best, worst])).toEqual([
      ['a', 1, 3],
      ['b', 1, 3],
      ['d', 1, 3],
      ['c', 4, 4],
    ]);
  });

  it('adjusts over all pairs: p values of 0.02 among six pairs separate nobody', () => {
    const { places } = leaderboard('intent.accuracy', contenders, 'higher', 0.95, () => 0.02);
    expect(places.every(({ best, worst }) => best === 1 && worst === 4)).toBe(true);
  });

  it('puts the smallest first where lower is better', () => {
    const { places } = leaderboard('latency.p95_ms', contenders, 'lower', 0.95, () => 0);
    expect(places[0]).toMatchObject({ name: 'c', best: 1, worst: 1 });
  });
});

it('a pool refuses a dialogue that one of the runs does not have', () => {
  const pool = poolOf([[1]], [[1]]);
  expect(() => pool.add([])).toThrow(/0 scores for 2 runs/);
  expect(measureSlice(pool.sliceOf({ dialect: 'wu' }), [ACCURACY], [0, 1], measuring).size).toBe(0);
});
