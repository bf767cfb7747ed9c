/** The naive-Bayes bot: by hand on small data, and on public corpora where they are at hand, against figures computed elsewhere. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/create-bot.js';
import { cleanUp } from '../../src/bot/fixtures/http-rig.js';
import { callOf, context, requestOf } from '../../src/bot/fixtures/rigs.js';
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

describe('as a program', () => {
  it('learns from the split that --train names, of any dataset', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shopreplay-classifier-'));
    cleanUp(() => rm(folder, { recursive: true }));
    const rows = {
      train: [
        ['where is my card', 'card'],
        ['what is the fee', 'fee'],
      ],
      val: [['what is the fee', 'card']],
    };
    await writeFile(join(folder, 'data_full.json'), JSON.stringify(rows));
    const args = [fileURLToPath(new URL('stdio.js', import.meta.url)), '--dataset', 'clinc150:data_full.json', '--train'];
    const intentBy = async (split: string) => {
      const stdio = { command: process.execPath, args: [...args, split], start_timeout_ms: 20_000 };
      const bot = await createBot({ name: 'nb', stdio }, { ...context, baseDir: folder });
      cleanUp(async () => bot.close?.());
      await bot.open?.(new AbortController().signal);
      return (await bot.reply(requestOf('what is the fee'), callOf())).reply.intents?.[0]?.name;
    };
    expect([await intentBy('train'), await intentBy('val')]).toEqual(['fee', 'card']);
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
