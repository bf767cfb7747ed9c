/** What a model's answer says: decoded, and held against the reply that it quotes. */
import { z } from 'zod';
import { type Answer, type Judgement, NUGGET_VERDICTS, type Nugget } from '../schema/index.js';
import { claimId } from './question.js';

/** A completion as it is kept: the text, and what it took. */
export interface ModelAnswer {
  readonly text: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

const tokens = z.int().min(0).catch(0);
const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }), finish_reason: z.string().nullish() })).min(1),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(undefined),
});
const storedSchema = z.strictObject({ text: z.string(), input_tokens: z.int().min(0), output_tokens: z.int().min(0) });

/** The answer in a completion; undefined when it is none, or was cut off. */
export function answerOf(completion: unknown): ModelAnswer | undefined {
  const decoded = completionSchema.safeParse(completion);
  if (!decoded.success) return undefined;
  const { choices, usage } = decoded.data;
  const [choice] = choices;
  if (choice === undefined || choice.finish_reason === 'length') return undefined;
  const { prompt_tokens: input_tokens = 0, completion_tokens: output_tokens = 0 } = usage ?? {};
  return { text: choice.message.content, input_tokens, output_tokens };
}

/** The answer as it stands in the cache; undefined when it is none. */
export function storedAnswer(value: unknown): ModelAnswer | undefined {
  const decoded = storedSchema.safeParse(value);
  return decoded.success ? decoded.data : undefined;
}

const evidence = z
  .string()
  .nullish()
  .transform((quoted) => quoted ?? '');
const judgedSchema = z.object({
  nuggets: z.array(z.object({ id: z.string(), verdict: z.enum(NUGGET_VERDICTS), evidence })).default([]),
  forbidden: z.array(z.object({ id: z.string(), asserted: z.boolean(), evidence })).default([]),
  grade: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  reason: z.string().default(''),
});
const pairSchema = z.object({ better: z.enum(['first', 'second', 'tie']) });

/** The JSON object in a text, with or without a fence or words round it; undefined when there is none. */
function objectIn(text: string): unknown {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (start === -1 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
}

export type Better = z.infer<typeof pairSchema>['better'];

/** Which of two replies is better; undefined when the answer says nothing of the kind. */
export function betterOf(text: string): Better | undefined {
  const decoded = pairSchema.safeParse(objectIn(text));
  return decoded.success ? decoded.data.better : undefined;
}

type Judged = Required<Pick<Judgement, 'grade' | 'critical' | 'verdicts' | 'asserted' | 'unsupported' | 'reason'>> &
  Pick<Judgement, 'nuggets'>;

/** Longest reason that is kept. */
const REASON_LENGTH = 300;

/**
 * The judgement in a model's answer; undefined when it is none, or a nugget has no verdict. A verdict counts only with a quotation
 * that stands in the reply, so that the judge cannot see what is not there.
 */
export function judgementOf(text: string, answer: Answer, reply: string): Judged | undefined {
  const decoded = judgedSchema.safeParse(objectIn(text));
  if (!decoded.success) return undefined;
  const { grade, reason } = decoded.data;
  const given = new Map(decoded.data.nuggets.map((nugget) => [nugget.id, nugget]));
  const nuggets = answer.nuggets ?? [];
  if (nuggets.some(({ id }) => !given.has(id))) return undefined;
  const inReply = quotesOf(reply);
  let unsupported = 0;
  const supported = (quoted: string) => {
    if (inReply(quoted)) return true;
    unsupported += 1;
    return false;
  };
  const verdicts = nuggets.map(({ id }) => {
    const { verdict, evidence: quoted } = given.get(id) as (typeof decoded.data.nuggets)[number];
    if (verdict === 'missing') return { id, verdict, evidence: '' };
    return supported(quoted) ? { id, verdict, evidence: quoted } : { id, verdict: 'missing' as const, evidence: '' };
  });
  const said = new Map(decoded.data.forbidden.map((claim) => [claim.id, claim]));
  const asserted = (answer.forbidden ?? []).flatMap((claim, i) => {
    const one = said.get(claimId(i));
    return one?.asserted === true && supported(one.evidence) ? [{ claim, evidence: one.evidence }] : [];
  });
  const vital = new Set(nuggets.filter((nugget) => nugget.vital).map(({ id }) => id));
  const contradicted = verdicts.some(({ id, verdict }) => verdict === 'contradicted' && vital.has(id));
  const share = nuggetShare(nuggets, new Set(verdicts.filter(({ verdict }) => verdict === 'carried').map(({ id }) => id)));
  return {
    grade,
    ...(share === undefined ? {} : { nuggets: share }),
    critical: contradicted || asserted.length > 0 ? 1 : 0,
    verdicts,
    asserted,
    unsupported,
    reason: reason.slice(0, REASON_LENGTH),
  };
}

/** (Σ vital + ½ Σ okay) / (n_vital + ½ n_okay) of the carried ones; undefined without nuggets. */
function nuggetShare(nuggets: readonly Nugget[], carried: ReadonlySet<string>): number | undefined {
  if (nuggets.length === 0) return undefined;
  const weight = ({ vital }: Nugget) => (vital ? 1 : 0.5);
  const total = nuggets.reduce((sum, nugget) => sum + weight(nugget), 0);
  return nuggets.reduce((sum, nugget) => sum + (carried.has(nugget.id) ? weight(nugget) : 0), 0) / total;
}

/** Whether words stand in the reply, whatever the width, case, spacing and punctuation. */
function quotesOf(reply: string): (quoted: string) => boolean {
  const whole = squeezed(reply);
  return (quoted) => {
    const words = squeezed(quoted);
    return words !== '' && whole.includes(words);
  };
}

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{Cc}\p{Cf}]+/gu, '');
}
