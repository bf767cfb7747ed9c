/** Messages of a Botium connector → one reply: texts and buttons line by line, intents and slots from `nlp`. */
import { z } from 'zod';
import { BotFailure, problemsOf } from '../schema/index.js';
import { clip, plainLine } from './failure-text.js';

const intentSchema = z.looseObject({
  name: z.string().nullish(),
  confidence: z.number().nullish(),
  incomprehension: z.boolean().nullish(),
});
const messageSchema = z.looseObject({
  messageText: z.string().nullish(),
  buttons: z.array(z.looseObject({ text: z.string().nullish() })).nullish(),
  nlp: z
    .looseObject({
      intent: intentSchema.extend({ intents: z.array(intentSchema).nullish() }).nullish(),
      entities: z.array(z.looseObject({ name: z.string(), value: z.unknown().optional() })).nullish(),
    })
    .nullish(),
});
export type BotiumMessage = z.infer<typeof messageSchema>;

/** @throws BotFailure `protocol` when it is no message. */
export function readMessage(value: unknown): BotiumMessage {
  const parsed = messageSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = problemsOf(parsed.error, 'E_FIELD');
  throw new BotFailure(
    'protocol',
    `message${first.field === undefined ? '' : ` ${first.field}`}: ${clip(plainLine(first.message))}`,
  );
}

/** Text that a shopper reads of a message. */
export function textOf({ messageText, buttons }: BotiumMessage): string {
  return [messageText, ...(buttons ?? []).map(({ text }) => text)]
    .filter((line) => typeof line === 'string' && line !== '')
    .join('\n');
}

/**
 * One reply, not yet decoded. Intents and slots are those of the last message that has them; `incomprehension` means that none was
 * recognised. Without `nlp` the connector exposes none.
 */
export function joinMessages(messages: readonly BotiumMessage[]): Record<string, unknown> {
  const reply: Record<string, unknown> = {
    text: messages
      .map(textOf)
      .filter((text) => text !== '')
      .join('\n'),
  };
  for (const { nlp } of messages) {
    if (nlp?.intent) reply.intents = intentsOf(nlp.intent);
    if (nlp?.entities && nlp.entities.length > 0) reply.slots = slotsOf(nlp.entities);
  }
  return reply;
}

type Nlp = NonNullable<BotiumMessage['nlp']>;

function intentsOf(intent: NonNullable<Nlp['intent']>): unknown[] {
  if (intent.incomprehension === true) return [];
  const ranked = new Map<string, unknown>();
  for (const { name, confidence } of [intent, ...(intent.intents ?? [])]) {
    if (typeof name !== 'string' || name === '' || ranked.has(name)) continue;
    ranked.set(name, typeof confidence === 'number' ? { name, confidence } : { name });
  }
  return [...ranked.values()];
}

function slotsOf(entities: NonNullable<Nlp['entities']>): Record<string, unknown> {
  const slots = new Map<string, unknown[]>();
  for (const { name, value } of entities) {
    if (value === undefined || value === null) continue;
    const plain = typeof value === 'object' ? JSON.stringify(value) : value;
    const values = slots.get(name) ?? [];
    if (!values.includes(plain)) values.push(plain);
    slots.set(name, values);
  }
  return Object.fromEntries([...slots].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
