import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DialogueScore, TurnScore } from '../schema/index.js';
import { Aggregator, METRICS } from './index.js';

const exposed = { text: true, intents: true, slots: true, products: true, handoff: true, emotion: true };
/** Metrics that a turn alone makes; what holds turns against each other reaches beyond a slice. */
const EVERY_KIND = ['intent.accuracy', 'intent.macro_f1', 'intent.mcc', 'slots.micro_f1', 'slots.state_f1', 'latency.p90_ms'];
const INTENTS = ['price', 'stock', 'oos'];

/** A turn with a value for metrics of every kind: mean of fractions (sixty-fourths, which add up exactly), ratio, macro-F1, time. */
const turnScore: fc.Arbitrary<TurnScore> = fc
  .record({
    ok: fc.boolean(),
    gold: fc.nat(2),
    predicted: fc.nat(2),
    f1: fc.nat(64),
    ms: fc.nat(9),
  })
  .map(({ ok, gold, predicted, f1, ms }) => ({
    dialogue_id: 'd',
    turn: 0,
    trial: 0,
    status: ok ? 'ok' : 'error',
    exposed,
    ...(ok ? { latencyMs: ms } : {}),
    intent: { gold: [INTENTS[gold] as string], predicted: [INTENTS[predicted] as string], correct: gold === predicted ? 1 : 0 },
    slots: { tp: gold, fp: predicted, fn: 1, jointGoal: 0, stateF1: f1 / 64, stateGain: 0 },
  }));

const labels = fc.subarray(['a=1', 'a=2', 'b=1']);
/** Dialogues whose families interleave and whose turns need not stand in the same slices. */
const dialogues = fc.array(
  fc.record({ family: fc.nat(4), turns: fc.array(fc.tuple(turnScore, labels), { minLength: 1, maxLength: 4 }) }).map(
    ({ family, turns }): DialogueScore => ({
      family: `f${family}`,
      turns: turns.map(([turn]) => turn),
      slices: turns.map(([, of]) => of),
    }),
  ),
  { maxLength: 12 },
);

function estimatesOf(scores: readonly DialogueScore[]) {
  // Without resamples, for these are named after the slice.
  const metrics = METRICS.filter(({ name }) => EVERY_KIND.includes(name));
  const aggregator = new Aggregator({ metrics, level: 0.95, seed: 0, resamples: 0, scorerSignatures: {} });
  for (const score of scores) aggregator.add(score);
  return aggregator.finish().estimates;
}

/** The turns of a dialogue that stand in the slice. */
function within(label: string, { family, turns, slices }: DialogueScore): DialogueScore[] {
  const chosen = turns.filter((_, i) => slices[i]?.includes(label));
  return chosen.length === 0 ? [] : [{ family, turns: chosen, slices: chosen.map(() => []) }];
}

test('a slice has the estimates of a run of its turns alone', () => {
  fc.assert(
    fc.property(dialogues, (scores) => {
      const inAll = estimatesOf(scores).filter(({ slice }) => slice.a === '1');
      const alone = estimatesOf(scores.flatMap((score) => within('a=1', score)));
      if (inAll.length === 0) return;
      const bare = (list: typeof alone) => list.map(({ slice: _, ...rest }) => rounded(rest));
      expect(bare(inAll)).toEqual(bare(alone));
    }),
  );
});

/** Intents are numbered by their first appearance, and their F1 added up in that order. */
function rounded(estimate: object): object {
  return JSON.parse(JSON.stringify(estimate, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)));
}
