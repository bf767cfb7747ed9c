/** The tornado: each bar from the conversion itself, the widest first. */
import { expect, it } from 'vitest';
import type { DialogueEvents } from '../schema/index.js';
import { compareEvents } from './comparison.js';
import { conversionProbability } from './conversion.js';
import { DEFAULT_PARAMETERS } from './parameters.js';
import { tornadoOf } from './tornado.js';

const [WORSE, BETTER] = [
  [{ relevance: 0.2 }, {}],
  [{ relevance: 0.9 }, {}],
];

function one(turns: DialogueEvents['turns']): DialogueEvents[] {
  return [{ dialogue_id: 'd', trial: 0, family: 'd', turns }];
}

const BARS = tornadoOf(compareEvents(one(WORSE), one(BETTER), 0));

it('states the uplift at the 5% and the 95% quantile of the prior', () => {
  const upliftWith = (relevanceWeight: number) => {
    const parameters = { ...DEFAULT_PARAMETERS, relevanceWeight };
    return conversionProbability(BETTER, undefined, parameters) - conversionProbability(WORSE, undefined, parameters);
  };
  const bar = BARS.find((candidate) => candidate.parameter === 'relevanceWeight');
  // 0.7·exp(∓0.5·1.6448536…), by hand.
  expect(bar?.simulated_at_p05).toBeCloseTo(upliftWith(0.7 * Math.exp(-0.5 * 1.6448536269514722)), 12);
  expect(bar?.simulated_at_p95).toBeCloseTo(upliftWith(0.7 * Math.exp(0.5 * 1.6448536269514722)), 12);
});

it('puts the widest first, and gives parameters of absent events no width', () => {
  const widths = BARS.map((bar) => Math.abs(bar.simulated_at_p95 - bar.simulated_at_p05));
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(widths[0]).toBeGreaterThan(0.01);
  const still = BARS.filter((bar) =>
    ['intentWeight', 'handoffWeight', 'patienceS', 'purchaseMatchWeight'].includes(bar.parameter),
  );
  expect(still.map((bar) => bar.simulated_at_p95 - bar.simulated_at_p05)).toEqual([0, 0, 0, 0]);
});

it('has a bar for every parameter with a prior', () => {
  expect(BARS).toHaveLength(18);
  expect(BARS.map((bar) => bar.parameter)).not.toContain('unfeltLatencyS');
});
