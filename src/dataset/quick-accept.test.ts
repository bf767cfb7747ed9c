import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialogueSchema } from '../schema/index.js';
import { isDialogue } from './quick-accept.js';

/** Every key of the format with a good value. */
const FULL = {
  id: 'muying-0012-yue',
  parent: 'muying-0012',
  lang: 'zh-CN',
  slices: { vertical: 'mother-baby', dialect: ['yue', 'mixed'] },
  shopper: { preferences: { brand: 'A', price_max: 300, new: true, tags: ['a', 1] }, weights: { brand: 0.5 } },
  turns: [
    {
      utterance: 'BB三个月食咩奶粉好呀',
      label: {
        intent: ['product.recommend', 'price.ask'],
        slots: { age: '3个月', n: 2 },
        answer: {
          references: ['1段'],
          answerable: true,
          nuggets: [
            { id: 'stage', vital: true, any: ['1段', '一段'] },
            { id: 'age', vital: false, fact: '0-6个月' },
            { id: 'own', vital: false, slot: 'age' },
          ],
          forbidden: ['2段'],
        },
        products: { 'SKU-1': 2, 'SKU-7': 0 },
        handoff: 'none',
        emotion: 'anxious',
        emotion_handling: 'soothe',
        satisfaction: 4,
      },
      gold_reply: '亲，选1段哦',
      slices: { kind: 'x' },
      meta: { anything: [1] },
    },
    { utterance: '好', label: { intent: 'oos', answer: { nuggets: [], forbidden: [] } } },
  ],
  outcome: { purchased: true, order_value: 268, left_after: 2 },
  meta: null,
};

test('accepts a dialogue with every field, and the least one', () => {
  expect(dialogueSchema.safeParse(FULL).success).toBe(true);
  expect(isDialogue(FULL)).toBe(true);
  expect(isDialogue({ id: 'a', turns: [{ utterance: 'x' }] })).toBe(true);
});

/** All paths of a value, the value itself first. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [path, ...[...keys].flatMap((key) => pathsOf((value as never)[key], [...path, key]))];
}

const PATHS = pathsOf(FULL);

function mutate(change: (parent: Record<string, unknown>, key: string) => void, path: readonly (string | number)[]): unknown {
  const root: Record<string, unknown> = { root: structuredClone(FULL) };
  const whole = ['root', ...path].map(String);
  const key = whole.pop() as string;
  const parent = whole.reduce<Record<string, unknown>>((here, part) => here[part] as Record<string, unknown>, root);
  change(parent, key);
  return root.root;
}

const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1,
    0.5,
    5,
    6,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    '',
    'x',
    '界',
    [],
    {},
    [[]],
    [''],
    ['a'],
    [1],
    [null],
    [{}],
    [true],
    { '': 'x' },
    { a: '' },
    { a: [] },
    { a: 1 },
    { constructor: 'x' },
    JSON.parse('{"__proto__": 1}'),
    'required',
    'maybe',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const KEY = fc.constantFrom(
  'id',
  'x',
  '',
  'constructor',
  'toString',
  '__proto__',
  'utterence',
  'any',
  'fact',
  'slot',
  'label',
  'meta',
  '0',
);

/** Sets a value, deletes it, adds a key beside it. */
const mutant = fc
  .tuple(fc.constantFrom('set', 'delete', 'add'), fc.constantFrom(...PATHS), ODD, KEY)
  .map(([kind, path, value, key]) =>
    mutate((parent, at) => {
      if (kind === 'set') parent[at] = value;
      else if (kind === 'delete') delete parent[at];
      else if (!Array.isArray(parent))
        Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
    }, path),
  );

test('accepts nothing that the decoder rejects or changes', () => {
  let accepted = 0;
  let rejected = 0;
  fc.assert(
    fc.property(mutant, (value) => {
      if (!isDialogue(value)) {
        rejected += 1;
        return;
      }
      accepted += 1;
      const decoded = dialogueSchema.safeParse(value);
      expect(decoded.success).toBe(true);
      expect(decoded.data).toEqual(value);
    }),
    { numRuns: 5000 },
  );
  // Both happen, or the property says nothing.
  expect(Math.min(accepted, rejected)).toBeGreaterThan(300);
});

test('accepts all that stems from JSON and is accepted by the decoder, but for "__proto__"', () => {
  fc.assert(
    fc.property(mutant, (value) => {
      const json: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
      if (JSON.stringify(json).includes('__proto__')) return;
      const decoded = dialogueSchema.safeParse(json);
      expect(isDialogue(json)).toBe(decoded.success);
      if (decoded.success) expect(isDeepStrictEqual(decoded.data, json)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
