/** The simulation as a whole: identities that hold exactly, the null of swapped labels, and the empty and extreme cases. */
import { describe, expect, it } from 'vitest';
import { type DialogueEvents, SIMULATED_NOTICE, simulatedSchema, type TurnEvents } from '../schema/index.js';
import { uniform } from '../stats/index.js';
import { EventColumns } from './columns.js';
import { compareEvents } from './comparison.js';
import { syntheticDialogues } from './fixtures/synthetic.js';
import { type SimulateOptions, simulateUplift } from './simulate.js';

const OPTIONS: SimulateOptions = {
  window: '24h',
  purchase: 'order',
  denominator: 'consultations',
  seed: 0,
  draws: 60,
  names: { baseline: 'old', candidate: 'new' },
};
const WEAK = syntheticDialogues(60, { seed: 1, intentAccuracy: 0.6, latencyS: 12 });
const STRONG = syntheticDialogues(60, { seed: 2, intentAccuracy: 0.95, latencyS: 2 });

function alike(count: number, turns: readonly TurnEvents[]): DialogueEvents[] {
  return Array.from({ length: count }, (_, i) => ({ dialogue_id: `d${i}`, trial: 0, family: `d${i}`, turns }));
}

it('says what it is', () => {
  const simulated = simulateUplift(WEAK, STRONG, OPTIONS);
  expect(simulatedSchema.parse(simulated)).toEqual(simulated);
  expect(simulated).toMatchObject({
    notice: SIMULATED_NOTICE,
    tier: 'PRIOR-ONLY',
    window: '24h',
    purchase: 'order',
    denominator: 'consultations',
    baseline: 'old',
    candidate: 'new',
    dialogues: 60,
    families: 30,
    seed: 0,
    draws: 60,
  });
  expect(simulated.simulated_uplift).toBeCloseTo(
    simulated.simulated_conversion_candidate - simulated.simulated_conversion_baseline,
    12,
  );
  const ratio = simulated.simulated_conversion_candidate / simulated.simulated_conversion_baseline;
  expect(simulated.simulated_uplift_relative).toBeCloseTo(ratio - 1, 12);
});

describe('identical bots', () => {
  const simulated = simulateUplift(STRONG, STRONG, OPTIONS);
  it('differ by exactly 0, in every draw', () => {
    expect(simulated.simulated_uplift).toBe(0);
    expect(simulated.simulated_uplift_relative).toBe(0);
    expect(simulated.simulated_uplift_interval).toEqual({ lower: 0, upper: 0, level: 0.9 });
    expect(simulated.simulated_uplift_relative_interval).toEqual({ lower: 0, upper: 0, level: 0.9 });
    expect(simulated.tornado.flatMap((bar) => [bar.simulated_at_p05, bar.simulated_at_p95]).every((value) => value === 0)).toBe(
      true,
    );
  });
  it('are equal everywhere, so that no test could tell them apart', () => {
    expect(simulated.dominance).toEqual({ better: 0, worse: 0, mixed: 0, equal: 1 });
    expect(simulated).not.toHaveProperty('consultations_per_arm');
    expect(simulated).not.toHaveProperty('simulated_assumption_share');
  });
});

it('negates the uplift exactly when the bots are swapped', () => {
  const forth = simulateUplift(WEAK, STRONG, OPTIONS);
  const back = simulateUplift(STRONG, WEAK, OPTIONS);
  expect(forth.simulated_uplift).not.toBe(0);
  expect(back.simulated_uplift).toBe(-forth.simulated_uplift);
  for (const [i, bar] of forth.tornado.entries()) {
    expect(back.tornado[i]).toEqual({
      parameter: bar.parameter,
      simulated_at_p05: -bar.simulated_at_p05,
      simulated_at_p95: -bar.simulated_at_p95,
    });
  }
  expect(back.simulated_uplift_interval?.lower).toBeCloseTo(-(forth.simulated_uplift_interval?.upper ?? Number.NaN), 12);
  expect(back.consultations_per_arm).toBe(forth.consultations_per_arm);
});

it('does not depend on the order of the dialogues, nor on how they are stored', () => {
  const expected = simulateUplift(WEAK, STRONG, OPTIONS);
  expect(simulateUplift([...WEAK].reverse(), STRONG, OPTIONS)).toEqual(expected);
  expect(simulateUplift(EventColumns.of(WEAK), EventColumns.of([...STRONG].reverse()), OPTIONS)).toEqual(expected);
});

