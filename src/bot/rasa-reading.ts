/** What a Rasa server says → fields of a reply: bubbles become one text, a parse result intents and slots. */
import { z } from 'zod';
import { BotFailure, type BotReply, problemsOf } from '../schema/index.js';
import { clip, plainLine } from './failure-text.js';

/** A name of Rasa's → ours; null drops it. Names that are not in it stay. */
export type NameMap = Readonly<Record<string, string | null>>;

/** What Rasa calls an utterance that its classifier is not sure of. */
export const DEFAULT_INTENT_NAMES: NameMap = { nlu_fallback: null };

const bubblesSchema = z.array(
  z.object({
    recipient_id: z.string().nullish(),
    text: z.string().nullish(),
    buttons: z.array(z.object({ title: z.string() })).nullish(),
    custom: z.unknown().optional(),
  }),
);

const intentSchema = z.object({ name: z.string().nullable(), confidence: z.number().nullish() });
const parseSchema = z.object({
  intent: intentSchema.nullish(),
  intent_ranking: z.array(intentSchema).nullish(),
  entities: z.array(z.object({ entity: z.string(), value: z.unknown().optional() })).nullish(),
});

/** Fields of our protocol that a `custom` payload may carry. */
const CUSTOM_FIELDS = ['intents', 'slots', 'products', 'handoff', 'emotion', 'usage'] as const;

/**
 * One reply, not yet decoded: texts and the titles of buttons line by line, and what `custom` payloads hold of our protocol, later
 * ones first. An image or attachment has no text.
 * @throws BotFailure `protocol` when it is no list of bubbles, or a bubble is for another sender.
 */
export function readBubbles(value: unknown, sender: string): Record<string, unknown> {
  const bubbles = decoded(bubblesSchema, value, 'webhook');
  const lines: string[] = [];
  const fields: Record<string, unknown> = {};
  for (const { recipient_id, text, buttons, custom } of bubbles) {
    if (typeof recipient_id === 'string' && recipient_id !== sender) {
      throw new BotFailure(
        'protocol',
        `recipient_id: the reply is for "${clip(plainLine(recipient_id), 80)}", asked was "${sender}"`,
      );
    }
    if (typeof text === 'string' && text !== '') lines.push(text);
    for (const { title } of buttons ?? []) lines.push(title);
    if (typeof custom !== 'object' || custom === null) continue;
    const payload = custom as Record<string, unknown>;
    for (const field of CUSTOM_FIELDS) if (payload[field] !== undefined) fields[field] = payload[field];
    if (typeof payload.text === 'string') lines.push(payload.text);
  }
  return { ...fields, text: lines.join('\n') };
}

/**
 * Intents best first and slots of a parse result. `[]` when the best intent has no name or is mapped to null; of two that are
 * mapped to one name the better stays. An entity with several values is a list; without entities there are no slots, since a model
 * may know none.
 * @throws BotFailure `protocol`
 */
export function readParse(value: unknown, intentNames: NameMap, slotNames: NameMap): Pick<BotReply, 'intents' | 'slots'> {
  const { intent, intent_ranking, entities } = decoded(parseSchema, value, 'parse');
  const intents = rankedIntents(intent, intent_ranking ?? [], intentNames);
  const slots = slotsOf(entities ?? [], slotNames);
  return Object.keys(slots).length === 0 ? { intents } : { intents, slots };
}

type Intent = z.infer<typeof intentSchema>;

function rankedIntents(
  best: Intent | null | undefined,
  ranking: readonly Intent[],
  names: NameMap,
): NonNullable<BotReply['intents']> {
  const top = best ?? ranking[0];
  if (top === undefined || mapped(names, top.name) === null) return [];
  const ranked = new Map<string, NonNullable<BotReply['intents']>[number]>();
  for (const { name: given, confidence } of [top, ...ranking]) {
    const name = mapped(names, given);
    if (name === null || ranked.has(name)) continue;
    ranked.set(name, typeof confidence === 'number' ? { name, confidence } : { name });
  }
  return [...ranked.values()];
}

function mapped(names: NameMap, name: string | null): string | null {
  if (name === null || name === '') return null;
  return Object.hasOwn(names, name) ? (names[name] ?? null) : name;
}

function slotsOf(entities: readonly { entity: string; value?: unknown }[], names: NameMap): NonNullable<BotReply['slots']> {
  const found = new Map<string, Set<string | number>>();
  for (const { entity, value } of entities) {
    const name = mapped(names, entity);
    if (name === null || value === undefined || value === null) continue;
    const values = found.get(name) ?? new Set();
    values.add(typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value));
    found.set(name, values);
  }
  return Object.fromEntries(
    [...found].map(([name, values]) => {
      const [first, ...rest] = values;
      return [name, rest.length === 0 && first !== undefined ? first : [...values]];
    }),
  );
}

function decoded<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = problemsOf(parsed.error, 'E_FIELD');
  throw new BotFailure(
    'protocol',
    `${what}${first.field === undefined ? '' : ` ${first.field}`}: ${clip(plainLine(first.message))}`,
  );
}
