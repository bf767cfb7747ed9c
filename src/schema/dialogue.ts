/** Labelled shopper dialogues: the decoder, and the types it yields. The JSON Schema that ships is generated from here. */
import { z } from 'zod';

const text = z.string().min(1);
const finite = z.number();
/** A slot value: one scalar or several. */
const slotValue = z.union([z.string(), finite, z.boolean(), z.array(z.union([z.string(), finite])).min(1)]);
/** Slice name → value or values; a turn stands in each of them. */
const slices = z.record(text, z.union([z.string(), z.array(z.string()).min(1)]));

/** The reserved intent of utterances that no intent of the bot's covers. */
export const OUT_OF_SCOPE = 'oos';
/** Stands in confusion tables for a call that failed or gave no intent; no utterance can have it. */
export const NO_PREDICTION = '(none)';

export const nuggetSchema = z
  .strictObject({
    id: text.describe('Name of the fact, unique within the turn.'),
    vital: z.boolean().describe('Vital: without it the reply fails. Otherwise it is welcome and weighs half.'),
    any: z.array(text).min(1).optional().describe('Patterns; one of them in the reply carries the nugget.'),
    fact: text.optional().describe('A typed fact, such as "0-6个月" or "268元", compared by compatibility.'),
    slot: text.optional().describe('Name of a slot of the state whose value the reply must carry.'),
  })
  .refine((n) => [n.any, n.fact, n.slot].filter((x) => x !== undefined).length === 1, {
    error: 'a nugget has exactly one of any, fact, slot',
  });

export const answerSchema = z.strictObject({
  references: z.array(text).min(1).optional().describe('Acceptable replies.'),
  answerable: z
    .boolean()
    .optional()
    .describe('false: catalogue and FAQ do not hold the answer; the right reply says so or hands over.'),
  nuggets: z.array(nuggetSchema).optional(),
  forbidden: z.array(text).optional().describe('Claims that make the reply critically wrong when asserted.'),
});

export const labelSchema = z.strictObject({
  intent: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('One intent or several; "oos" is reserved.'),
  slots: z.record(text, slotValue).optional().describe('Values given in this turn.'),
  answer: answerSchema.optional(),
  products: z.record(text, finite.min(0)).optional().describe('Product id → graded relevance (0 = irrelevant).'),
  handoff: z.enum(['none', 'required', 'optional']).optional(),
  emotion: text.optional(),
  emotion_handling: text.optional(),
  satisfaction: finite.min(1).max(5).optional(),
});

export const turnSchema = z.strictObject({
  utterance: text.describe('Raw shopper text.'),
  label: labelSchema.optional(),
  gold_reply: text.optional().describe("The human's reply; the history of later turns in gold mode."),
  slices: slices.optional().describe('Slices of this turn alone, beside those of the dialogue.'),
  meta: z.unknown().optional().describe('Free-form; never read by the harness.'),
});

export const dialogueSchema = z.strictObject({
  id: text,
  parent: text.optional().describe('Id of the dialogue that this one is a label-preserving rewrite of.'),
  lang: text.optional().describe('BCP 47 tag, such as zh-CN.'),
  slices: slices.optional(),
  shopper: z
    .strictObject({
      preferences: z.record(text, slotValue).optional(),
      weights: z.record(text, finite.min(0)).optional(),
    })
    .optional(),
  turns: z.array(turnSchema).min(1),
  outcome: z
    .strictObject({
      purchased: z.boolean().optional(),
      order_value: finite.min(0).optional(),
      left_after: z.int().min(1).optional().describe('The turn, counted from 1, after which the shopper left.'),
    })
    .optional(),
  meta: z.unknown().optional(),
});

export type Nugget = z.infer<typeof nuggetSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Label = z.infer<typeof labelSchema>;
export type Turn = z.infer<typeof turnSchema>;
export type Dialogue = z.infer<typeof dialogueSchema>;
export type SlotValue = z.infer<typeof slotValue>;
export type Slots = Readonly<Record<string, SlotValue>>;
export type Slices = z.infer<typeof slices>;

/** The gold intents of a label: undefined when unlabelled, else one or more. */
export function goldIntents(label: Label | undefined): readonly string[] | undefined {
  const intent = label?.intent;
  if (intent === undefined) return undefined;
  return typeof intent === 'string' ? [intent] : intent;
}

/** The family (unit of resampling) of a dialogue: its parent's id, or its own. Parents have no parents. */
export function familyOf(dialogue: Pick<Dialogue, 'id' | 'parent'>): string {
  return dialogue.parent ?? dialogue.id;
}

/** A named subset: `{}` is everything, `{dialect: 'yue'}` one value of one slice. */
export type SliceRef = Readonly<Record<string, string>>;

/** `overall`, or `dialect=yue`. */
export function sliceLabel(slice: SliceRef): string {
  const parts = Object.entries(slice).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? 'overall' : parts.join(',');
}
