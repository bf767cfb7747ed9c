import { describe, expect, it } from 'vitest';
import type { Dialogue, Product, TurnRecord } from '../schema/index.js';
import { matchPreferences, SCORERS, scoreDialogue, scorersFor } from './index.js';

const dialogue: Dialogue = {
  id: 'm-1-yue',
  parent: 'm-1',
  slices: { dialect: 'yue', kind: ['b', 'a'] },
  turns: [
    { utterance: '三个月', label: { slots: { age: '3个月' } }, slices: { trap: 'number' } },
    { utterance: '三百以内', label: { slots: { price_max: '300元' } } },
    { utterance: '好', label: {} },
    { utterance: '改成半岁', label: { slots: { age: '6个月' } } },
  ],
};

function records(slots: readonly (Record<string, string> | undefined)[]): TurnRecord[] {
  return slots.map((value, turn) => ({
    dialogue_id: 'm-1-yue',
    turn,
    trial: 0,
    status: 'ok',
    attempts: 1,
    latency_ms: 5 + turn,
    reply: { text: 't', ...(value === undefined ? {} : { slots: value }) },
  }));
}

describe('scoreDialogue', () => {
  it('places each turn in the family and its slices', () => {
    const { family, slices } = scoreDialogue(dialogue, records([{}, {}, {}, {}]), 0, []);
    expect(family).toBe('m-1');
    expect(slices[0]).toEqual(['dialect=yue', 'kind=a', 'kind=b', 'trap=number']);
    expect(slices[1]).toEqual(['dialect=yue', 'kind=a', 'kind=b']);
  });

  it('adds the slots up to a state in which later values replace earlier ones', () => {
    const { turns } = scoreDialogue(
      dialogue,
      records([{ age: '3个月' }, {}, {}, { age: '半岁', price_max: '300元' }]),
      0,
      SCORERS,
    );
    expect(turns.map((turn) => turn.slots)).toEqual([
      { tp: 1, fp: 0, fn: 0, jointGoal: 1, stateF1: 1, stateGain: 1 },
      { tp: 0, fp: 0, fn: 1, jointGoal: 0, stateF1: 2 / 3, stateGain: 0 },
      undefined,
      { tp: 1, fp: 1, fn: 0, jointGoal: 1, stateF1: 1, stateGain: 1 },
    ]);
  });

  it('carries latencies over and tells what the bot exposed', () => {
    const [first] = scoreDialogue(dialogue, records([{}, undefined, {}, {}]), 0, []).turns;
    expect(first).toMatchObject({ latencyMs: 5, exposed: { text: true, slots: true, intents: false } });
    expect(first).not.toHaveProperty('firstTokenMs');
  });

  it('gives the same scores whatever was scored before', () => {
    const once = scoreDialogue(dialogue, records([{}, {}, {}, {}]), 0, SCORERS);
    for (let i = 0; i < 3; i += 1) expect(scoreDialogue(dialogue, records([{}, {}, {}, {}]), 0, SCORERS)).toEqual(once);
  });

  it('refuses missing, foreign and misplaced records', () => {
    const all = records([{}, {}, {}, {}]);
    expect(() => scoreDialogue(dialogue, all.slice(1), 0, [])).toThrow('4 turns, but 3 records');
    expect(() => scoreDialogue(dialogue, [...all].reverse(), 0, [])).toThrow('expected the record of m-1-yue/0/0');
    expect(() => scoreDialogue(dialogue, all, 1, [])).toThrow('m-1-yue/0/1');
  });
});

describe('scorersFor', () => {
  it('picks what is asked for, in running order', () => {
    expect(scorersFor(['relevance', 'intent']).map(({ id }) => id)).toEqual(['intent', 'relevance']);
    expect(scorersFor([])).toEqual([]);
  });
});

describe('matchPreferences', () => {
  const product = (
    id: string,
    price: number,
    attributes: Record<string, unknown>,
    more: Partial<Product> = {},
  ): [string, Product] => [id, { id, name: id, price, attributes, ...more }];
  const products = new Map([
    product('F1', 268, { age_min_months: 0, age_max_months: 6, stage: '1段' }, { brand: '牧屿晨' }),
    product('F2', 400, { age_min_months: 6, age_max_months: 12, stage: '2段' }, { brand: '羚小舟' }),
    product('T1', 100, { age: '6个月以上' }),
  ]);
  const match = (preferences: Record<string, string | number>, ids: string[], weights?: Record<string, number>) =>
    matchPreferences({ preferences, ...(weights === undefined ? {} : { weights }) }, ids, products);

  it('tells a category by the type and the name of a product, for catalogues have codes of their own', () => {
    const catalogue = new Map([
      ['D1', { id: 'D1', name: '绵云屿纸尿裤L', category: 'diaper', attributes: { type: '纸尿裤' } }],
      ['F9', { id: 'F9', name: '启衡婴儿配方奶粉1段', category: 'formula' }],
    ]);
    const fitOf = (category: string, id: string) => matchPreferences({ preferences: { category } }, [id], catalogue);
    expect([fitOf('纸尿裤', 'D1'), fitOf('奶粉', 'F9'), fitOf('diaper', 'D1')]).toEqual([1, 1, 1]);
    expect([fitOf('奶粉', 'D1'), fitOf('纸尿裤', 'F9')]).toEqual([0, 0]);
  });

  it('falls linearly from the price limit to nothing at half as much again', () => {
    expect(match({ price_max: 300 }, ['F1'])).toBe(1);
    expect(match({ price_max: '320元' }, ['F2'])).toBeCloseTo(0.5, 12);
    expect(match({ price_max: 200 }, ['F2'])).toBe(0);
  });

  it('weighs the attributes and takes the best product', () => {
    expect(match({ age: '3个月', price_max: 300 }, ['F1'], { age: 3, price_max: 1 })).toBe(1);
    expect(match({ age: '3个月', price_max: 400 }, ['F2'], { age: 3, price_max: 1 })).toBe(0.25);
    expect(match({ age: '3个月', price_max: 400 }, ['F2', 'F1'], { age: 3, price_max: 1 })).toBe(1);
  });

  it('compares ages with ranges and texts by containment', () => {
    expect(match({ age: '半岁' }, ['T1'])).toBe(1);
    expect(match({ age: '3个月' }, ['T1'])).toBe(0);
    expect(match({ brand: '牧嶼晨' }, ['F1'])).toBe(1);
    expect(match({ stage: '一段' }, ['F2'])).toBe(0);
  });

  it('is undefined when there is nothing to judge, and 0 for an unknown product', () => {
    expect(match({ age: '3个月' }, [])).toBeUndefined();
    expect(match({}, ['F1'])).toBeUndefined();
    expect(match({ colour: '红' }, ['F1'])).toBeUndefined();
    expect(matchPreferences(undefined, ['F1'], products)).toBeUndefined();
    expect(matchPreferences({ preferences: { age: '3个月' } }, ['F1'], undefined)).toBeUndefined();
    expect(match({ age: '3个月' }, ['nope'])).toBe(0);
  });
});