it('depends on the seed in the intervals alone', () => {
  const first = simulateUplift(WEAK, STRONG, OPTIONS);
  const second = simulateUplift(WEAK, STRONG, { ...OPTIONS, seed: 1 });
  expect(second.simulated_uplift).toBe(first.simulated_uplift);
  expect(second.simulated_uplift_interval).not.toEqual(first.simulated_uplift_interval);
});

it('finds nothing, on average, when the labels of the bots are permuted within families', () => {
  const permutations = 300;
  const uplifts = Array.from({ length: permutations }, (_, r) => {
    const swapped = (d: DialogueEvents) => uniform(5, r * 1000 + Number(d.family.slice(1)), 'test.permutation') < 0.5;
    const baseline = WEAK.map((d, i) => (swapped(d) ? (STRONG[i] ?? d) : d));
    const candidate = STRONG.map((d, i) => (swapped(d) ? (WEAK[i] ?? d) : d));
    return compareEvents(baseline, candidate, 0).point.absolute;
  });
  const mean = uplifts.reduce((sum, x) => sum + x, 0) / permutations;
  const variance = uplifts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (permutations - 1);
  expect(variance).toBeGreaterThan(0);
  expect(Math.abs(mean) / Math.sqrt(variance / permutations)).toBeLessThan(4);
  // The uplift that was permuted away lies far outside of that null.
  expect(compareEvents(WEAK, STRONG, 0).point.absolute).toBeGreaterThan(3 * Math.sqrt(variance));
});

it('leaves the intervals out without draws', () => {
  const simulated = simulateUplift(WEAK, STRONG, { ...OPTIONS, draws: 0 });
  expect(simulated.draws).toBe(0);
  expect(simulated).not.toHaveProperty('simulated_uplift_interval');
  expect(simulated).not.toHaveProperty('simulated_uplift_relative_interval');
  expect(simulated).not.toHaveProperty('simulated_assumption_share');
  expect(simulated.tornado).toHaveLength(18);
});

describe('at the edges', () => {
  const failed: TurnEvents = { intent_correct: false, relevance: 0, latency_s: 30 };

  it('a bot that always fails is dominated', () => {
    const good: TurnEvents = { intent_correct: true, relevance: 1, latency_s: 1 };
    const simulated = simulateUplift(alike(5, [good, good]), alike(5, [failed, failed]), OPTIONS);
    expect(simulated.dominance.worse).toBe(1);
    expect(simulated.simulated_uplift).toBeLessThan(0);
    expect(simulated.simulated_uplift_interval?.upper).toBeLessThan(0);
  });

  it('two bots that always fail are equal', () => {
    expect(simulateUplift(alike(3, [failed]), alike(3, [failed]), OPTIONS).simulated_uplift).toBe(0);
  });

  it('dialogues without any event end at the base rate, and say what was absent', () => {
    const simulated = simulateUplift(alike(3, [{}]), alike(3, [{}]), OPTIONS);
    // E[σ(−0.85 + u)], u ~ N(0, 1), by adaptive quadrature (scipy.integrate.quad).
    expect(simulated.simulated_conversion_baseline).toBeCloseTo(0.3305282494599892, 6);
    expect(simulated.events.present).toEqual([]);
    expect(simulated.events.absent).toContain('match');
    expect(simulated.events.absent).toHaveLength(8);
  });

  it('an event of one bot alone is present', () => {
    const simulated = simulateUplift(alike(2, [{}]), alike(2, [{ relevance: 0.9 }]), OPTIONS);
    expect(simulated.events.present).toEqual(['relevance']);
  });

  it('one family leaves the part of the data unknown', () => {
    const simulated = simulateUplift(alike(1, [failed]), alike(1, [{}]), OPTIONS);
    expect(simulated).toHaveProperty('simulated_uplift_interval');
    expect(simulated).not.toHaveProperty('simulated_assumption_share');
  });

  it('no dialogues at all is a bug upstream', () => {
    expect(() => simulateUplift([], [], OPTIONS)).toThrow('no dialogues');
  });
});
