import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HarnessError } from '../schema/index.js';
import { describeSelection, type Selection, selectorOf, shardOf } from './selection.js';

const IDS = ['mb-1', 'mb-2', 'mb-2-yue', 'trip-1', 'mb+3'];

function selected(selection: Selection, ids: readonly string[] = IDS): string[] {
  const select = selectorOf(selection)();
  return ids.filter((id) => select(id === 'mb-2-yue' ? { id, parent: 'mb-2' } : { id }));
}

test.each<[Selection, string[]]>([
  [{}, IDS],
  [{ pattern: '^mb-' }, ['mb-1', 'mb-2', 'mb-2-yue']],
  [{ pattern: 'yue|trip' }, ['mb-2-yue', 'trip-1']],
  // Plain text counts too, where it means something else as an expression, or nothing.
  [{ pattern: 'mb+3' }, ['mb+3']],
  [{ pattern: '+3' }, ['mb+3']],
  [{ pattern: '(' }, []],
  [{ pattern: 'mb\\-1' }, ['mb-1']],
  [{ limit: 2 }, ['mb-1', 'mb-2']],
  [{ pattern: '-2|trip', limit: 2 }, ['mb-2', 'mb-2-yue']],
])('%j', (selection, expected) => {
  expect(selected(selection)).toEqual(expected);
});

test('every pass counts the limit anew', () => {
  const selectors = selectorOf({ limit: 1 });
  expect([selectors()({ id: 'a' }), selectors()({ id: 'a' })]).toEqual([true, true]);
});

describe('shards', () => {
  test('are a partition of what is selected, with families whole', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 })),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (ids, count, limit) => {
          const dialogues = ids.flatMap((id) => [{ id }, { id: `${id}\u0000v`, parent: id }]);
          const all = selectorOf({ limit })();
          const whole = dialogues.filter((dialogue) => all(dialogue));
          const shards = Array.from({ length: count }, (_, i) => {
            const select = selectorOf({ limit, shard: { index: i + 1, count } })();
            return dialogues.filter((dialogue) => select(dialogue));
          });
          expect(
            shards
              .flat()
              .map((d) => d.id)
              .sort(),
          ).toEqual(whole.map((d) => d.id).sort());
          for (const dialogue of whole) {
            if ('parent' in dialogue)
              expect(shardOf(dialogue.parent ?? '', count)).toBe(shards.findIndex((s) => s.includes(dialogue)) + 1);
          }
        },
      ),
    );
  });

  test('are even over ids that differ only in their number', () => {
    const sizes = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i += 1)
      sizes[shardOf(`mb-${String(i).padStart(4, '0')}`, 4) - 1] =
        (sizes[shardOf(`mb-${String(i).padStart(4, '0')}`, 4) - 1] ?? 0) + 1;
    // Binomial(4000, 1/4): mean 1000, standard deviation 27.4; five of them.
    for (const size of sizes) expect(Math.abs(size - 1000)).toBeLessThan(137);
  });

  // Computed apart in Python from the two published definitions.
  test('never move', () => {
    expect(shardOf('a', 1)).toBe(1);
    expect([shardOf('mb-1', 3), shardOf('mb-2', 3), shardOf('界', 3)]).toEqual([3, 1, 3]);
  });
});

test.each<[Selection, string]>([
  [{ limit: 0 }, 'the limit is 0'],
  [{ limit: 1.5 }, 'the limit is 1.5'],
  [{ shard: { index: 0, count: 3 } }, 'the shard is 0/3'],
  [{ shard: { index: 4, count: 3 } }, 'the shard is 4/3'],
])('%j makes no sense', (selection, message) => {
  expect(() => selectorOf(selection)).toThrow(HarnessError);
  expect(() => selectorOf(selection)).toThrow(message);
});

test('in words', () => {
  expect(describeSelection({})).toBeUndefined();
  expect(describeSelection({ split: 'test', pattern: 'yue', limit: 3, shard: { index: 1, count: 2 } })).toBe(
    'split test, pattern "yue", limit 3, shard 1/2',
  );
});
