/** The naive-Bayes bot: by hand on small data, and on public corpora where they are at hand, against figures computed elsewhere. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/harness/index.js';
import { goldIntents } from '../../src/schema/index.js';
import { AnswerIndex } from './answers.js';
import { gramsOf, NaiveBayes } from './naive-bayes.js';

describe('n-grams', () => {
  it('are characters of Chinese and lower-case words of English, one and two at a time', () => {
    expect(gramsOf('有货𠮶')).toEqual(['有', '货', '𠮶', '有货', '货𠮶']);
    expect(gramsOf("Where's MY card?")).toEqual(["where's", 'my', 'card', "where's my", 'my card']);
    expect(gramsOf('')).toEqual([]);
  });
});

describe('naive Bayes', () => {
  it('is the textbook posterior', () => {
    // Two classes, words only once: P(a) = 2/3, vocabulary {x, y, "x y"} = 3 grams; α = 1.
    const model = new NaiveBayes(
      [
        ['x y', 'a'],
        ['x', 'a'],
        ['y', 'b'],
      ],
      1,
    );
    // a: x 2, y 1, xy 1 of 4; b: y 1 of 1. Scores of "x": 2/3 · 3/7 and 1/3 · 1/4.
    const [first, second] = model.rank('x');
    const odds = ((2 / 3) * (3 / 7)) / ((1 / 3) * (1 / 4));
    expect(first).toEqual({ name: 'a', confidence: expect.closeTo(odds / (1 + odds), 12) });
    expect(second).toEqual({ name: 'b', confidence: expect.closeTo(1 / (1 + odds), 12) });
  });

  it('falls back to the priors on words that it never saw', () => {
    const model = new NaiveBayes([
      ['x', 'a'],
      ['x', 'a'],
      ['y', 'b'],
    ] as const);
    expect(model.rank('zzz')[0]).toEqual({ name: 'a', confidence: expect.closeTo(2 / 3, 12) });
  });
});

describe('the answer index', () => {
  it('finds the entry that shares the rarest words', () => {
    const index = new AnswerIndex([
      { key: '几天能退货', answer: '7天' },
      { key: '运费几块', answer: '8元' },
    ]);
    expect(index.nearest('运费呢')?.answer).toBe('8元');
    expect(index.nearest('zzz')).toBeUndefined();
  });
});

const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));

async function examplesOf(spec: string, split: string): Promise<[string, string][]> {
  const out: [string, string][] = [];
  for await (const batch of (await openDataset([spec], { split }, DATA)).dialogues()) {
    for (const { utterance, label } of batch.flatMap(({ turns }) => turns)) {
      for (const intent of goldIntents(label) ?? []) out.push([utterance, intent]);
    }
  }
  return out;
}

async function accuracyOn(spec: string, train: string, test: string): Promise<number> {
  const model = new NaiveBayes(await examplesOf(spec, train));
  const tests = await examplesOf(spec, test);
  return tests.filter(([text, intent]) => model.rank(text)[0]?.name === intent).length / tests.length;
}

/** Computed with another program, multinomial naive Bayes with α = 0.1 over the same n-grams. */
describe.each([
  ['BANKING77', 'banking77:banking77', 'train', 'test', 0.8591],
  ['CLINC150, in scope', 'clinc150:clinc150/data_full.json', 'train', 'test', 0.8764],
  ['Bitext, typos', 'bitext:bitext', 'plain', 'typo', 0.9502],
  ['JDDC select', 'jddc-select:jddc-select/select.txt', 'train', 'test', 0.7633],
])('%s', (name, spec, train, test, reference) => {
  const path = join(DATA, spec.slice(spec.indexOf(':') + 1));
  const here = existsSync(path);
  it.skipIf(!here)(here ? `reaches ${reference} ± .01` : `NOT RUN: ${name} is not at hand`, async () => {
    expect(Math.abs((await accuracyOn(spec, train, test)) - reference)).toBeLessThan(0.01);
  });
});
