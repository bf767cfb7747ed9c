import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordPlaces } from './record-places.js';

const key = fc.record({ dialogue_id: fc.constantFrom('a', 'b', '1 a', ' a'), trial: fc.nat(2), turn: fc.nat(4) });

test('places are found whatever the order of the records, and a turn has one', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
      const places = new RecordPlaces();
      const expected = new Map<string, Map<number, number>>();
      for (const [i, one] of keys.entries()) {
        const conversation = JSON.stringify([one.dialogue_id, one.trial]);
        const turns = expected.get(conversation) ?? new Map<number, number>();
        expected.set(conversation, turns);
        expect(places.add(one, { offset: i * 3e9, length: i + 1 })).toBe(!turns.has(one.turn));
        if (!turns.has(one.turn)) turns.set(one.turn, i);
      }
      const found = [...places.conversations()].map(([id, trial, turns]) => [JSON.stringify([id, trial]), turns]);
      expect(found).toEqual([...expected].map(([conversation, turns]) => [conversation, turns.size]));
      for (const [conversation, turns] of expected) {
        const [id, trial] = JSON.parse(conversation) as [string, number];
        const isWhole = [...turns.keys()].every((turn) => turn < turns.size);
        const due = Array.from({ length: turns.size }, (_, turn) => turns.get(turn) as number);
        const given = places.placesOf(id, trial, turns.size);
        expect(given).toEqual(isWhole ? due.map((i) => ({ offset: i * 3e9, length: i + 1 })) : undefined);
        expect(places.placesOf(id, trial, turns.size + 1)).toBeUndefined();
      }
    }),
  );
});
