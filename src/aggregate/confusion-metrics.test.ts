import { describe, expect, it } from 'vitest';
import type { DefinedEstimate } from '../schema/index.js';
import { aggregate, dialogue, intent, named, only, turn } from './fixtures/scores.js';

const NAMES = ['intent.macro_f1', 'intent.weighted_f1', 'intent.balanced_accuracy', 'intent.mcc', 'intent.kappa'];

function estimatesOf(pairs: readonly (readonly [string, string | undefined])[], resamples = 200) {
  const dialogues = pairs.map(([gold, predicted], i) => dialogue(`f${i}`, [turn({ intent: intent(gold, predicted) })]));
  return aggregate(dialogues, { metrics: only(...NAMES), resamples }).estimates;
}

describe('statistics of the confusion', () => {
  it('are 1 when all is right; shares have an exact interval, correlations none', () => {
    const estimates = estimatesOf(Array.from({ length: 10 }, (_, i) => (i % 2 ? ['a', 'a'] : ['b', 'b'])));
    for (const name of NAMES.slice(0, 3)) {
      expect(named(estimates, name)).toMatchObject({
        value: 1,
        interval: 'clopper-pearson',
        lower: expect.closeTo(0.025 ** 0.1, 9),
      });
    }
    for (const name of NAMES.slice(3))
      expect(named(estimates, name)).toMatchObject({ value: 1, flags: ['few-families', 'no-interval'] });
  });

  it('are 0, and worse than chance, when all is wrong', () => {
    const estimates = estimatesOf(Array.from({ length: 10 }, (_, i) => (i % 2 ? ['a', 'b'] : ['b', 'a'])));
    for (const name of NAMES.slice(0, 3)) expect(named(estimates, name)).toMatchObject({ value: 0, interval: 'clopper-pearson' });
    for (const name of NAMES.slice(3)) expect(named(estimates, name)).toMatchObject({ value: -1 });
  });

  it('leave agreement beyond chance undefined where there is one intent alone: scikit-learn says 0 or NaN', () => {
    const estimates = estimatesOf([
      ['a', 'a'],
      ['a', 'a'],
    ]);
    for (const name of NAMES.slice(3))
      expect(named(estimates, name)).toMatchObject({ status: 'undefined', reason: expect.stringContaining('one intent alone') });
    expect(named(estimates, 'intent.macro_f1')).toMatchObject({ value: 1 });
  });

  it('are given without an interval for one family', () => {
    const turns = [intent('a', 'a'), intent('b', 'a')].map((score) => turn({ intent: score }));
    const { estimates } = aggregate([dialogue('f', turns)], { metrics: only(...NAMES) });
    for (const name of NAMES.slice(0, 3))
      expect(named(estimates, name)).toMatchObject({ families: 1, flags: ['few-families', 'no-interval'] });
  });

  it('count a call that predicts nothing as a prediction of no class', () => {
    const estimates = estimatesOf([
      ['a', 'a'],
      ['b', undefined],
      ['b', 'b'],
      ['a', 'a'],
    ]);
    // Recalls 1 and 1/2; F1 1 and 2/3, each over two of four turns.
    expect(named(estimates, 'intent.balanced_accuracy')).toMatchObject({ value: 0.75 });
    expect(named(estimates, 'intent.weighted_f1')).toMatchObject({ value: expect.closeTo(5 / 6, 12) });
    // Right 3/4; by chance 2/4·2/4 + 2/4·1/4 = 3/8.
    expect(named(estimates, 'intent.kappa')).toMatchObject({ value: expect.closeTo((3 / 4 - 3 / 8) / (5 / 8), 12) });
  });

  it('agree, linearised, with the bootstrap where they take over', () => {
    const intents = ['a', 'b', 'c', 'd'];
    const family = (i: number) =>
      dialogue(
        `f${i}`,
        [0, 1, 2].map((t) => {
          const gold = intents[(i + t) % 4] as string;
          const isRight = (i * 7 + t * (i % 3)) % 5 < 3;
          return turn({ intent: intent(gold, isRight ? gold : intents[(i * 3 + t) % 4]) });
        }),
      );
    const of = (families: number, resamples: number) =>
      aggregate(
        Array.from({ length: families }, (_, i) => family(i)),
        { metrics: only(...NAMES), resamples },
      ).estimates;
    const [few, many] = [of(499, 3000), of(500, 0)];
    for (const name of NAMES) {
      const [a, b] = [named(few, name) as DefinedEstimate, named(many, name) as DefinedEstimate];
      expect([name, a.interval, b.interval]).toEqual([name, 'cluster-bootstrap', 'cluster-linearised']);
      const width = (a.upper as number) - (a.lower as number);
      expect(Math.abs((b.lower as number) - (a.lower as number))).toBeLessThan(0.08 * width);
      expect(Math.abs((b.upper as number) - (a.upper as number))).toBeLessThan(0.08 * width);
    }
  });
});
