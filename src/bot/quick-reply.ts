/**
 * A hand-written check of a reply's shape, for the hot path: it accepts what `botReplySchema` accepts, many times faster.
 * It only ever says "yes, here is the copy" or "ask zod"; a test holds the two together.
 */
import type { BotReply } from '../schema/index.js';

type Intents = NonNullable<BotReply['intents']>;
type Slots = NonNullable<BotReply['slots']>;
type Usage = NonNullable<BotReply['usage']>;

/** Thrown-free "ask zod". */
const UNSURE = Symbol('unsure');
type Checked<T> = T | undefined | typeof UNSURE;

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function quickIntents(value: unknown): Checked<Intents> {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return UNSURE;
  const intents: Intents = [];
  for (let i = 0; i < value.length; i += 1) {
    const item: unknown = value[i];
    if (!isPlain(item)) return UNSURE;
    const { name, confidence } = item;
    if (typeof name !== 'string' || name === '') return UNSURE;
    if (confidence === undefined) intents.push({ name });
    else if (typeof confidence === 'number' && confidence >= 0 && confidence <= 1) intents.push({ name, confidence });
    else return UNSURE;
  }
  return intents;
}

function quickSlotList(value: readonly unknown[]): Checked<(string | number)[]> {
  const list: (string | number)[] = [];
  for (let i = 0; i < value.length; i += 1) {
    const item = value[i];
    if (typeof item === 'string' || (typeof item === 'number' && Number.isFinite(item))) list.push(item);
    else return UNSURE;
  }
  return list;
}

function quickSlots(value: unknown): Checked<Slots> {
  if (value === undefined) return undefined;
  if (!isPlain(value) || Object.getOwnPropertySymbols(value).length > 0) return UNSURE;
  const slots: Slots = {};
  for (const key of Object.keys(value)) {
    if (key === '__proto__') continue;
    const slot = value[key];
    if (typeof slot === 'string' || typeof slot === 'boolean') slots[key] = slot;
    else if (typeof slot === 'number' && Number.isFinite(slot)) slots[key] = slot;
    else if (Array.isArray(slot)) {
      const list = quickSlotList(slot);
      if (list === UNSURE || list === undefined) return UNSURE;
      slots[key] = list;
    } else return UNSURE;
  }
  return slots;
}

function quickProducts(value: unknown): Checked<string[]> {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return UNSURE;
  const products: string[] = [];
  for (let i = 0; i < value.length; i += 1) {
    const item: unknown = value[i];
    if (typeof item !== 'string' || item === '') return UNSURE;
    products.push(item);
  }
  return products;
}

function quickUsage(value: unknown): Checked<Usage> {
  if (value === undefined) return undefined;
  if (!isPlain(value)) return UNSURE;
  const usage: Usage = {};
  for (const key of ['input_tokens', 'output_tokens', 'cost'] as const) {
    const amount = value[key];
    if (amount === undefined) continue;
    if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) return UNSURE;
    usage[key] = amount;
  }
  return usage;
}

/**
 * A deep copy of `value` with the protocol's keys alone, when it plainly is a reply; `undefined` when zod has to look.
 * Each property is read once. Throws only what a getter or a proxy of the bot throws.
 */
export function quickReply(value: unknown): BotReply | undefined {
  if (!isPlain(value)) return undefined;
  const { id, text, handoff, emotion } = value;
  if (typeof text !== 'string') return undefined;
  const reply: BotReply = { text };
  if (id !== undefined) {
    if (typeof id !== 'string') return undefined;
    reply.id = id;
  }
  if (handoff !== undefined) {
    if (typeof handoff !== 'boolean') return undefined;
    reply.handoff = handoff;
  }
  if (emotion !== undefined) {
    if (typeof emotion !== 'string') return undefined;
    reply.emotion = emotion;
  }
  const intents = quickIntents(value.intents);
  const slots = quickSlots(value.slots);
  const products = quickProducts(value.products);
  const usage = quickUsage(value.usage);
  if (intents === UNSURE || slots === UNSURE || products === UNSURE || usage === UNSURE) return undefined;
  if (intents !== undefined) reply.intents = intents;
  if (slots !== undefined) reply.slots = slots;
  if (products !== undefined) reply.products = products;
  if (usage !== undefined) reply.usage = usage;
  return reply;
}
