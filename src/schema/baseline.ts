/**
 * A pinned baseline: the scores of a run, in one file that is kept with the code. It holds numbers, the names of slices, intents and
 * emotions, and hashes of ids; no utterance, no reply and no reason that might quote one.
 */
import { z } from 'zod';
import { HISTORY_MODES } from './manifest.js';

export const BASELINE_KIND = 'shopreplay-baseline';
export const BASELINE_FORMAT_VERSION = 1;

const position = z.int().min(0);

/**
 * One leaf of the scores, such as `intent.correct`, in the order of the turns; null where a score has none. With `names`, the values are
 * positions in it. A leaf that is the same everywhere has one `value`.
 */
export const scoreColumnSchema = z.strictObject({
  path: z.string().regex(/^[a-z]\w*(\.[a-z]\w*)*$/i),
  names: z.array(z.unknown()).optional(),
  values: z.array(z.number().nullable()).optional(),
  value: z.number().optional(),
});
export type ScoreColumn = z.infer<typeof scoreColumnSchema>;

export const storedScoresSchema = z.strictObject({
  /** Hashes of ids. */
  families: z.array(z.string()),
  dialogues: z.array(z.string()),
  /** Per dialogue × trial: the dialogue, its family, the trial, how many turns. */
  dialogue: z.array(position),
  family: z.array(position),
  trial: z.array(position),
  turns: z.array(position),
  /** Sets of slice labels, such as `dialect=yue`, and the set of each turn. */
  sets: z.array(z.array(z.string())),
  set: z.array(position),
  columns: z.array(scoreColumnSchema),
  /** Leaves of a dialogue × trial as a whole. */
  wholes: z.array(scoreColumnSchema),
});
export type StoredScores = z.infer<typeof storedScoresSchema>;

export const baselineSchema = z.strictObject({
  kind: z.literal(BASELINE_KIND),
  format_version: z.literal(BASELINE_FORMAT_VERSION),
  harness_version: z.string(),
  bot: z.string(),
  dataset: z.strictObject({
    name: z.string(),
    digest: z.string(),
    selection: z.string().describe('Split, pattern, limit and shard, in words.'),
  }),
  history: z.enum(HISTORY_MODES),
  trials: z.int().min(1),
  load: z.string(),
  /** The metrics of the run, and the versions of the scorers behind them. */
  metrics: z.array(z.string()),
  scorers: z.record(z.string(), z.string()),
  scores: storedScoresSchema,
  checksum: z.string().describe('SHA-256 of the scores, by which a change by hand is noticed.'),
});
export type Baseline = z.infer<typeof baselineSchema>;
