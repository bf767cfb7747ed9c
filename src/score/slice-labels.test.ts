import { describe, expect, it } from 'vitest';
import type { Dialogue, Slices } from '../schema/index.js';
import { sliceLabels } from './slice-labels.js';

const dialogue = (slices: Slices | undefined, ...turns: (Slices | undefined)[]): Dialogue => ({
  id: 'd',
  ...(slices === undefined ? {} : { slices }),
  turns: turns.map((own) => (own === undefined ? { utterance: '?' } : { utterance: '?', slices: own })),
});

describe('the labels of a turn', () => {
  it('are those of the dialogue and its own, sorted, each once', () => {
    const labels = sliceLabels(
      dialogue({ stage: 'pre-sale', dialect: 'yue' }, undefined, { noise: ['typo', 'asr'], stage: 'pre-sale' }),
    );
    expect(labels).toEqual([
      ['dialect=yue', 'stage=pre-sale'],
      ['dialect=yue', 'noise=asr', 'noise=typo', 'stage=pre-sale'],
    ]);
  });

  it('are one list for all dialogues with the same slices, and none is changed by the slices of a turn', () => {
    const [first] = sliceLabels(dialogue({ dialect: 'min' }, undefined));
    sliceLabels(dialogue({ dialect: 'min' }, { noise: 'typo' }));
    const [again] = sliceLabels(dialogue({ dialect: 'min' }, undefined));
    expect(again).toBe(first);
    expect(again).toEqual(['dialect=min']);
  });

  it('tell apart what is spelled alike across names and values', () => {
    expect(sliceLabels(dialogue({ a: 'b', c: 'd' }, undefined))).toEqual([['a=b', 'c=d']]);
    expect(sliceLabels(dialogue({ a: 'b' }, undefined))).toEqual([['a=b']]);
    expect(sliceLabels(dialogue({ a: 'c', b: 'd' }, undefined))).toEqual([['a=c', 'b=d']]);
    expect(sliceLabels(dialogue({ a: ['b', 'c'] }, undefined))).toEqual([['a=b', 'a=c']]);
    expect(sliceLabels(dialogue(undefined, undefined))).toEqual([[]]);
  });

  it('stay right beyond what is kept', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `${i}`);
    expect(ids.flatMap((id) => sliceLabels(dialogue({ id }, undefined)).flat())).toEqual(ids.map((id) => `id=${id}`));
    expect(sliceLabels(dialogue({ id: '7' }, undefined))).toEqual([['id=7']]);
  });
});
