/** Improving one event never lowers the conversion, where staying pays and no weight is negative; and what happens elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnEvents } from '../schema/index.js';
import { conversionModel, conversionProbability } from './conversion.js';
import { DEFAULT_PARAMETERS, PARAMETERS, type UpliftParameters } from './parameters.js';
import { priorQuantile } from './priors.js';

/** Anywhere between the 1% and 99% quantile of each prior; the two signed weights not below 0. */
const parameters = fc
  .tuple(
    ...PARAMETERS.map((info) => fc.double({ min: 0.01, max: 0.99, noNaN: true }).map((p) => [info.name, priorQuantile(info, p)])),
  )
  .map((entries) => Object.fromEntries(entries) as UpliftParameters)
  .map((p) => ({ ...p, emotionWeight: Math.max(0, p.emotionWeight), handoffWeight: Math.max(0, p.handoffWeight) }));

const share = fc.double({ min: 0, max: 1, noNaN: true });
const turn: fc.Arbitrary<TurnEvents> = fc.record(
  {
    intent_correct: fc.boolean(),
    relevance: share,
    critical_error: fc.boolean(),
    state_gain: share.map((x) => 2 * x - 1),
    emotion_handling: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    handoff: fc.constantFrom('none' as const, 'correct' as const, 'unneeded' as const, 'missed' as const),
    latency_s: share.map((x) => 120 * x),
  },
  { requiredKeys: [] },
);

/** The same turn with one event better by `by` in [0,1]; unchanged where the event is absent. */
const IMPROVEMENTS: Readonly<Record<keyof TurnEvents, (turn: TurnEvents, by: number) => Partial<TurnEvents>>> = {
  intent_correct: (t) => (t.intent_correct === undefined ? {} : { intent_correct: true }),
  relevance: (t, by) => (t.relevance === undefined ? {} : { relevance: t.relevance + by * (1 - t.relevance) }),
  critical_error: (t) => (t.critical_error === undefined ? {} : { critical_error: false }),
  state_gain: (t, by) => (t.state_gain === undefined ? {} : { state_gain: t.state_gain + by * (1 - t.state_gain) }),
  emotion_handling: (t) => (t.emotion_handling === undefined ? {} : { emotion_handling: 1 }),
  handoff: (t) => (t.handoff === undefined ? {} : { handoff: 'correct' }),
  latency_s: (t, by) => (t.latency_s === undefined ? {} : { latency_s: t.latency_s * (1 - by) }),
};

describe('where staying pays', () => {
  it.each(Object.entries(IMPROVEMENTS))('a better %s never lowers the conversion', (_, improve) => {
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 8 }),
        fc.option(share),
        parameters,
        fc.nat(7),
        share,
        (turns, match, p, at, by) => {
          const improved = turns.map((t, i) => (i === at % turns.length ? { ...t, ...improve(t, by) } : t));
          const before = conversionProbability(turns, match ?? undefined, p);
          const after = conversionProbability(improved, match ?? undefined, p);
          fc.pre(after >= conversionModel(p).leaverConversion);
          expect(after).toBeGreaterThanOrEqual(before - 1e-12);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('a better match never lowers the conversion, anywhere', () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 8 }), share, share, parameters, (turns, match, by, p) => {
      const after = conversionProbability(turns, match + by * (1 - match), p);
      expect(after).toBeGreaterThanOrEqual(conversionProbability(turns, match, p) - 1e-12);
    }),
    { numRuns: 300 },
  );
});

/** The limits of the claim, kept as tests so that the documentation stays true. */
describe('elsewhere it can', () => {
  const awful: TurnEvents = { intent_correct: false, relevance: 0, critical_error: true };

  it('hold: a shopper who waits for a critically wrong answer buys less than one who leaves, at the defaults', () => {
    const slow = conversionProbability([{ ...awful, latency_s: 120 }], undefined, DEFAULT_PARAMETERS);
    const quick = conversionProbability([{ ...awful, latency_s: 1 }], undefined, DEFAULT_PARAMETERS);
    expect(quick).toBeLessThan(slow);
    expect(quick).toBeLessThan(conversionModel(DEFAULT_PARAMETERS).leaverConversion);
  });

  it('hold: a negative weight turns the sign of a handoff or of an emotion', () => {
    const p = { ...DEFAULT_PARAMETERS, handoffWeight: -0.04, emotionWeight: -0.2 };
    const plain = conversionProbability([{}], undefined, p);
    expect(conversionProbability([{ handoff: 'correct' }], undefined, p)).toBeLessThan(plain);
    expect(conversionProbability([{ emotion_handling: 1 }], undefined, p)).toBeLessThan(plain);
  });
});
