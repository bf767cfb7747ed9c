/** summary.json: the estimates of a run, its simulated uplift, gates and verdict. Versioned, with a JSON Schema. */
import { z } from 'zod';
import { pairedSchema } from './comparison.js';
import { estimateSchema } from './estimate.js';
import { gateResultSchema, VERDICTS } from './gate.js';
import { HISTORY_MODES } from './manifest.js';
import { RECORD_STATUSES } from './record.js';
import { simulatedSchema } from './uplift.js';

export const SUMMARY_FORMAT_VERSION = 1;

const count = z.int().min(0);

/** Precision, recall and F1 of one intent; absent where the denominator is 0 (never predicted, or no support). */
export const intentRowSchema = z.strictObject({
  intent: z.string(),
  support: count,
  predicted: count,
  precision: z.number().optional(),
  recall: z.number().optional(),
  f1: z.number(),
});

export const summarySchema = z.strictObject({
  format_version: z.literal(SUMMARY_FORMAT_VERSION),
  bot: z.string(),
  dataset: z.string(),
  dataset_digest: z.string(),
  history: z.enum(HISTORY_MODES),
  trials: z.int().min(1),
  seed: z.int(),
  counts: z.strictObject({
    dialogues: count,
    families: count,
    /** Expected keys = dialogues × turns × trials; each has one record. */
    expected: count,
    by_status: z.partialRecord(z.enum(RECORD_STATUSES), count),
    retries: count,
  }),
  estimates: z.array(estimateSchema),
  intents: z.array(intentRowSchema),
  /** Sparse confusion counts, gold × predicted; `(none)` where the call failed or gave no intent. */
  confusion: z.array(z.strictObject({ gold: z.string(), predicted: z.string(), count })),
  /** Latency of answered calls in log-spaced buckets. */
  latency_histogram: z.array(z.strictObject({ from_ms: z.number(), to_ms: z.number(), count })),
  /** Against the baseline of a run of several bots; absent for the baseline itself and for a bot that ran alone. */
  comparison: pairedSchema.optional(),
  simulated: simulatedSchema.optional(),
  gates: z.array(gateResultSchema),
  verdict: z.enum(VERDICTS),
  notes: z.array(z.string()),
});
export type Summary = z.infer<typeof summarySchema>;
export type IntentRow = z.infer<typeof intentRowSchema>;
