import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BotFailure, botReplySchema } from '../schema/index.js';
import { decodeReply } from './decode-reply.js';
import { quickReply } from './quick-reply.js';

function failureOf(value: unknown, expected?: Parameters<typeof decodeReply>[1]): string {
  try {
    decodeReply(value, expected);
  } catch (error) {
    if (error instanceof BotFailure) return `${error.kind} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

/** Values near the shape of a reply: each field right, absent, or wrong in some way. */
const junk = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, '', 'x', true, [], {}, Symbol('s'), 10n),
  fc.array(fc.constantFrom('a', '', 1, Number.NaN, null)),
);
const name = fc.string({ minLength: 1 });
const maybe = (good: fc.Arbitrary<unknown>) => fc.oneof({ weight: 30, arbitrary: good }, { weight: 1, arbitrary: junk });
const record = (shape: Record<string, fc.Arbitrary<unknown>>) => fc.record(shape, { requiredKeys: [] });
const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const slotKey = fc.constantFrom('age', '价格', '__proto__', 'constructor', 'toString', '');
const nearReply = record({
  id: maybe(fc.string()),
  text: maybe(fc.string()),
  intents: maybe(
    fc.array(maybe(record({ name: maybe(name), confidence: maybe(fc.double({ min: 0, max: 1, noNaN: true })) })), {
      maxLength: 3,
    }),
  ),
  slots: maybe(
    fc.dictionary(slotKey, maybe(fc.oneof(fc.string(), double, fc.boolean(), fc.array(fc.oneof(fc.string(), double))))),
  ),
  products: maybe(fc.array(maybe(name), { maxLength: 3 })),
  handoff: maybe(fc.boolean()),
  emotion: maybe(fc.string()),
  usage: maybe(
    record({
      input_tokens: maybe(fc.nat()),
      output_tokens: maybe(fc.nat()),
      cost: maybe(fc.double({ min: 0, max: 9, noNaN: true })),
      other: fc.string(),
    }),
  ),
  extra: junk,
});

describe('the quick check', () => {
  it('accepts what the schema accepts, and copies the same', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(nearReply, junk), (value) => {
        const zod = botReplySchema.safeParse(value);
        const quick = quickReply(value);
        expect(quick !== undefined).toBe(zod.success);
        // toEqual takes an undefined key for an absent one, as JSON does.
        if (zod.success) expect(quick).toEqual(zod.data);
        if (zod.success) accepted += 1;
        else refused += 1;
      }),
      { numRuns: 2_000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it('leaves what is unusual to zod, with the same outcome', () => {
    class Reply {
      text = 'hi';
      get emotion(): string {
        return 'calm';
      }
    }
    expect(quickReply(new Reply())).toBeUndefined();
    expect(decodeReply(new Reply())).toEqual({ text: 'hi', emotion: 'calm' });
    expect(decodeReply(Object.assign(Object.create(null), { text: 'hi' }))).toEqual({ text: 'hi' });
  });
});

describe('decodeReply', () => {
  it('takes null for absent, as other languages write it, but not for the text', () => {
    const nulls = {
      text: 'a',
      intents: [{ name: 'i', confidence: null }],
      slots: null,
      products: null,
      handoff: null,
      emotion: null,
      usage: null,
    };
    expect(decodeReply(nulls)).toEqual({ text: 'a', intents: [{ name: 'i' }] });
    expect(decodeReply({ text: 'a', intents: null })).toEqual({ text: 'a' });
    expect(failureOf({ text: null })).toMatch(/^protocol text/);
  });

  it('copies deeply: what the bot does later to its object changes nothing', () => {
    const given = { text: 'a', intents: [{ name: 'i' }], slots: { s: ['x'] }, products: ['p'] };
    const reply = decodeReply(given);
    given.intents.push({ name: 'later' });
    given.slots.s.push('later');
    given.products.length = 0;
    expect(reply).toEqual({ text: 'a', intents: [{ name: 'i' }], slots: { s: ['x'] }, products: ['p'] });
  });

  it('drops undefined fields and __proto__', () => {
    const reply = decodeReply({ text: 'a', intents: undefined, emotion: undefined, usage: { cost: undefined } });
    expect(Object.keys(reply)).toEqual(['text', 'usage']);
    expect(Object.keys(reply.usage ?? { x: 1 })).toEqual([]);
    const slots = decodeReply(JSON.parse('{"text":"a","slots":{"__proto__":"x","age":"3"}}')).slots;
    expect(Object.getPrototypeOf(slots)).toBe(Object.prototype);
    expect(Object.keys(slots ?? {})).toEqual(['age']);
  });

  it.each([
    [undefined, 'protocol expected a reply with text, got undefined'],
    [null, 'protocol expected a reply with text, got null'],
    [42, 'protocol expected a reply with text, got number'],
    [[{ text: 'a' }], 'protocol expected a reply with text, got a list'],
    [
      { text: 'a', slots: { age: { years: 1 } } },
      'protocol slots.age: expected a string, number, boolean, or list of strings and numbers',
    ],
    [{ text: 'a', usage: { cost: Number.NaN } }, /^protocol usage\.cost: .*number/],
    [{ text: 'a', intents: [{ name: 'b', confidence: Number.POSITIVE_INFINITY }] }, /^protocol intents\[0\]\.confidence: /],
    [{ text: 7, handoff: 'yes' }, /^protocol text: .* \(and 1 more\)$/],
    [{ text: 'a', slots: { 'bad\u001b[2Jkey\n': null } }, /^protocol slots\.badkey: /],
  ])('%j → %s', (value, expected) => {
    expect(failureOf(value)).toMatch(expected);
  });

  it('survives cycles, throwing getters and throwing proxies', () => {
    const cyclic: Record<string, unknown> = { text: 'a' };
    cyclic.slots = { self: cyclic };
    expect(failureOf(cyclic)).toMatch(/^protocol slots\.self: /);
    const unknownCycle: Record<string, unknown> = { text: 'a' };
    unknownCycle.self = unknownCycle;
    expect(decodeReply(unknownCycle)).toEqual({ text: 'a' });
    const trap = () => {
      throw new Error('no\nway');
    };
    expect(failureOf(new Proxy({}, { get: trap, getPrototypeOf: trap }))).toBe('protocol the reply cannot be read: no way');
    expect(failureOf({ get text() { return trap(); } })).toBe('protocol the reply cannot be read: no way'); // biome-ignore format: one line
  });

  it('bounds the text in bytes of UTF-8, not in characters', () => {
    expect(failureOf({ text: '奶粉' }, { maxBytes: 6 })).toBe('accepted');
    expect(failureOf({ text: '奶粉a' }, { maxBytes: 6 })).toBe('oversize the reply is over 6 bytes');
    expect(failureOf({ text: '𠮶𠮶' }, { maxBytes: 8 })).toBe('accepted');
    expect(failureOf({ text: '𠮶𠮶' }, { maxBytes: 7 })).toMatch(/^oversize/);
  });

  it('bounds the other fields as well', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `SKU-${i}`);
    expect(failureOf({ text: 'a', products: many })).toMatch(/^oversize/);
    expect(failureOf({ text: 'a', products: many.slice(0, 10_000) })).toBe('accepted');
    expect(failureOf({ text: 'a', emotion: 'x'.repeat(2_000_000) })).toMatch(/^oversize/);
    expect(failureOf({ text: 'a', slots: { s: '\u0001'.repeat(300_000) } })).toMatch(/^oversize/);
    expect(failureOf({ text: 'a', products: new Array(4_000_000_000) })).toMatch(/^oversize/);
  });

  it('refuses the answer to another request, and needs none', () => {
    expect(failureOf({ id: 'q1', text: 'a' }, { id: 'q2' })).toBe('protocol id: the reply answers "q1", asked was "q2"');
    expect(failureOf({ id: 'q2', text: 'a' }, { id: 'q2' })).toBe('accepted');
    expect(failureOf({ text: 'a' }, { id: 'q2' })).toBe('accepted');
    expect(failureOf({ id: 5, text: 'a' }, { id: '5' })).toMatch(/^protocol id: /);
  });
});
