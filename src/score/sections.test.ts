import { describe, expect, it } from 'vitest';
import type { Label, RecordStatus } from '../schema/index.js';
import { emotionHandled } from './emotion.js';
import { scoreTurnOf } from './fixtures/one-turn.js';
import { scoreRanking } from './products.js';
import { matchPairs, pairF1, pairsOf } from './slot-pair.js';

describe('intent', () => {
  const gold = (intent: string | string[], intents?: { name: string; confidence?: number }[]) =>
    scoreTurnOf('u', { intent }, { text: 't', ...(intents === undefined ? {} : { intents }) }).intent;

  it('is right when the first is among the gold ones', () => {
    expect(gold('a', [{ name: 'a', confidence: 0.9 }, { name: 'b' }])).toEqual({
      gold: ['a'],
      predicted: ['a', 'b'],
      correct: 1,
      confidence: 0.9,
      confidenceSum: 0.9,
      sets: { tp: 1, fp: 1, fn: 0 },
    });
    expect(gold(['b', 'a'], [{ name: 'a' }])?.correct).toBe(1);
    expect(gold('a', [{ name: 'b' }, { name: 'a' }])?.correct).toBe(0);
  });

  it('takes an empty list for out of scope and no list for nothing', () => {
    expect(gold('oos', [])).toMatchObject({ gold: ['oos'], predicted: ['oos'], correct: 1 });
    expect(gold('oos')).toMatchObject({ gold: ['oos'], predicted: [], correct: 0 });
    expect(scoreTurnOf('u', {}, { text: 't', intents: [] }).intent).toBeUndefined();
  });

  it('answers with the first, and with every further one that its confidence does not speak against', () => {
    const stated = [
      { name: 'a', confidence: 0.3 },
      { name: 'b', confidence: 0.5 },
      { name: 'c', confidence: 0.49 },
      { name: 'd' },
    ];
    // Answered a, b, d: a and d are gold, b is not, e is missed.
    expect(gold(['a', 'd', 'e'], stated)).toMatchObject({
      sets: { tp: 2, fp: 1, fn: 1 },
      confidenceSum: expect.closeTo(1.29, 12),
    });
    expect(gold(['a', 'a'], [{ name: 'a' }, { name: 'a' }])).toMatchObject({ sets: { tp: 1, fp: 0, fn: 0 } });
    expect(gold('a', [{ name: 'a' }])).not.toHaveProperty('confidenceSum');
  });
});

describe('slot pairs', () => {
  it.each([
    [{ age: '18个月' }, { age: '一岁半' }, [1, 0, 0]],
    [{ weight: '9kg' }, { weight: '18斤' }, [1, 0, 0]],
    [{ price_max: '300元' }, { price_max: 300 }, [1, 0, 0]],
    [{ age: '3个月' }, { age: '3岁' }, [0, 1, 1]],
    [{ colour: ['红', '蓝'] }, { colour: ['蓝', '绿'] }, [1, 1, 1]],
    [{ Brand: '牧嶼晨' }, { brand: '牧屿晨' }, [1, 0, 0]],
    [{ a: 'x' }, { b: 'x' }, [0, 1, 1]],
    [{ a: ['x', 'x'] }, { a: 'x' }, [1, 0, 1]],
    [{ a: true }, { a: 'true' }, [1, 0, 0]],
    [{}, {}, [0, 0, 0]],
  ] as const)('%j against %j', (gold, predicted, [tp, fp, fn]) => {
    expect(matchPairs(pairsOf(gold as never), pairsOf(predicted as never))).toEqual({ tp, fp, fn });
  });

  it('have an F1 of 1 when there are none', () => {
    expect(pairF1({ tp: 0, fp: 0, fn: 0 })).toBe(1);
    expect(pairF1({ tp: 2, fp: 1, fn: 1 })).toBeCloseTo(2 / 3, 12);
  });
});

describe('products', () => {
  it('keep the first of a product named twice', () => {
    expect(scoreRanking(['x', 'x', 'a'], { a: 1 })).toEqual({ ranked: [0, 1], relevant: [1] });
  });

  it('are undefined when nothing is relevant, and an empty ranking when nothing is recommended', () => {
    expect(scoreRanking(['a'], { a: 0 })).toBeUndefined();
    expect(scoreRanking(['a'], {})).toBeUndefined();
    expect(scoreRanking([], { a: 2, b: 3, c: 0 })).toEqual({ ranked: [], relevant: [3, 2] });
  });
});

describe('catalogue', () => {
  it('counts unknown ids once', () => {
    const reply = { text: 't', products: ['a', 'b', 'b', 'c'] };
    expect(scoreTurnOf('u', {}, reply, 'ok', { productIds: new Set(['a']) }).catalogue).toEqual({ recommended: 3, unknown: 2 });
    expect(scoreTurnOf('u', {}, reply).catalogue).toBeUndefined();
    expect(scoreTurnOf('u', {}, { text: 't' }, 'ok', { productIds: new Set() }).catalogue).toBeUndefined();
  });
});

