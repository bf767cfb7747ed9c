/**
 * A pinned baseline: what a comparison needs of a run, in one file that is kept with the code. It holds numbers, names of slices and
 * intents, and hashes of ids; no utterance and no reply.
 */
import { z } from 'zod';
import { HISTORY_MODES } from './manifest.js';

export const BASELINE_KIND = 'shopreplay-baseline';
export const BASELINE_FORMAT_VERSION = 1;

const counts = z.array(z.int().min(0));

/** Rows in the order of the run: the turns of one dialogue that stand in the same slices. */
export const runColumnsSchema = z.strictObject({
  /** Hashes of the family ids, in the order of their appearance. */
  families: z.array(z.string()),
  /** Sets of slice labels, such as `dialect=yue`. */
  sets: z.array(z.array(z.string())),
  intents: z.array(z.string()),
  /** The family, and the set, of each row. */
  family: counts,
  set: counts,
  /** Distinct columns of denominators; metrics name theirs by position. */
  denominators: z.array(counts),
  values: z.array(z.strictObject({ metric: z.string(), denominators: z.int().min(0), numerators: z.array(z.number()) })),
  /** Per row, pairs of gold and predicted intent, as positions in `intents`. */
  pairs: z.array(counts),
  latencies: z.array(z.array(z.number())),
  first_tokens: z.array(z.array(z.number())),
});
export type RunColumns = z.infer<typeof runColumnsSchema>;

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
  keys: z.strictObject({ digest: z.string(), dialogues: z.int().min(0), count: z.int().min(0) }),
  /** Name, version and scorers of every metric of the run; `undefined` why it has no value. */
  metrics: z.array(z.strictObject({ name: z.string(), signature: z.string(), undefined: z.string().optional() })),
  /** `HASH/turn` of the turns with a critical error. */
  critical: z.array(z.string()),
  columns: runColumnsSchema,
});
export type Baseline = z.infer<typeof baselineSchema>;
