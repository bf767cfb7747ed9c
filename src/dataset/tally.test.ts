import { expect, test } from 'vitest';
import type { Dialogue } from '../schema/index.js';
import { Tally } from './tally.js';

function tallyOf(...dialogues: Dialogue[]) {
  const tally = new Tally();
  for (const dialogue of dialogues) tally.add(dialogue);
  return tally.result();
}

test('nothing in, nothing out', () => {
  expect(tallyOf()).toEqual({ dialogues: 0, turns: 0, slices: {}, intents: {} });
});

test('a turn counts once in each value that its dialogue or itself names', () => {
  const result = tallyOf(
    {
      id: 'a',
      slices: { dialect: 'yue', topic: ['milk', 'price', 'milk'] },
      turns: [
        { utterance: '1', slices: { dialect: ['yue', 'chuan'], noise: 'asr' } },
        { utterance: '2', slices: { topic: 'price' } },
        { utterance: '3' },
      ],
    },
    { id: 'b', turns: [{ utterance: '4', slices: { dialect: 'yue' } }] },
  );
  expect(result).toMatchObject({ dialogues: 2, turns: 4 });
  expect(result.slices).toEqual({
    dialect: { yue: 4, chuan: 1 },
    noise: { asr: 1 },
    topic: { milk: 3, price: 3 },
  });
  expect(Object.keys(result.slices)).toEqual(['dialect', 'noise', 'topic']);
  expect(Object.keys(result.slices.dialect ?? {})).toEqual(['chuan', 'yue']);
});

test('names that every object has are names like others', () => {
  const { slices } = tallyOf({ id: 'a', slices: { x: 'y' }, turns: [{ utterance: '1', slices: { constructor: 'toString' } }] });
  expect(slices.constructor).toEqual({ toString: 1 });
});

test('intents by turn, each once, unlabelled turns in none', () => {
  const { intents } = tallyOf({
    id: 'a',
    turns: [
      { utterance: '1', label: { intent: 'price.ask' } },
      { utterance: '2', label: { intent: ['stock.ask', 'price.ask', 'stock.ask'] } },
      { utterance: '3', label: { intent: 'oos' } },
      { utterance: '4', label: {} },
      { utterance: '5' },
    ],
  });
  expect(Object.entries(intents)).toEqual([
    ['oos', 1],
    ['price.ask', 2],
    ['stock.ask', 1],
  ]);
});
