/** From a completion to a reply: the content as JSON where it is JSON, else as the text, with tokens and their cost. */
import { BotFailure, type OpenaiConfig } from '../schema/index.js';
import { clip, plainLine } from './failure-text.js';

export interface Completion {
  readonly content: string;
  /** Why the model stopped; `length` when it was cut. */
  readonly finish: string | undefined;
  readonly usage: unknown;
}

/** A completion with the times that the clock showed. */
export interface Completed {
  readonly completion: Completion;
  readonly answeredAt: number;
  readonly firstTokenAt?: number;
}

type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws BotFailure `bot` for an error in a 2xx answer, `protocol` for what is no completion. */
export function completionOf(body: unknown): Completion {
  assertNoError(body);
  const choice = firstChoice(body);
  const message = choice?.message;
  if (!isRecord(message))
    throw new BotFailure('protocol', 'choices[0].message: expected a message, the body is no chat completion');
  const { content, refusal } = message;
  const text = content ?? refusal ?? '';
  if (typeof text !== 'string') throw new BotFailure('protocol', `choices[0].message.content: expected text, got ${typeof text}`);
  return { content: text, finish: finishOf(choice), usage: isRecord(body) ? body.usage : undefined };
}

export function firstChoice(body: unknown): Fields | undefined {
  const choices = isRecord(body) ? body.choices : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return isRecord(choice) ? choice : undefined;
}

export const finishOf = (choice: Fields | undefined): string | undefined =>
  typeof choice?.finish_reason === 'string' ? choice.finish_reason : undefined;

/** Some servers report an error with status 200, or in the middle of a stream. */
export function assertNoError(body: unknown): void {
  if (!isRecord(body) || body.error === undefined || body.error === null) return;
  const { error } = body;
  const said = isRecord(error) && typeof error.message === 'string' ? error.message : JSON.stringify(error);
  throw new BotFailure('bot', `the server answered with an error: ${clip(plainLine(said))}`);
}

/**
 * A value for `decodeReply`. Content that is no JSON object is the text itself.
 * @throws BotFailure `protocol` for JSON that was cut at max_tokens: half an object is no answer to a shopper.
 */
export function replyOf({ content, finish, usage }: Completion, { format, prices }: OpenaiConfig): Record<string, unknown> {
  const counted = usageOf(usage, prices);
  const shown = content.replace(/^\s*<think>[\s\S]*?<\/think>\s*/, '');
  const fields = format === 'text' ? undefined : jsonObject(shown);
  if (fields === undefined && format !== 'text' && finish === 'length' && shown.trimStart().startsWith('{'))
    throw new BotFailure('protocol', 'the answer was cut at its longest (finish_reason length); raise max_tokens');
  const reply = fields === undefined ? { text: shown } : mapped(fields);
  return { ...reply, ...(counted === undefined ? {} : { usage: counted }) };
}

/** A JSON object, bare or in a code fence. */
function jsonObject(content: string): Fields | undefined {
  const [, fenced] = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(content) ?? [];
  try {
    const value: unknown = JSON.parse(fenced ?? content);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function mapped({ text, intents, slots, products, handoff, emotion }: Fields): Record<string, unknown> {
  const fields = { text, intents, slots: slotsOf(slots), products, handoff, emotion: emotion === '' ? undefined : emotion };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

/** Pairs, as the schema asks for them, or an object, as many models write it all the same. */
function slotsOf(slots: unknown): unknown {
  const entries = Array.isArray(slots) ? slots.map((slot) => (isRecord(slot) ? [slot.name, slot.value] : [slot])) : undefined;
  if (entries === undefined) return isRecord(slots) ? withoutNulls(Object.entries(slots)) : slots;
  return entries.every(([name]) => typeof name === 'string') ? withoutNulls(entries as [string, unknown][]) : slots;
}

const withoutNulls = (entries: readonly (readonly [string, unknown])[]): Fields =>
  Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));

const count = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined);

/** Tokens as the server counts them; the cost as it states it, else by the prices. Undefined when nothing is known. */
function usageOf(usage: unknown, prices: OpenaiConfig['prices']): Fields | undefined {
  if (!isRecord(usage)) return undefined;
  const input = count(usage.prompt_tokens);
  const output = count(usage.completion_tokens);
  const priced =
    prices === undefined || input === undefined ? undefined : (input * prices.input + (output ?? 0) * prices.output) / 1e6;
  const cost = count(usage.cost) ?? priced;
  const known = { input_tokens: input, output_tokens: output, cost };
  const entries = Object.entries(known).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
