/** The confidence under which handing over to a person costs least: what `shopreplay threshold` finds. Versioned, with a JSON Schema. */
import { z } from 'zod';
import { HISTORY_MODES } from './manifest.js';

export const THRESHOLD_FORMAT_VERSION = 1;

/** By what an answer is right: the first intent, the relevance of the reply, or both. */
export const RIGHT_BY = ['intent', 'relevance', 'both'] as const;
export type RightBy = (typeof RIGHT_BY)[number];

/** What a failed call is at any confidence: a hand-over, or a wrong answer. */
export const FAILED_AS = ['handoff', 'wrong'] as const;
export type FailedAs = (typeof FAILED_AS)[number];

const count = z.int().min(0);
const cost = z.number().min(0);

/** `never` the bot keeps every turn · `at` it keeps those with at least that confidence · `always` it keeps none. */
const thresholdSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('never') }),
  z.strictObject({ rule: z.literal('at'), confidence: z.number() }),
  z.strictObject({ rule: z.literal('always') }),
]);
export type ThresholdRule = z.infer<typeof thresholdSchema>;

const point = {
  threshold: thresholdSchema,
  /** Mean cost a turn. */
  cost,
  /** Turns that the bot answers rightly, wrongly, and although they were due to a person. */
  right: count,
  wrong: count,
  missed: count,
  /** Turns that a person takes: not due to one, and due. */
  handed: count,
  due: count,
  /** Share of the turns that the bot keeps. */
  coverage: z.number().min(0).max(1),
  /** right / kept; absent where the bot keeps none. */
  accuracy: z.number().min(0).max(1).optional(),
};
const pointSchema = z.strictObject(point);
export type ThresholdPoint = z.infer<typeof pointSchema>;

const measured = z.strictObject({
  value: z.number(),
  /** Percentile interval over resampled families; absent where there is none, with the reason. */
  lower: z.number().optional(),
  upper: z.number().optional(),
  reason: z.string().optional(),
});
export type MeasuredCost = z.infer<typeof measured>;

/** Mean cost a turn, and what that saves against never and always handing over. */
const balance = { cost: measured, saving_over_never: measured, saving_over_always: measured };

const crossFitted = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('defined'),
    folds: z.int().min(2),
    ...balance,
    /** cost − cost at the optimum: by how much choosing and judging on the same turns flatters. */
    optimism: z.number(),
    /** As chosen without each fold. */
    thresholds: z.array(thresholdSchema),
  }),
  z.strictObject({ status: z.literal('undefined'), reason: z.string() }),
]);

const counts = z.strictObject({
  /** Turns that count: labelled, or due to a person. */
  turns: count,
  families: count,
  /** Turns that carry no label by which they could be judged; left out. */
  unlabelled: count,
  /** Of the turns: due to a person (out of scope, or a hand-off labelled required). */
  due: count,
  /** Of the turns: the call failed. */
  failed: count,
  /** Of the turns: the bot handed over itself. */
  handed_by_bot: count,
  /** Of the turns: the bot recognised no intent (`oos`). */
  unrecognised: count,
  /** Of the turns: answered with an intent, but no confidence in it. */
  unstated: count,
});
export type ThresholdCounts = z.infer<typeof counts>;

const definedFinding = z.strictObject({
  status: z.literal('defined'),
  counts,
  optimum: z.strictObject({
    ...point,
    /** The next lower confidence: any threshold above it, up to the optimum, does the same. Absent where there is none. */
    above: z.number().optional(),
  }),
  never: pointSchema,
  always: pointSchema,
  /** At the optimum, as if it had been fixed beforehand. */
  ...balance,
  /** Between which thresholds the optimum of resampled families lies; absent where there is nothing to resample. */
  threshold_interval: z.strictObject({ lower: thresholdSchema, upper: thresholdSchema }).optional(),
  cross_fitted: crossFitted,
  /** Distinct confidences. */
  distinct: count,
  /** From `never` to `always`; of many thresholds a part, evenly by rank, the optimum among them. */
  curve: z.array(pointSchema),
});
const finding = z.discriminatedUnion('status', [
  definedFinding,
  z.strictObject({ status: z.literal('undefined'), counts, reason: z.string() }),
]);
export type ThresholdFinding = z.infer<typeof finding>;
export type DefinedThresholdFinding = z.infer<typeof definedFinding>;

export const thresholdReportSchema = z.strictObject({
  format_version: z.literal(THRESHOLD_FORMAT_VERSION),
  bot: z.string(),
  dataset: z.string(),
  dataset_digest: z.string(),
  history: z.enum(HISTORY_MODES),
  trials: z.int().min(1),
  right: z.enum(RIGHT_BY),
  failed: z.enum(FAILED_AS),
  costs: z.strictObject({ wrong: cost, handoff: cost, missed: cost, due: cost }),
  level: z.number(),
  seed: z.number(),
  resamples: count,
  overall: finding,
  slices: z.array(
    z.strictObject({
      slice: z.record(z.string(), z.string()),
      finding,
      /** What the optimum of all turns does in the slice; absent where either is undefined. */
      at_overall: pointSchema.optional(),
    }),
  ),
  notes: z.array(z.string()),
});
export type ThresholdReport = z.infer<typeof thresholdReportSchema>;
