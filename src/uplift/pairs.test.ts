/** Pairing: by key, in an order of its own, and refused where a pair is missing. */
import { describe, expect, it } from 'vitest';
import type { DialogueEvents } from '../schema/index.js';
import { pairUp } from './pairs.js';

function dialogue(id: string, trial = 0, family = id, turns = 1): DialogueEvents {
  return { dialogue_id: id, trial, family, turns: Array.from({ length: turns }, () => ({})) };
}

it('pairs by dialogue and trial, whatever the order, and groups families', () => {
  const baseline = [dialogue('b', 0, 'z'), dialogue('a', 1), dialogue('a', 0), dialogue('c', 0, 'z')];
  const candidate = [dialogue('a', 0), dialogue('c', 0, 'z'), dialogue('b', 0, 'z'), dialogue('a', 1)];
  const pairs = pairUp(baseline, candidate);
  expect([...pairs.baselineIndex]).toEqual([2, 1, 0, 3]);
  expect([...pairs.candidateIndex]).toEqual([0, 3, 2, 1]);
  expect([...pairs.familyStart]).toEqual([0, 2, 4]);
});

describe('refuses', () => {
  const [a, b] = [dialogue('a'), dialogue('b')];
  it.each([
    ['a missing dialogue', [a, b], [a], 'unpaired'],
    ['another dialogue', [a, b], [a, dialogue('c')], 'unpaired'],
    ['another trial', [a], [dialogue('a', 1)], 'unpaired'],
    ['another family', [a], [dialogue('a', 0, 'b')], 'unpaired'],
    ['a duplicate', [a, a], [a, a], 'twice'],
    ['another number of turns', [a], [dialogue('a', 0, 'a', 2)], 'turns'],
  ])('%s', (_, baseline, candidate, message) => {
    expect(() => pairUp(baseline, candidate)).toThrow(message);
  });
});
