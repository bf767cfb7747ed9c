/** Draws: the priors they come from, what the variance is split into, and that a sampled large run agrees with the whole. */
import { describe, expect, it } from 'vitest';
import type { DialogueEvents } from '../schema/index.js';
import { pearson, quantileSorted } from '../stats/index.js';
import { compareEvents } from './comparison.js';
import { drawParameters, drawUplift } from './draws.js';
import { syntheticDialogues } from './fixtures/synthetic.js';
import { PARAMETERS, type UpliftParameters } from './parameters.js';
import { priorQuantile } from './priors.js';

it('draws every parameter from its prior', () => {
  const draws = Array.from({ length: 2000 }, (_, m) => drawParameters(0, m));
  for (const info of PARAMETERS) {
    const sorted = draws.map((draw) => draw[info.name]).sort((a, b) => a - b);
    const below = (p: number) => sorted.filter((value) => value <= priorQuantile(info, p)).length / sorted.length;
    if (info.prior.kind === 'fixed') expect(new Set(sorted)).toEqual(new Set([info.value]));
    // Four standard errors of a share of 2000 draws.
    else for (const p of [0.05, 0.5, 0.95]) expect(Math.abs(below(p) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 2000));
  }
  expect(
    quantileSorted(
      draws.map((draw) => draw.purchaseBase).sort((a, b) => a - b),
      0.5,
    ),
  ).toBeCloseTo(-0.85, 1);
});

it('draws the parameters independently of each other', () => {
  const draws = Array.from({ length: 2000 }, (_, m) => drawParameters(0, m));
  const of = (name: keyof UpliftParameters) => draws.map((draw) => draw[name]);
  for (const other of ['leavingBase', 'handoffWeight', 'lossAversion', 'satisfactionCarryOver'] as const) {
    // Four standard errors of a correlation of 2000 independent pairs.
    expect(Math.abs(pearson(of('purchaseBase'), of(other)) ?? 1)).toBeLessThan(4 / Math.sqrt(2000));
  }
});

describe('the split of the variance', () => {
  const relevances = (values: readonly number[]): DialogueEvents[] =>
    values.map((relevance, i) => ({ dialogue_id: `d${i}`, trial: 0, family: `d${i}`, turns: [{ relevance }] }));

  it('is all assumption when every family differs alike', () => {
    const comparison = compareEvents(relevances(Array(20).fill(0.4)), relevances(Array(20).fill(0.7)), 0);
    expect(drawUplift(comparison, { draws: 100 })?.assumptionShare).toBeCloseTo(1, 9);
  });

  it('is all data when gains and losses of the families cancel, whatever the parameters', () => {
    const [low, high] = [Array(10).fill(0.4), Array(10).fill(0.7)];
    const comparison = compareEvents(relevances([...low, ...high]), relevances([...high, ...low]), 0);
    const drawn = drawUplift(comparison, { draws: 100 });
    expect(drawn?.assumptionShare).toBeCloseTo(0, 9);
    // Resampled families tip the balance either way.
    expect(drawn?.absolute.lower).toBeLessThan(0);
    expect(drawn?.absolute.upper).toBeGreaterThan(0);
  });
});

describe('a large run', () => {
  const count = 2000;
  const comparison = (candidate: { readonly intentAccuracy: number; readonly latencyS: number }) =>
    compareEvents(
      syntheticDialogues(count, { seed: 1, intentAccuracy: 0.8, latencyS: 4 }),
      syntheticDialogues(count, { seed: 2, ...candidate }),
      0,
    );

  it.each([
    ['nearly equal bots, where the data make the width', { intentAccuracy: 0.8, latencyS: 4 }],
    ['a better bot, where the assumptions make it', { intentAccuracy: 0.95, latencyS: 2 }],
  ])('has the intervals and the share of a full evaluation: %s', (_, candidate) => {
    const run = comparison(candidate);
    const draws = 200;
    const [sampled, full] = [drawUplift(run, { draws, mostPairs: 200 }), drawUplift(run, { draws, mostPairs: count })];
    if (sampled === undefined || full === undefined) throw new Error('no draws');
    const width = full.absolute.upper - full.absolute.lower;
    expect(Math.abs(sampled.absolute.lower - full.absolute.lower)).toBeLessThan(0.2 * width);
    expect(Math.abs(sampled.absolute.upper - full.absolute.upper)).toBeLessThan(0.2 * width);
    expect(Math.abs((sampled.assumptionShare ?? 2) - (full.assumptionShare ?? -1))).toBeLessThan(0.2);
  });
});
