/** The columns give back what was put in, and stay small. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialogueEvents } from '../schema/index.js';
import { EventColumns } from './columns.js';

const turn = fc.record(
  {
    intent_correct: fc.boolean(),
    relevance: fc.double({ min: 0, max: 1, noNaN: true }),
    critical_error: fc.boolean(),
    state_gain: fc.double({ min: -1, max: 1, noNaN: true }),
    emotion_handling: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    handoff: fc.constantFrom('none' as const, 'correct' as const, 'unneeded' as const, 'missed' as const),
    latency_s: fc.double({ min: 0, max: 1e6, noNaN: true }),
  },
  { requiredKeys: [] },
);
const dialogue = fc
  .record({
    dialogue_id: fc.string(),
    trial: fc.nat(9),
    family: fc.string(),
    turns: fc.array(turn),
    match: fc.option(fc.constant(0.25)),
  })
  .map(({ match, ...rest }): DialogueEvents => (match === null ? rest : { ...rest, match }));

it('gives every dialogue back unchanged', () => {
  fc.assert(
    fc.property(fc.array(dialogue, { maxLength: 90 }), (dialogues) => {
      const columns = EventColumns.of(dialogues);
      expect(columns.length).toBe(dialogues.length);
      expect(columns.turnCount).toBe(dialogues.reduce((sum, d) => sum + d.turns.length, 0));
      dialogues.forEach((expected, i) => {
        expect(columns.at(i)).toEqual(expected);
      });
    }),
    { numRuns: 50 },
  );
});

describe('what is out of range', () => {
  const one = (events: DialogueEvents['turns'][number], match = 0.5): DialogueEvents => {
    return { dialogue_id: 'd', trial: 0, family: 'd', turns: [events], match };
  };
  it.each([
    one({ relevance: Number.NaN }),
    one({ relevance: 1.01 }),
    one({ state_gain: -1.1 }),
    one({ latency_s: -1 }),
    one({ latency_s: Number.POSITIVE_INFINITY }),
    one({}, Number.NaN),
  ])('is refused, and leaves the columns as they were: %j', (bad) => {
    const columns = EventColumns.of([one({})]);
    expect(() => columns.append(bad)).toThrow(RangeError);
    expect([columns.length, columns.turnCount]).toEqual([1, 1]);
  });

  it('is an index beyond the end', () => {
    expect(() => new EventColumns().at(0)).toThrow(RangeError);
    expect(() => EventColumns.of([one({})]).at(1)).toThrow(RangeError);
  });
});

it('holds a turn in at most 64 bytes, ids aside', () => {
  const columns = new EventColumns();
  const turns = Array.from({ length: 4 }, () => ({ intent_correct: true, relevance: 0.5, latency_s: 1 }));
  for (let i = 0; i < 25_000; i += 1) columns.append({ dialogue_id: 'd', trial: i, family: 'd', turns });
  expect(columns.byteLength / columns.turnCount).toBeLessThan(64);
});

describe('masked', () => {
  const full: DialogueEvents = {
    dialogue_id: 'd',
    trial: 1,
    family: 'f',
    match: 0.25,
    turns: [{ intent_correct: true, relevance: 0.5, state_gain: 0.1, handoff: 'missed', latency_s: 2 }, { critical_error: true }],
  };

  it('leaves out what is not exposed, and nothing else', () => {
    const columns = EventColumns.of([full]);
    const masked = columns.masked({ intents: false, slots: false, handoff: false });
    expect(masked.at(0)).toEqual({ ...full, turns: [{ relevance: 0.5, latency_s: 2 }, { critical_error: true }] });
    expect(columns.masked({ intents: true, slots: true, handoff: true }).at(0)).toEqual(full);
    expect(columns.at(0)).toEqual(full);
  });
});
