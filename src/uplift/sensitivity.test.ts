/** Range over the parameter box and break-even values, where they can be worked out by hand. */
import { expect, it } from 'vitest';
import type { DialogueEvents, TurnEvents } from '../schema/index.js';
import { upliftSensitivity } from './sensitivity.js';
import { simulateUplift } from './simulate.js';

function one(...turns: TurnEvents[]): DialogueEvents[] {
  return [{ dialogue_id: 'd', trial: 0, family: 'd', turns }];
}

it('finds the weights at which an understood intent is worth as much as a more relevant reply', () => {
  // One turn each: the satisfactions are equal where b_I = b_R·(2R − 1).
  // b_R = 0.7 and R = 0.75 add 0.35, so that the intent weight breaks even at 0.35.
  const { break_even } = upliftSensitivity(one({ relevance: 0.75 }), one({ intent_correct: true }), 0);
  expect(break_even.find((row) => row.parameter === 'intentWeight')?.value).toBeCloseTo(0.35, 9);
  // And the relevance weight at b_I / (2R − 1) = 1.
  expect(break_even.find((row) => row.parameter === 'relevanceWeight')?.value).toBeCloseTo(1, 9);
  expect(break_even.map((row) => row.parameter)).toEqual(['intentWeight', 'relevanceWeight']);
});

it('has no break-even and a range of one sign where the candidate is better by one event', () => {
  const { simulated_range, break_even } = upliftSensitivity(one({ intent_correct: false }), one({ intent_correct: true }), 0);
  expect(break_even).toEqual([]);
  expect(simulated_range.lower).toBeGreaterThan(0);
});

it('spans the tornado', () => {
  const [baseline, candidate] = [one({ relevance: 0.75, latency_s: 20 }, {}), one({ intent_correct: true, latency_s: 5 }, {})];
  const { simulated_range } = upliftSensitivity(baseline, candidate, 0);
  const names = { baseline: 'a', candidate: 'b' };
  const options = { window: '24h', purchase: 'order', denominator: 'consultations', seed: 0, draws: 0, names } as const;
  const ends = simulateUplift(baseline, candidate, options).tornado.flatMap((bar) => [
    bar.simulated_at_p05,
    bar.simulated_at_p95,
  ]);
  expect(simulated_range.lower).toBeLessThan(Math.min(...ends));
  expect(simulated_range.upper).toBeGreaterThan(Math.max(...ends));
});
