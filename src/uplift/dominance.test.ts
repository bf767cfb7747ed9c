/** Dominance, event by event. */
import { expect, it } from 'vitest';
import type { DialogueEvents, TurnEvents } from '../schema/index.js';
import { dominanceOf } from './dominance.js';
import { pairUp } from './pairs.js';

function one(turns: readonly TurnEvents[], match?: number): DialogueEvents[] {
  return [{ dialogue_id: 'd', trial: 0, family: 'd', turns, ...(match === undefined ? {} : { match }) }];
}

function verdict(baseline: DialogueEvents[], candidate: DialogueEvents[]): string | undefined {
  const shares = dominanceOf(pairUp(baseline, candidate));
  return Object.entries(shares).find(([, share]) => share === 1)?.[0];
}

it.each<[TurnEvents, TurnEvents]>([
  [{ intent_correct: false }, { intent_correct: true }],
  [{ relevance: 0.2 }, { relevance: 0.21 }],
  [{ critical_error: true }, { critical_error: false }],
  [{ critical_error: true }, {}],
  [{ state_gain: -0.1 }, { state_gain: 0 }],
  [{ emotion_handling: -1 }, { emotion_handling: 0 }],
  [{ emotion_handling: 0 }, { emotion_handling: 1 }],
  [{ handoff: 'missed' }, { handoff: 'none' }],
  [{ handoff: 'none' }, { handoff: 'correct' }],
  [{ latency_s: 9 }, { latency_s: 8 }],
])('%j is worse than %j', (worse, better) => {
  expect(verdict(one([worse]), one([better]))).toBe('better');
  expect(verdict(one([better]), one([worse]))).toBe('worse');
  expect(verdict(one([worse]), one([worse]))).toBe('equal');
  expect(verdict(one([worse, better]), one([better, worse]))).toBe('mixed');
});

it.each<[TurnEvents, TurnEvents]>([
  [{ latency_s: 0.2 }, { latency_s: 1 }],
  [{ handoff: 'missed' }, { handoff: 'unneeded' }],
  [{ handoff: 'none' }, {}],
  [{ critical_error: false }, {}],
])('%j and %j are alike', (a, b) => {
  expect(verdict(one([a]), one([b]))).toBe('equal');
});

it('takes an event that only one side has for mixed', () => {
  expect(verdict(one([{ latency_s: 5 }]), one([{}]))).toBe('mixed');
  expect(verdict(one([{}]), one([{ relevance: 1 }]))).toBe('mixed');
  expect(verdict(one([{}]), one([{}], 0.9))).toBe('mixed');
});

it('compares the match, and gives shares', () => {
  expect(verdict(one([{}], 0.3), one([{}], 0.9))).toBe('better');
  const dialogues = (values: readonly number[]): DialogueEvents[] =>
    values.map((relevance, i) => ({ dialogue_id: `d${i}`, trial: 0, family: `d${i}`, turns: [{ relevance }] }));
  expect(dominanceOf(pairUp(dialogues([0.5, 0.5, 0.5, 0.5]), dialogues([0.6, 0.6, 0.4, 0.5])))).toEqual({
    better: 0.5,
    worse: 0.25,
    mixed: 0,
    equal: 0.25,
  });
});
