/** How broad the bundled dialogues are together: verticals, variants and hard cases. Counts of base turns unless a variant is named. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../src/dataset/index.js';
import { type Dialogue, goldIntents, type Turn } from '../src/schema/index.js';
import { verticals } from './compile.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const all: Dialogue[] = [];
for (const folder of verticals() as string[]) {
  for await (const batch of (await openDataset([folder], {}, here)).dialogues()) all.push(...batch);
}
const base = all.filter(({ parent }) => parent === undefined);
const turns = base.flatMap((dialogue) => dialogue.turns);

const has = ({ slices }: Pick<Turn, 'slices'>, name: string, value: string) => [slices?.[name] ?? []].flat().includes(value);
const countOf = (test: (turn: Turn) => boolean) => turns.filter(test).length;

describe('base dialogues', () => {
  it.each([
    ['mother-baby', 140],
    ['travel', 60],
    ['catering', 60],
    ['general', 40],
    ['finance', 15],
    ['health', 15],
    ['education', 15],
    ['retail-en', 60],
  ])('%s has at least %i', (vertical, least) => {
    expect(base.filter(({ slices }) => slices?.vertical === vertical).length).toBeGreaterThanOrEqual(least);
  });

  it('are at least 400 with 1,600 turns', () => {
    expect(base.length).toBeGreaterThanOrEqual(400);
    expect(turns.length).toBeGreaterThanOrEqual(1600);
  });

  it('state preferences with weights in at least 200', () => {
    expect(
      base.filter(({ shopper }) => shopper?.preferences !== undefined && shopper.weights !== undefined).length,
    ).toBeGreaterThanOrEqual(200);
  });
});

describe('variants, in turns', () => {
  it.each([
    ['dialect', 'yue', 100],
    ['dialect', 'sichuan', 100],
    ['dialect', 'dongbei', 100],
    ['dialect', 'wu', 100],
    ['dialect', 'taiwan', 100],
    ['dialect', 'henan', 100],
    ['form', 'abbreviation', 200],
    ['form', 'emoji', 80],
    ['form', 'traditional', 80],
    ['form', 'code-mixing', 80],
    ['dialect', 'scots', 50],
    ['dialect', 'indian-english', 50],
    ['dialect', 'aave', 50],
    ['form', 'textspeak', 50],
  ])('%s %s: at least %i', (name, value, least) => {
    const found = all.filter((dialogue) => has(dialogue, name, value)).flatMap((dialogue) => dialogue.turns);
    expect(found.length).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ['typo', 'zh-CN', 150],
    ['asr', 'zh-CN', 150],
    ['typo', 'en', 50],
  ])('%s in %s: at least %i', (form, lang, least) => {
    const found = all
      .filter((dialogue) => dialogue.lang === lang && has(dialogue, 'form', form))
      .flatMap((dialogue) => dialogue.turns);
    expect(found.length).toBeGreaterThanOrEqual(least);
  });
});

describe('hard cases, in base turns', () => {
  const cases: readonly (readonly [string, number, (turn: Turn) => boolean])[] = [
    ['keyword traps', 120, (turn) => has(turn, 'trap', 'keyword')],
    ['context needed', 200, (turn) => has(turn, 'context', 'needed')],
    ['several intents', 100, (turn) => has(turn, 'kind', 'several-intents')],
    ['out of scope', 100, (turn) => has(turn, 'scope', 'out')],
    ['not answerable', 100, (turn) => has(turn, 'answerable', 'no')],
    ['emotion with its handling', 150, ({ label }) => label?.emotion !== undefined && label.emotion_handling !== undefined],
    ['hand-off required', 80, (turn) => has(turn, 'handoff', 'required')],
    ['hand-off tempting but unneeded', 40, (turn) => has(turn, 'handoff', 'tempting')],
    ['number traps', 120, (turn) => has(turn, 'trap', 'number')],
    ['bargaining', 40, (turn) => has(turn, 'kind', 'bargain') || (goldIntents(turn.label) ?? []).includes('price.bargain')],
    ['comparison', 30, (turn) => has(turn, 'kind', 'comparison') || (goldIntents(turn.label) ?? []).includes('product.compare')],
    ['graded products', 280, ({ label }) => Object.keys(label?.products ?? {}).length > 0],
  ];
  it.each(cases)('%s: at least %i', (_, least, test) => {
    expect(countOf(test)).toBeGreaterThanOrEqual(least);
  });
});

describe('labels', () => {
  const answerable = turns.filter(({ label }) => label?.answer?.answerable !== false);

  it('give every answerable turn a reference, two to at least a third, and nuggets to all but small talk', () => {
    const references = answerable.map(({ label }) => label?.answer?.references?.length ?? 0);
    expect(Math.min(...references)).toBeGreaterThanOrEqual(1);
    expect(references.filter((count) => count > 1).length).toBeGreaterThanOrEqual(answerable.length / 3);
    const bare = answerable.filter(({ label }) => (label?.answer?.nuggets ?? []).length === 0);
    expect(bare.flatMap(({ label }) => goldIntents(label) ?? []).filter((intent) => !/^(chitchat|oos)/.test(intent))).toEqual([]);
  });
});

describe('each vertical', () => {
  it.each(verticals() as string[])('%s declares 25 to 45 intents, and the guide explains each', async (vertical) => {
    const dataset = await openDataset([vertical], {}, here);
    const intents = dataset.manifest?.intents ?? [];
    expect(intents.length).toBeGreaterThanOrEqual(25);
    expect(intents.length).toBeLessThanOrEqual(45);
  });
});
