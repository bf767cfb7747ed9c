/** The requests to the judge: rubric, item and the form of the answer, as the body of a chat completion. */
import type { Answer, JudgeConfig, Nugget } from '../schema/index.js';
import type { JudgeItem } from './judge-item.js';
import { PAIR_RUBRIC, RUBRIC } from './rubric.js';

/** Lines of talk before the turn that the judge is shown. */
const HISTORY_LINES = 6;
const DEFAULT_MAX_TOKENS = 1024;

type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items });
const STRING: Schema = { type: 'string' };

const JUDGEMENT_SCHEMA = object({
  nuggets: list(
    object({ id: STRING, verdict: { type: 'string', enum: ['carried', 'missing', 'contradicted'] }, evidence: STRING }),
  ),
  forbidden: list(object({ id: STRING, asserted: { type: 'boolean' }, evidence: STRING })),
  grade: { type: 'integer', enum: [0, 1, 2] },
  reason: STRING,
});
const PAIR_SCHEMA = object({ better: { type: 'string', enum: ['first', 'second', 'tie'] }, reason: STRING });

/** The id by which the judge is to name the i-th forbidden claim. */
export const claimId = (i: number): string => `claim-${i + 1}`;

/** The request for a judgement of one reply. @param rubric the text that stands in for the bundled one. */
export function judgeQuestion(item: JudgeItem, reply: string, config: JudgeConfig, rubric: string = RUBRIC): string {
  return bodyOf(config, rubric, { ...sceneOf(item), reply }, { name: 'judgement', schema: JUDGEMENT_SCHEMA });
}

/** The request for a comparison of two replies, in this order. */
export function pairQuestion(item: JudgeItem, first: string, second: string, config: JudgeConfig): string {
  return bodyOf(config, PAIR_RUBRIC, { ...sceneOf(item), first, second }, { name: 'comparison', schema: PAIR_SCHEMA });
}

function sceneOf({ history, utterance, answer }: JudgeItem) {
  return {
    history: history.slice(-HISTORY_LINES).map(({ role, text }) => ({ [role]: text })),
    shopper: utterance,
    references: answer.references ?? [],
    nuggets: (answer.nuggets ?? []).map(({ id, vital, ...nugget }) => ({ id, vital, expects: expected(nugget) })),
    forbidden: (answer.forbidden ?? []).map((claim, i) => ({ id: claimId(i), claim })),
    ...unanswerable(answer),
  };
}

function unanswerable({ answerable }: Answer) {
  return answerable === false
    ? { note: 'The shop has no data on this. Right is to say so or to hand over to a person; a made-up answer is wrong.' }
    : {};
}

function expected({ any, fact, slot }: Pick<Nugget, 'any' | 'fact' | 'slot'>): string {
  return any?.join(' | ') ?? fact ?? `the ${slot} that the shopper gave`;
}

function bodyOf(
  config: JudgeConfig,
  rubric: string,
  scene: object,
  form: { readonly name: string; readonly schema: Schema },
): string {
  const format = config.format ?? 'json_schema';
  const body: Record<string, unknown> = {
    model: config.model,
    messages: [
      { role: 'system', content: rubric },
      { role: 'user', content: JSON.stringify(scene) },
    ],
    temperature: config.temperature ?? 0,
    seed: config.seed ?? 0,
    max_tokens: config.max_tokens ?? DEFAULT_MAX_TOKENS,
    ...(format === 'json_schema' ? { response_format: { type: format, json_schema: { ...form, strict: true } } } : {}),
    ...(format === 'json_object' ? { response_format: { type: format } } : {}),
    ...config.extra,
  };
  for (const [name, value] of Object.entries(body)) if (value === null) delete body[name];
  return JSON.stringify(body);
}
