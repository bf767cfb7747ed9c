/** The optional layers over a stored run: a language model as judge, and embeddings. Off unless configured. */
import { z } from 'zod';
import { strict } from './bot-config/strict.js';
import { estimateSchema } from './estimate.js';
import { gateResultSchema, gateSchema } from './gate.js';

const text = z.string().min(1);
const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** Where a model is asked, and how patiently. */
const endpoint = {
  base_url: z.url({ protocol: /^https?$/ }).describe('Up to and with the version: https://host/v1.'),
  model: text,
  api_key: z
    .string()
    .regex(/^env:\S+$/, { error: 'expected env:NAME, the variable that holds the key' })
    .optional(),
  timeout: z.number().min(1).optional().describe('Milliseconds an answer; default 60000.'),
  retries: z.int().min(0).max(10).optional().describe('After 429, 502, 503, 504 and broken connections; default 4.'),
  max_in_flight: z.int().min(1).max(256).optional().describe('Questions at once; default 4.'),
};

export const JUDGE_FORMATS = ['json_schema', 'json_object', 'text'] as const;

export const judgeConfigSchema = strict({
  ...endpoint,
  temperature: z.number().min(0).optional().describe('Default 0.'),
  seed: z.int().optional().describe('Default 0.'),
  max_tokens: z.int().min(1).optional().describe('Default 1024.'),
  format: z.enum(JUDGE_FORMATS).optional().describe('How the form of the answer is asked for; default json_schema.'),
  rubric_file: text.optional().describe('A text file that replaces the rubric; its hash is part of the signature.'),
  extra: z.record(z.string(), z.json()).optional().describe('Further fields of the request; null takes one of ours out.'),
  cache: text.optional().describe('Folder of the answers, so that a second run asks nothing; default judge-cache.'),
  ratings: text.optional().describe('Grades by people, one JSON object a line; the judge is held against them.'),
  min_kappa: share
    .optional()
    .describe('The judge counts as validated when the lower bound of its weighted κ with people is at least this; default 0.6.'),
  min_ratings: z.int().min(2).optional().describe('Rated turns that a validation needs; default 100, of at least 20 families.'),
  gates: z.array(gateSchema).optional().describe('Gates on judge.* metrics; invalid while the judge is not validated.'),
});
export type JudgeConfig = z.infer<typeof judgeConfigSchema>;

export const embeddingsConfigSchema = strict({
  static: text.optional().describe('Folder with tokenizer.json and model.safetensors: one vector a token, averaged.'),
  onnx: text.optional().describe('Folder with tokenizer.json and model.onnx (or onnx/model.onnx).'),
  pooling: z.enum(['mean', 'cls']).optional().describe('How token vectors of an ONNX model become one; default mean.'),
  endpoint: strict(endpoint).optional().describe('A server that speaks the embeddings API.'),
  cache: text.optional().describe('Folder of the vectors of an endpoint; default embedding-cache.'),
}).refine((config) => [config.static, config.onnx, config.endpoint].filter((one) => one !== undefined).length === 1, {
  error: 'exactly one of static, onnx, endpoint',
});
export type EmbeddingsConfig = z.infer<typeof embeddingsConfigSchema>;

/** 0 wrong, beside the question or harmful · 1 answers in part · 2 answers it. */
export const GRADES = [0, 1, 2] as const;
export type Grade = (typeof GRADES)[number];
const grade = z.union([z.literal(0), z.literal(1), z.literal(2)]);

/** One grade by one person. */
export const ratingSchema = z.strictObject({
  dialogue_id: text,
  turn: count.describe('Counted from 0.'),
  trial: count.optional(),
  bot: text.optional().describe('The bot whose reply was graded; absent: of every run that the file is used with.'),
  rater: text.describe('Who graded; any name that tells people apart.'),
  grade: grade.describe('0 wrong or beside the question · 1 in part · 2 answers it.'),
});
export type Rating = z.infer<typeof ratingSchema>;

export const NUGGET_VERDICTS = ['carried', 'missing', 'contradicted'] as const;
export type NuggetVerdict = (typeof NUGGET_VERDICTS)[number];

/** What the judge said of one reply, as stored one a line in judgements.jsonl. */
export const judgementSchema = z.strictObject({
  dialogue_id: text,
  turn: count,
  trial: count,
  /** no-reply: the call had failed, nothing was asked; failed: no usable answer of the judge. */
  outcome: z.enum(['judged', 'no-reply', 'failed']),
  grade: grade.optional(),
  /** Weighted share of the nuggets carried; absent without nuggets. */
  nuggets: share.optional(),
  /** A vital nugget is contradicted or a forbidden claim asserted, with a quotation that stands in the reply. */
  critical: z.union([z.literal(0), z.literal(1)]).optional(),
  verdicts: z.array(z.strictObject({ id: text, verdict: z.enum(NUGGET_VERDICTS), evidence: z.string() })).optional(),
  asserted: z.array(z.strictObject({ claim: text, evidence: z.string() })).optional(),
  /** Verdicts that were not counted because their quotation does not stand in the reply. */
  unsupported: count.optional(),
  reason: z.string().optional(),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** Weighted κ with its 95% interval over families; or why there is none. */
export const kappaSchema = z.union([
  z.strictObject({
    status: z.literal('defined'),
    kappa: z.number(),
    lower: z.number().optional(),
    upper: z.number().optional(),
    turns: count,
    families: count,
    pairs: count,
  }),
  z.strictObject({ status: z.literal('undefined'), reason: z.string(), turns: count }),
]);
export type KappaEstimate = z.infer<typeof kappaSchema>;

export const validationSchema = z.strictObject({
  validated: z.boolean(),
  /** Why, or why not, in one sentence. */
  reason: z.string(),
  judge_human: kappaSchema,
  human_human: kappaSchema,
});
export type Validation = z.infer<typeof validationSchema>;

/** Two runs compared turn by turn, each pair asked in both orders. */
export const preferenceSchema = z.strictObject({
  against: z.string(),
  wins: count,
  ties: count,
  losses: count,
  failed: count,
  /** Share of the pairs asked in which both orders named the same reply or both a tie. */
  order_consistency: share.optional(),
  estimate: estimateSchema,
});
export type Preference = z.infer<typeof preferenceSchema>;

const JUDGE_FORMAT_VERSION = 1;

/** judge.json of a run folder. */
export const judgeSummarySchema = z.strictObject({
  format_version: z.literal(JUDGE_FORMAT_VERSION),
  bot: z.string(),
  dataset_digest: z.string(),
  judge: z.strictObject({ model: z.string(), temperature: z.number(), rubric: z.string(), seed: z.int() }),
  counts: z.strictObject({
    turns: count,
    judged: count,
    no_reply: count,
    failed: count,
    asked: count,
    cached: count,
    unsupported: count,
  }),
  usage: z.strictObject({ input_tokens: count, output_tokens: count }),
  estimates: z.array(estimateSchema),
  validation: validationSchema,
  preference: preferenceSchema.optional(),
  gates: z.array(gateResultSchema),
  notes: z.array(z.string()),
});
export type JudgeSummary = z.infer<typeof judgeSummarySchema>;

/** embeddings.json of a run folder. */
export const embeddingSummarySchema = z.strictObject({
  format_version: z.literal(1),
  bot: z.string(),
  dataset_digest: z.string(),
  model: z.string(),
  counts: z.strictObject({ turns: count, no_reply: count, texts: count }),
  estimates: z.array(estimateSchema),
});
export type EmbeddingSummary = z.infer<typeof embeddingSummarySchema>;
