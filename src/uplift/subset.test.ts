/** Samples of families: whole when small, one a stratum when large, and a sampling variance that is the true one. */
import { expect, it } from 'vitest';
import type { DialogueEvents } from '../schema/index.js';
import { uniform } from '../stats/index.js';
import { compareEvents } from './comparison.js';
import { sampleFamilies, samplingVariance, strataOf } from './subset.js';

/** One pair a family, the candidate's relevance rising from family to family: family f ranks f-th by its difference. */
const COUNT = 600;
const dialogues = (relevance: (i: number) => number): DialogueEvents[] =>
  Array.from({ length: COUNT }, (_, i) => {
    const id = `d${String(i).padStart(4, '0')}`;
    return { dialogue_id: id, trial: 0, family: id, turns: [{ relevance: relevance(i) }] };
  });
const RISING = compareEvents(
  dialogues(() => 0.1),
  dialogues((i) => 0.2 + (0.7 * i) / COUNT),
  3,
);
const FALLING = compareEvents(
  dialogues((i) => 0.2 + (0.7 * i) / COUNT),
  dialogues(() => 0.1),
  3,
);

it('takes a run that is not too large whole, in its own order', () => {
  const strata = strataOf(FALLING.pairs, FALLING.atDefaults, COUNT);
  expect([...sampleFamilies(strata, 0, 5)]).toEqual(Array.from({ length: COUNT }, (_, f) => f));
  expect(samplingVariance(strata, new Float64Array(COUNT), new Float64Array(COUNT))).toBe(0);
});

it('takes one family from each stratum of a large run, other ones each time, the same for swapped bots', () => {
  const strata = strataOf(RISING.pairs, RISING.atDefaults, 60);
  const sample = [...sampleFamilies(strata, 0, 0)];
  expect(sample.map((f) => Math.floor(f / 10))).toEqual(Array.from({ length: 60 }, (_, stratum) => stratum));
  expect(sample).not.toEqual([...sampleFamilies(strata, 0, 1)]);
  const swapped = strataOf(FALLING.pairs, FALLING.atDefaults, 60);
  expect([...sampleFamilies(swapped, 0, 0)]).toEqual(sample);
});

it('never takes fewer than fifty families', () => {
  expect(strataOf(RISING.pairs, RISING.atDefaults, 1).count).toBe(50);
});

it('states the variance that the sampling has: values without relation to the strata', () => {
  const strata = strataOf(RISING.pairs, RISING.atDefaults, 60);
  const valueIn = (f: number) => uniform(9, f, 'test.values');
  const ones = new Float64Array(60).fill(1);
  const samples = Array.from({ length: 2000 }, (_, index) => Float64Array.from(sampleFamilies(strata, 1, index), valueIn));
  const means = samples.map((values) => values.reduce((sum, x) => sum + x, 0) / 60);
  const centre = means.reduce((sum, x) => sum + x, 0) / means.length;
  const actual = means.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (means.length - 1);
  const stated = samples.reduce((sum, values) => sum + samplingVariance(strata, values, ones), 0) / samples.length;
  expect(stated / actual).toBeGreaterThan(0.85);
  expect(stated / actual).toBeLessThan(1.15);
});
