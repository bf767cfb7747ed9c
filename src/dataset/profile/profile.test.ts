import { afterEach, describe, expect, it } from 'vitest';
import { jsonLines, removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { effectiveNumber, profileDataset, spreadOf } from './profile.js';
import { MovingVariety, tokensOf, WINDOW } from './variety.js';

afterEach(removeTempFolders);

const turn = (utterance: string, intent: string | string[], more = {}, slices?: object) => ({
  utterance,
  label: { intent, ...more },
  ...(slices === undefined ? {} : { slices }),
});

describe('the profile', () => {
  it('counts turns, dialogues and families by split, slice, intent and label', async () => {
    const folder = tempFolder({
      'dataset.yaml': 'name: x\nversion: "2"\nfiles: [a.jsonl, b.jsonl]\nsplits: {train: [a.jsonl], test: [b.jsonl]}\n',
      'a.jsonl': jsonLines(
        {
          id: 'a',
          slices: { dialect: 'standard' },
          turns: [
            turn('在吗', 'greet'),
            turn('多少钱𠮶', ['price', 'stock', 'price'], { handoff: 'required' }, { trap: ['x', 'y'] }),
          ],
        },
        {
          id: 'a-yue',
          parent: 'a',
          slices: { dialect: 'yue' },
          turns: [turn('喺唔喺度', 'greet'), turn('几钱', ['price', 'stock'], {}, { dialect: 'yue' })],
        },
      ),
      'b.jsonl': jsonLines({ id: 'b', turns: [turn('在吗', 'oos', { answer: { answerable: false, references: ['x', 'y'] } })] }),
    });
    const profile = await profileDataset('.', folder);
    expect(profile).toMatchObject({
      version: '2',
      all: { turns: 5, dialogues: 3, families: 2 },
      base: { dialogues: 2, turns: 3 },
      splits: { train: { turns: 4, dialogues: 2, families: 1 }, test: { turns: 1, dialogues: 1, families: 1 } },
      slices: {
        dialect: { standard: { turns: 2, dialogues: 1, families: 1 }, yue: { turns: 2, dialogues: 1, families: 1 } },
        trap: { x: { turns: 1, dialogues: 1, families: 1 }, y: { turns: 1, dialogues: 1, families: 1 } },
      },
      intents: { greet: { turns: 2, dialogues: 2, families: 1 }, price: { turns: 2 }, stock: { turns: 2 }, oos: { turns: 1 } },
      labels: {
        'several intents': 2,
        'out of scope': 1,
        'not answerable': 1,
        'two references or more': 1,
        'hand-off required': 1,
        slots: 0,
      },
      turnsPerDialogue: { mean: 5 / 3, min: 1, median: 2, max: 2 },
      utteranceLength: { min: 2, max: 4 },
      repeatedUtterances: 2 / 5,
      turnsPerFamily: { mean: 2.5, min: 1, max: 4 },
    });
    expect(profile.lexicalVariety).toBeUndefined();
    // Σm²/Σm = 17/5: 1 + 2.4·ICC
    expect(profile.designEffects.map(({ icc, effect }) => [icc, Number(effect.toFixed(12))])).toEqual([
      [0.05, 1.12],
      [0.1, 1.24],
      [0.2, 1.48],
      [0.4, 1.96],
    ]);
  });

  it('refuses what cannot be read', async () => {
    const folder = tempFolder({ 'd.jsonl': '{"id": "a"}\n' });
    await expect(profileDataset('d.jsonl', folder)).rejects.toMatchObject({ code: 'E_FIELD' });
  });
});

describe('its parts', () => {
  it('spread: type-7 quantiles, undefined for nothing', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ mean: 2.5, min: 1, median: 2.5, p95: expect.closeTo(3.85, 12), max: 4 });
    expect(spreadOf([])).toBeUndefined();
  });

  it('effective number: k equal classes count k, and rare ones add little', () => {
    expect(effectiveNumber([7, 7, 7, 0])).toBeCloseTo(3, 12);
    // exp(−(.9 ln .9 + .1 ln .1)), by hand
    expect(effectiveNumber([90, 10])).toBeCloseTo(1.3841455, 7);
    expect(effectiveNumber([])).toBeUndefined();
  });

  it('tokens: Han characters one by one, words whole, in normal form', () => {
    expect(tokensOf('買2罐Ａ2奶粉, don’t')).toEqual(['买', '2', '罐', 'a2', '奶', '粉', 'don’t']);
  });

  it('variety: the mean over all windows of the share of distinct tokens', () => {
    const variety = new MovingVariety();
    for (let i = 0; i < WINDOW; i += 1) variety.add(`w${i}`);
    expect(variety.value).toBe(1);
    variety.add('w1');
    // The second window lost w0 and holds w1 twice.
    expect(variety.value).toBeCloseTo((1 + (WINDOW - 1) / WINDOW) / 2, 12);
    expect(new MovingVariety().value).toBeUndefined();
  });
});
