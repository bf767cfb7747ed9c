/** The conversion model against an independent implementation, hand computation and simulated shoppers. */
import { describe, expect, it } from 'vitest';
import type { TurnEvents } from '../schema/index.js';
import { normalQuantile, uniform } from '../stats/index.js';
import { conversionProbability, conversionTrace } from './conversion.js';
import { syntheticDialogues } from './fixtures/synthetic.js';
import golden from './fixtures/uplift.json' with { type: 'json' };
import { DEFAULT_PARAMETERS, PARAMETERS, parametersFrom, type UpliftParameters } from './parameters.js';

type GoldenTurn = (typeof golden.cases)[number]['events'][number];

function parametersOf(params: Readonly<Record<string, number>>): UpliftParameters {
  return parametersFrom((info) => params[info.symbol] ?? Number.NaN);
}

function withoutNulls(turn: GoldenTurn): TurnEvents {
  return Object.fromEntries(Object.entries(turn).filter(([, value]) => value !== null));
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('the reference implementation', () => {
  it.each(golden.cases.map((c, i) => [i, c] as const))('case %i agrees in conversion and trace', (_, c) => {
    const turns = c.events.map(withoutNulls);
    const { conversion, trace } = conversionTrace(turns, c.match ?? undefined, parametersOf(c.params));
    expect(Math.abs(conversion - c.conversion)).toBeLessThan(1e-9);
    expect(trace).toHaveLength(c.trace.length);
    for (const [t, expected] of c.trace.entries()) {
      expect(Math.abs((trace[t]?.z ?? Number.NaN) - expected.z)).toBeLessThan(1e-9);
      expect(Math.abs((trace[t]?.quit ?? Number.NaN) - expected.quit)).toBeLessThan(1e-9);
      expect(Math.abs((trace[t]?.survival ?? Number.NaN) - expected.survival)).toBeLessThan(1e-9);
    }
  });

  it('covers every parameter by its symbol, and its first case states our defaults', () => {
    const params: Readonly<Record<string, number>> = golden.cases[0]?.params ?? {};
    expect(Object.keys(params).sort()).toEqual(PARAMETERS.map((info) => info.symbol).sort());
    expect(parametersOf(params)).toEqual(DEFAULT_PARAMETERS);
  });
});

describe('by hand', () => {
  const alike = { ...DEFAULT_PARAMETERS, shopperSpread: 0 };

  it('gives the base rate when nothing happened', () => {
    expect(conversionProbability([{}], undefined, alike)).toBeCloseTo(sigmoid(-0.85), 12);
    expect(conversionProbability([], undefined, alike)).toBeCloseTo(sigmoid(-0.85), 12);
    expect(conversionProbability([{}], 0.5, alike)).toBeCloseTo(sigmoid(-0.85), 12);
  });

  it('moves the log-odds by 0.8 (M − ½) and by 0.35 z', () => {
    expect(conversionProbability([{}], 1, alike)).toBeCloseTo(sigmoid(-0.85 + 0.4), 12);
    expect(conversionProbability([{ intent_correct: true }], undefined, alike)).toBeCloseTo(sigmoid(-0.85 + 0.35 * 0.5), 12);
    expect(conversionProbability([{ intent_correct: false }], undefined, alike)).toBeCloseTo(sigmoid(-0.85 - 0.35 * 0.75), 12);
  });

  it('weighs early leavers by κ: two empty turns', () => {
    const left = 1 - Math.exp(-Math.exp(-2.6));
    expect(conversionProbability([{}, {}], undefined, alike)).toBeCloseTo((1 - left + left * 0.45) * sigmoid(-0.85), 12);
  });

  it('feels no wait up to one second, and lets 1 − 1/e leave after 91 s', () => {
    expect(conversionTrace([{ latency_s: 1 }], undefined, alike).trace[0]?.quit).toBe(0);
    expect(conversionTrace([{ latency_s: 91 }], undefined, alike).trace[0]?.quit).toBeCloseTo(1 - Math.exp(-1), 12);
  });

  it('stays finite when every turn fails for an hour', () => {
    const failed: TurnEvents = { intent_correct: false, relevance: 0, latency_s: 3600, critical_error: true };
    const { conversion, trace } = conversionTrace(Array(50).fill(failed), 0, alike);
    expect(conversion).toBeCloseTo(0.45 * sigmoid(-0.85), 12);
    expect(trace.at(-1)?.survival).toBe(0);
  });
});

it('has converged at 21 nodes: 61 nodes change less than 1e-6', () => {
  for (const dialogue of syntheticDialogues(20, { seed: 1, intentAccuracy: 0.7, latencyS: 5 })) {
    const wide = { ...DEFAULT_PARAMETERS, shopperSpread: 1.5 };
    const change =
      conversionProbability(dialogue.turns, dialogue.match, wide) -
      conversionProbability(dialogue.turns, dialogue.match, wide, 61);
    expect(Math.abs(change)).toBeLessThan(1e-6);
  }
});

/** One shopper, event by event as the equations state them; `key` names the shopper, so that both bots meet the same one. */
function shopperBuys(turns: readonly TurnEvents[], match: number | undefined, key: number): number {
  const p = DEFAULT_PARAMETERS;
  const chance = (purpose: string) => uniform(11, key, `shopper.${purpose}`);
  const u = p.shopperSpread * normalQuantile(Math.max(chance('readiness'), 2 ** -53));
  const zs: number[] = [];
  for (const [t, turn] of turns.entries()) {
    const handoff = { none: 0, correct: 1, unneeded: -1, missed: -1 }[turn.handoff ?? 'none'];
    const intent = turn.intent_correct === undefined ? 0 : turn.intent_correct ? 1 : -p.lossAversion;
    const gain =
      p.intentWeight * intent +
      p.relevanceWeight * (2 * (turn.relevance ?? 0.5) - 1) -
      p.criticalErrorWeight * (turn.critical_error ? 1 : 0) +
      p.stateGainWeight * (turn.state_gain ?? 0) +
      p.emotionWeight * (turn.emotion_handling ?? 0) +
      p.handoffWeight * handoff;
    const z = p.satisfactionCarryOver * (zs.at(-1) ?? 0) + gain;
    zs.push(z);
    const wait = Math.max(0, (turn.latency_s ?? 0) - p.unfeltLatencyS);
    const leftWaiting = chance(`wait${t}`) < 1 - Math.exp(-((wait / p.patienceS) ** p.patienceShape));
    const hazard = 1 - Math.exp(-Math.exp(p.leavingBase - p.leavingSatisfactionWeight * z));
    const leftUnhappy = t < turns.length - 1 && chance(`leave${t}`) < hazard;
    if (leftWaiting || leftUnhappy) return chance('buy') < p.leaverPurchaseShare * sigmoid(p.purchaseBase + u) ? 1 : 0;
  }
  const average = 0.5 * (zs.reduce((a, b) => a + b, 0) / zs.length) + 0.5 * (zs.at(-1) ?? 0);
  const critical = turns.some((turn) => turn.critical_error) ? p.purchaseCriticalErrorWeight : 0;
  const shift = p.purchaseSatisfactionWeight * average + p.purchaseMatchWeight * ((match ?? 0.5) - 0.5) - critical;
  return chance('buy') < sigmoid(p.purchaseBase + u + shift) ? 1 : 0;
}

it('is what simulated shoppers do, within 4 standard errors, for either bot and for the difference', () => {
  const dialogues = 40;
  const shoppers = 500;
  const baseline = syntheticDialogues(dialogues, { seed: 1, intentAccuracy: 0.6, latencyS: 12 });
  const candidate = syntheticDialogues(dialogues, { seed: 2, intentAccuracy: 0.95, latencyS: 2 });
  const errors = { baseline: [] as number[], candidate: [] as number[], difference: [] as number[] };
  for (const [i, a] of baseline.entries()) {
    const b = candidate[i] ?? a;
    const exactA = conversionProbability(a.turns, a.match, DEFAULT_PARAMETERS);
    const exactB = conversionProbability(b.turns, b.match, DEFAULT_PARAMETERS);
    for (let s = 0; s < shoppers; s += 1) {
      const boughtA = shopperBuys(a.turns, a.match, i * shoppers + s);
      const boughtB = shopperBuys(b.turns, b.match, i * shoppers + s);
      errors.baseline.push(boughtA - exactA);
      errors.candidate.push(boughtB - exactB);
      errors.difference.push(boughtB - boughtA - (exactB - exactA));
    }
  }
  for (const values of Object.values(errors)) {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
    expect(Math.abs(mean) / Math.sqrt(variance / values.length)).toBeLessThan(4);
  }
});
