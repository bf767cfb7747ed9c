/** Turn scores become events: labels, exposure, failures and handoffs. */
import { describe, expect, it } from 'vitest';
import type { TurnScore } from '../schema/index.js';
import { dialogueEventsOf, type Exposure, sharedExposure, turnEventsOf } from './events.js';

const ALL: Exposure = { intents: true, slots: true, handoff: true };
const NONE: Exposure = { intents: false, slots: false, handoff: false };

function score(extra: Partial<TurnScore> = {}): TurnScore {
  const exposed = { text: true, intents: true, slots: true, products: false, handoff: true, emotion: false };
  return { dialogue_id: 'd1', turn: 0, trial: 2, status: 'ok', exposed, ...extra };
}

const relevance = { value: 0.7, pass: 1, critical: 0, offTopic: 0, reasons: [] } as const;
const intent = { gold: ['price'], predicted: ['price'], correct: 1 } as const;
const slots = { tp: 1, fp: 0, fn: 1, jointGoal: 0, stateF1: 0.6, stateGain: 0.25 } as const;

describe('an answered turn', () => {
  it('carries what was labelled', () => {
    const events = turnEventsOf(
      score({ intent, relevance, slots, latencyMs: 1500, handoff: { gold: 'required', handedOver: 1 } }),
      ALL,
    );
    expect(events).toEqual({
      intent_correct: true,
      relevance: 0.7,
      critical_error: false,
      state_gain: 0.25,
      handoff: 'correct',
      latency_s: 1.5,
    });
  });

  it('carries nothing where nothing was labelled', () => {
    expect(turnEventsOf(score(), ALL)).toEqual({});
  });

  it('leaves out what the bot never exposes', () => {
    const events = turnEventsOf(
      score({ intent: { ...intent, correct: 0 }, slots, handoff: { gold: 'required', handedOver: 0 } }),
      NONE,
    );
    expect(events).toEqual({});
  });

  it('states a critical error', () => {
    expect(turnEventsOf(score({ relevance: { ...relevance, value: 0, pass: 0, critical: 1 } }), ALL)).toEqual({
      relevance: 0,
      critical_error: true,
    });
  });

  it('takes no event from a recognised emotion, only from one that was handled', () => {
    expect(turnEventsOf(score({ emotion: { gold: 'anxious', correct: 1 } }), ALL)).toEqual({});
    const handled = { gold: 'anxious', correct: 1, handled: -1 } as const;
    expect(turnEventsOf(score({ emotion: handled }), ALL)).toEqual({ emotion_handling: -1 });
  });
});

describe('a failed call', () => {
  it.each(['timeout', 'error', 'empty', 'not-run'] as const)('%s: wrong, irrelevant, and the time waited', (status) => {
    expect(turnEventsOf(score({ status, latencyMs: 30_000 }), ALL)).toEqual({
      intent_correct: false,
      relevance: 0,
      latency_s: 30,
    });
  });

  it('counts no intent against a bot that exposes none', () => {
    expect(turnEventsOf(score({ status: 'timeout', intent: { ...intent, correct: 0 } }), NONE)).toEqual({ relevance: 0 });
  });
});

it.each([
  ['required', 1, 'correct'],
  ['required', 0, 'missed'],
  ['none', 1, 'unneeded'],
  ['none', 0, 'none'],
  ['optional', 1, 'none'],
  ['optional', 0, 'none'],
] as const)('handoff %s, handed over %i: %s', (gold, handedOver, expected) => {
  expect(turnEventsOf(score({ handoff: { gold, handedOver } }), ALL)).toEqual({ handoff: expected });
});

describe('a dialogue', () => {
  it('keeps its key, family, turns and match', () => {
    const scored = { family: 'f', slices: [[], []], turns: [score({ intent }), score({ turn: 1 })], match: 0.4 };
    expect(dialogueEventsOf(scored, ALL)).toEqual({
      dialogue_id: 'd1',
      trial: 2,
      family: 'f',
      turns: [{ intent_correct: true }, {}],
      match: 0.4,
    });
    expect(dialogueEventsOf({ family: 'f', slices: [[]], turns: [score()] }, ALL)).not.toHaveProperty('match');
  });

  it('without turns is a bug', () => {
    expect(() => dialogueEventsOf({ family: 'f', slices: [], turns: [] }, ALL)).toThrow('f');
  });
});

it('shares what both bots expose', () => {
  expect(sharedExposure(ALL, { intents: false, slots: true, handoff: false })).toEqual({
    intents: false,
    slots: true,
    handoff: false,
  });
});
