/** manifest.json of a run folder: what was run, so that a resume or a comparison can tell whether it is the same thing. */
import { z } from 'zod';
import { gateSchema } from './gate.js';
import { upliftConfigSchema } from './uplift.js';

export const RUN_FORMAT_VERSION = 1;

export const HISTORY_MODES = ['gold', 'self'] as const;
export type HistoryMode = (typeof HISTORY_MODES)[number];

export const runManifestSchema = z.strictObject({
  format_version: z.literal(RUN_FORMAT_VERSION),
  harness_version: z.string(),
  node_version: z.string(),
  platform: z.string(),
  bot: z.strictObject({ name: z.string(), description: z.record(z.string(), z.unknown()) }),
  dataset: z.strictObject({
    name: z.string(),
    version: z.string().optional(),
    digest: z.string(),
    /** Paths as the user gave them, for a later re-scoring. */
    paths: z.array(z.string()),
    split: z.string().optional(),
    pattern: z.string().optional(),
    limit: z.int().optional(),
    shard: z.string().optional(),
    dialogues: z.int(),
    turns: z.int(),
    families: z.int(),
    /** What the reports say of the data: rows that were left out, scenarios that are no transcripts. */
    notes: z.array(z.string()).optional(),
  }),
  history: z.enum(HISTORY_MODES),
  trials: z.int().min(1),
  seed: z.int(),
  timeout_ms: z.number(),
  max_concurrency: z.int(),
  retries: z.int(),
  max_error_rate: z.number(),
  /** What the scores were aggregated by; a re-scoring uses the same. */
  metrics: z.array(z.string()),
  resamples: z.int(),
  level: z.number(),
  gates: z.array(gateSchema),
  inconclusive: z.enum(['pass', 'fail', 'inconclusive']),
  /** Conversion simulation of a run with several bots; false: none. */
  uplift: z.union([upliftConfigSchema, z.literal(false)]),
  /** closed: the next request waits for the reply. */
  load: z.literal('closed'),
  sessions: z.array(z.strictObject({ started_at: z.string(), ended_at: z.string().optional(), wall_ms: z.number().optional() })),
  state: z.enum(['running', 'interrupted', 'complete', 'bailed']),
});
export type RunManifest = z.infer<typeof runManifestSchema>;

export const GROUP_FORMAT_VERSION = 1;

/** runs.json: several bots on the same dialogues, one folder a bot; the first is the baseline unless said otherwise. */
export const runGroupSchema = z.strictObject({
  format_version: z.literal(GROUP_FORMAT_VERSION),
  baseline: z.string(),
  runs: z.array(z.strictObject({ bot: z.string(), folder: z.string() })).min(2),
});
export type RunGroup = z.infer<typeof runGroupSchema>;
