/** Decodes what a bot gave: an untrusted value becomes a reply of our own, or a failure that names the field. */
import { BotFailure, type BotReply, botReplySchema, problemsOf } from '../schema/index.js';
import { MAX_REPLY_BYTES } from './context.js';
import { clip, describeThrown, plainLine } from './failure-text.js';
import { quickReply } from './quick-reply.js';

export interface ReplyExpectation {
  /** Id of the request; a reply with another id is a failure, one without any is not. */
  readonly id?: string;
  /** Bound of the text in UTF-8 bytes, and of all other fields together as JSON. Default 1 MiB. */
  readonly maxBytes?: number;
}

/**
 * A deep copy of `value` with the protocol's keys alone. Texts are kept as they are, whatever characters they hold.
 * @throws BotFailure `protocol` naming the field, when it is no reply, has a non-finite number, answers another request, or cannot
 *   be read; `oversize` when it is over the bound. Never anything else.
 */
export function decodeReply(value: unknown, expected: ReplyExpectation = {}): BotReply {
  const maxBytes = expected.maxBytes ?? MAX_REPLY_BYTES;
  const reply = readReply(value, maxBytes);
  assertWithin(reply, maxBytes);
  if (expected.id !== undefined && reply.id !== undefined && reply.id !== expected.id) {
    throw new BotFailure('protocol', `id: the reply answers ${quoted(reply.id)}, asked was ${quoted(expected.id)}`);
  }
  return reply;
}

/** The failure of a reply over the bound. */
export function oversize(maxBytes: number): BotFailure {
  return new BotFailure('oversize', `the reply is over ${maxBytes} bytes`);
}

function readReply(value: unknown, maxBytes: number): BotReply {
  try {
    return quickReply(value) ?? carefulReply(value, maxBytes);
  } catch (error) {
    if (error instanceof BotFailure) throw error;
    throw new BotFailure('protocol', `the reply cannot be read: ${clip(plainLine(describeThrown(error)))}`);
  }
}

/** zod's word on a value that the quick check was unsure of. */
function carefulReply(value: unknown, maxBytes: number): BotReply {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BotFailure('protocol', `expected a reply with text, got ${kindOf(value)}`);
  }
  // zod walks every element and notes every fault: an array over the bound must not get there.
  for (const list of Object.values(value)) if (Array.isArray(list) && list.length > maxBytes) throw oversize(maxBytes);
  const parsed = botReplySchema.safeParse(withoutNulls(value));
  if (parsed.success) return withoutUndefined(parsed.data) as BotReply;
  const [first, ...rest] = problemsOf(parsed.error, 'E_FIELD');
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
  const message =
    first.field?.startsWith('slots.') === true
      ? 'expected a string, number, boolean, or list of strings and numbers'
      : first.message;
  throw new BotFailure('protocol', `${clip(plainLine(first.field ?? 'reply'))}: ${clip(plainLine(message))}${more}`);
}

const OPTIONAL_FIELDS = ['id', 'slots', 'products', 'handoff', 'emotion', 'usage'] as const;

/** Many languages write an absent field as null. `text` stays as it is: a reply without one is none. */
function withoutNulls(value: object): object {
  const given = value as Record<string, unknown>;
  const fields = OPTIONAL_FIELDS.flatMap((name) => {
    const field = given[name];
    return field === null || field === undefined ? [] : [[name, field]];
  });
  const { text, intents } = given;
  const ranked = Array.isArray(intents) ? intents.map(withoutNullConfidence) : intents;
  return { text, ...Object.fromEntries(fields), ...(ranked === null || ranked === undefined ? {} : { intents: ranked }) };
}

function withoutNullConfidence(intent: unknown): unknown {
  if (typeof intent !== 'object' || intent === null) return intent;
  const { name, confidence } = intent as { name?: unknown; confidence?: unknown };
  return confidence === null ? { name } : intent;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}

const quoted = (id: string): string => JSON.stringify(clip(plainLine(id), 80));

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutUndefined(item)]])),
  );
}

function assertWithin(reply: BotReply, maxBytes: number): void {
  const { text, intents, slots, products, emotion, usage, id } = reply;
  // A UTF-16 unit is at most three bytes, so that most texts need no counting.
  if (text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes) throw oversize(maxBytes);
  if (intents === undefined && slots === undefined && products === undefined && emotion === undefined && id === undefined) return;
  if (unitsBeside(reply) * 3 <= maxBytes) return;
  if (Buffer.byteLength(JSON.stringify({ id, intents, slots, products, emotion, usage })) > maxBytes) throw oversize(maxBytes);
}

/** An upper bound of the UTF-16 units of the fields beside the text; doubled, for an escape in JSON takes six bytes. */
function unitsBeside({ intents, slots, products, emotion, id }: BotReply): number {
  let units = 256 + 2 * (emotion?.length ?? 0) + 2 * (id?.length ?? 0);
  for (const intent of intents ?? []) units += 2 * intent.name.length + 64;
  for (const product of products ?? []) units += 2 * product.length + 8;
  for (const key in slots) {
    units += 2 * key.length + 32;
    const slot = slots[key];
    if (typeof slot === 'string') units += 2 * slot.length;
    else if (Array.isArray(slot)) for (const item of slot) units += typeof item === 'string' ? 2 * item.length + 8 : 32;
  }
  return units;
}