describe('hand-off and emotion', () => {
  it('read the flags of the reply', () => {
    expect(scoreTurnOf('u', { handoff: 'required' }, { text: '转人工', handoff: true }).handoff).toEqual({
      gold: 'required',
      handedOver: 1,
    });
    expect(scoreTurnOf('u', { handoff: 'none' }, { text: '转人工' }).handoff).toEqual({ gold: 'none', handedOver: 0 });
    expect(scoreTurnOf('u', { emotion: 'angry' }, { text: 't', emotion: 'Angry' }).emotion).toEqual({
      gold: 'angry',
      predicted: 'angry',
      correct: 1,
    });
    expect(scoreTurnOf('u', { emotion: 'angry' }, { text: 't' }).emotion).toEqual({ gold: 'angry', correct: 0 });
    const due: Label = { emotion: 'angry', emotion_handling: 'apologise' };
    expect(scoreTurnOf('u', due, { text: '非常抱歉让您久等了' }).emotion).toEqual({ gold: 'angry', correct: 0, handled: 1 });
    expect(scoreTurnOf('u', due, { text: '这是您自己的问题' }).emotion).toEqual({ gold: 'angry', correct: 0, handled: -1 });
  });

  it.each([
    ['soothe', 'anxious', '您别担心，先停一停', 1],
    ['soothe', 'anxious', '1段268元', 0],
    ['apologise', 'angry', '非常抱歉', 1],
    ['apologise', 'angry', '这是您的问题', -1],
    ['apologise', 'angry', '恭喜您', -1],
    ['congratulate', 'happy', '恭喜呀', 1],
    ['hurry', 'hurried', '今天就发', 1],
    ['none', 'happy', '好', undefined],
    [undefined, 'happy', '好', undefined],
  ] as const)('%s for %s: %s → %s', (emotion_handling, emotion, text, expected) => {
    const label: Label = { emotion, ...(emotion_handling === undefined ? {} : { emotion_handling }) };
    expect(emotionHandled(label, { text })).toBe(expected);
  });

  it('do not handle anything without a reply', () => {
    expect(emotionHandled({ emotion_handling: 'soothe' }, undefined)).toBe(0);
    expect(emotionHandled(undefined, { text: '抱歉' })).toBeUndefined();
  });
});

describe('abstention', () => {
  const label: Label = {
    answer: { answerable: false, nuggets: [{ id: 'u', vital: true, any: ['没写'] }], forbidden: ['这周会下雪'] },
  };

  it.each([
    ['天气我查不到呢', 1, 0],
    ['帮您转人工', 1, 0],
    ['资料里没写', 1, 0],
    ['明天是晴天', 0, 1],
    ['请问您在哪个城市？', 0, 0],
    ['亲，在的，请问有什么可以帮您', 0, 0],
    ['不太清楚，不过这周会下雪', 1, 1],
  ])('%s', (text, abstained, fabricated) => {
    expect(scoreTurnOf('这周下雪吗', label, { text }).abstention).toEqual({ abstained, fabricated });
  });

  it('takes the flag for a hand-over, and is absent on answerable turns', () => {
    expect(scoreTurnOf('u', label, { text: '好', handoff: true }).abstention?.abstained).toBe(1);
    expect(scoreTurnOf('u', { answer: { references: ['好'] } }, { text: '好' }).abstention).toBeUndefined();
  });
});

describe('a failed call', () => {
  const label: Label = {
    intent: 'a',
    slots: { age: '3个月' },
    products: { p: 1 },
    handoff: 'required',
    emotion: 'angry',
    answer: { references: ['好'], nuggets: [{ id: 'n', vital: true, any: ['好'] }] },
  };

  it.each(['empty', 'timeout', 'error', 'not-run'] as RecordStatus[])('%s scores 0 wherever a label stands', (status) => {
    const score = scoreTurnOf('u', label, { text: '好', intents: [{ name: 'a' }], handoff: true }, status);
    expect(score).toEqual({
      dialogue_id: 'd',
      turn: 0,
      trial: 0,
      status,
      exposed: { text: false, intents: false, slots: false, products: false, handoff: false, emotion: false },
      intent: { gold: ['a'], predicted: [], correct: 0, sets: { tp: 0, fp: 0, fn: 1 } },
      slots: { tp: 0, fp: 0, fn: 1, jointGoal: 0, stateF1: 0, stateGain: 0 },
      overlap: { chrf2: 0, charF1: 0 },
      relevance: { value: 0, pass: 0, critical: 0, offTopic: 1, nuggets: 0, reasons: [`no reply: ${status}`] },
      products: { ranked: [], relevant: [1] },
      handoff: { gold: 'required', handedOver: 0 },
      emotion: { gold: 'angry', correct: 0 },
    });
  });

  it('has no sections without labels', () => {
    expect(Object.keys(scoreTurnOf('u', undefined, undefined, 'error'))).toEqual([
      'dialogue_id',
      'turn',
      'trial',
      'status',
      'exposed',
    ]);
  });
});
