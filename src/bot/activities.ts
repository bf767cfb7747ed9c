/** Activities of a Bot Framework bot → one reply: texts joined, fields found by dotted paths. */
import { z } from 'zod';
import { BotFailure } from '../schema/index.js';

const activitySchema = z.looseObject({
  type: z.string(),
  id: z.string().nullish(),
  from: z.looseObject({ id: z.string() }).nullish(),
  text: z.string().nullish(),
  inputHint: z.string().nullish(),
  replyToId: z.string().nullish(),
});
export type Activity = z.infer<typeof activitySchema>;

const setSchema = z.looseObject({ activities: z.array(activitySchema), watermark: z.union([z.string(), z.number()]).nullish() });

export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark: string | undefined;
}

/** @throws BotFailure `protocol` when it is no set of activities. */
export function readActivitySet(value: unknown): ActivitySet {
  const parsed = setSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BotFailure('protocol', `activities: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'amiss'}`);
  }
  const { activities, watermark } = parsed.data;
  return { activities, watermark: watermark === null || watermark === undefined ? undefined : String(watermark) };
}

/** The bot says that it is the shopper's turn, or that the conversation is over. */
export const endsTurn = ({ type, inputHint }: Activity): boolean =>
  type === 'endOfConversation' || inputHint === 'expectingInput';

/** What a shopper sees or a map may look into; typing and traces are neither. */
export const isContent = ({ type }: Activity): boolean => type === 'message' || type === 'event' || type === 'endOfConversation';

export type ActivityMap = Readonly<
  Partial<Record<'intents' | 'slots' | 'products' | 'handoff' | 'emotion' | 'usage', string | undefined>>
>;

/**
 * One reply, not yet decoded: the texts of the messages line by line, and each field of the map from the last activity that has it.
 * A `handoff.initiate` event hands over without any map.
 */
export function replyOf(activities: readonly Activity[], map: ActivityMap): Record<string, unknown> {
  const reply: Record<string, unknown> = {
    text: activities.flatMap(({ type, text }) => (type === 'message' && text ? [text] : [])).join('\n'),
  };
  for (const activity of activities) {
    if (activity.type === 'event' && activity.name === 'handoff.initiate') reply.handoff = true;
    for (const [field, path] of Object.entries(map)) {
      const value = path === undefined ? undefined : valueAt(activity, path);
      if (value !== undefined && value !== null)
        reply[field] = field === 'intents' ? intentsFrom(value) : field === 'products' ? listFrom(value) : value;
    }
  }
  return reply;
}

/** The value at `a.b.0.c`, own properties alone; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string, unknown>)[key];
  }, value);
}

const listFrom = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** A name, a list of names or of `{ name | intent | topIntent, confidence | score }`, or LUIS's object of `name: { score }`. */
function intentsFrom(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? [] : [{ name: value }];
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? { name: item } : intentFrom(item)));
  if (typeof value !== 'object' || value === null) return value;
  if ('name' in value || 'intent' in value) return [intentFrom(value)];
  const scored = Object.entries(value).map(([name, item]) =>
    intentFrom({ ...(typeof item === 'object' ? item : { score: item }), name }),
  );
  return scored.sort((a, b) => Number(b.confidence ?? 0) - Number(a.confidence ?? 0));
}

function intentFrom(item: unknown): { name: unknown; confidence?: unknown } {
  const { name, intent, confidence, score } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const sure = confidence ?? score;
  return sure === undefined ? { name: name ?? intent } : { name: name ?? intent, confidence: sure };
}
