/** A comparison of runs on the same dialogues: differences with verdicts, what changed, ranks. Versioned, with a JSON Schema. */
import { z } from 'zod';
import { HISTORY_MODES } from './manifest.js';
import { RECORD_STATUSES } from './record.js';

export const COMPARISON_FORMAT_VERSION = 1;

/**
 * `better` and `worse` by more than chance, `same` within the margin, else `inconclusive`. `different`: by more than chance, where
 * neither way is up.
 */
export const DIFFERENCE_VERDICTS = ['better', 'worse', 'same', 'inconclusive', 'different'] as const;
export type DifferenceVerdict = (typeof DIFFERENCE_VERDICTS)[number];

/** What a user may allow two compared runs to differ in. */
export const CONDITIONS = ['dataset', 'selection', 'history', 'trials', 'load'] as const;
export type Condition = (typeof CONDITIONS)[number];

const count = z.int().min(0);
const sliceRef = z.record(z.string(), z.string());
const subject = { metric: z.string(), slice: sliceRef, signature: z.string() };

export const differenceSchema = z.discriminatedUnion('status', [
  z.strictObject({
    ...subject,
    status: z.literal('defined'),
    baseline: z.number(),
    candidate: z.number(),
    /** candidate − baseline, whichever way is up. */
    difference: z.number(),
    /** Of the difference; absent where nothing scatters that it could be judged by. */
    lower: z.number().optional(),
    upper: z.number().optional(),
    level: z.number(),
    /** How the interval was made: `tango`, `cluster-guarded-t`, `cluster-bootstrap`. */
    interval: z.string().optional(),
    /** Two-sided, of "no difference"; raw, and adjusted for the number of differences looked at. */
    p: z.number().optional(),
    p_adjusted: z.number().optional(),
    /** `sign-flip` or `swap`, with `-exact` when every pattern was tried. */
    test: z.string().optional(),
    /** Smaller differences than this do not matter. */
    margin: z.number(),
    verdict: z.enum(DIFFERENCE_VERDICTS),
    /** Families that have a value in either run. */
    families: count,
    /** Of these, how many have a value that differs. */
    differing: count.optional(),
    /** How many more families would settle an inconclusive difference, if it stays; absent where none would. */
    families_more: z.int().min(1).optional(),
    flags: z.array(z.string()).optional(),
  }),
  z.strictObject({ ...subject, status: z.literal('undefined'), reason: z.string() }),
]);
export type Difference = z.infer<typeof differenceSchema>;
export type DefinedDifference = Extract<Difference, { status: 'defined' }>;

const side = z.strictObject({
  status: z.enum(RECORD_STATUSES),
  reply: z.string().optional(),
  /** First predicted intent. */
  intent: z.string().optional(),
  relevance: z.number().optional(),
  reasons: z.array(z.string()),
});
export type ChangeSide = z.infer<typeof side>;

/** A turn that was right in one run and is wrong in the other. */
export const turnChangeSchema = z.strictObject({
  kind: z.enum(['broken', 'mended']),
  dialogue_id: z.string(),
  turn: count,
  trial: count,
  slices: z.array(z.string()),
  utterance: z.string(),
  gold: z.array(z.string()),
  reference: z.string().optional(),
  baseline: side,
  candidate: side,
});
export type TurnChange = z.infer<typeof turnChangeSchema>;

const verdictCounts = z.strictObject({
  better: count,
  worse: count,
  same: count,
  inconclusive: count,
  different: count,
  undefined: count,
});
export type VerdictCounts = z.infer<typeof verdictCounts>;

const judged = {
  /** On all metrics over everything: `mixed` when some are better and some worse. */
  overall: z.enum(['better', 'worse', 'mixed', 'same', 'inconclusive']),
  /** Of the differences over everything; slices stand apart. */
  verdicts: verdictCounts,
  differences: z.array(differenceSchema),
};

/** A bot held against the baseline of its run, on the headline metrics over everything. */
export const pairedSchema = z.strictObject({ baseline: z.string(), ...judged });
export type Paired = z.infer<typeof pairedSchema>;
export type Judged = Omit<Paired, 'baseline'>;

export const comparisonSchema = z.strictObject({
  format_version: z.literal(COMPARISON_FORMAT_VERSION),
  dataset: z.string(),
  dataset_digest: z.string(),
  history: z.enum(HISTORY_MODES),
  level: z.number(),
  seed: z.int(),
  resamples: count,
  /** What was compared: the keys that all runs have. */
  counts: z.strictObject({ dialogues: count, families: count, keys: count }),
  /** In what the runs differ with the user's consent. */
  allowed: z.array(z.enum(CONDITIONS)),
  /** The first is the baseline. */
  runs: z.array(z.strictObject({ name: z.string(), bot: z.string(), history: z.enum(HISTORY_MODES), trials: z.int() })).min(2),
  /** One for each candidate. */
  candidates: z
    .array(
      z.strictObject({
        name: z.string(),
        ...judged,
        broken: count,
        mended: count,
        /** Bounded; `broken` and `mended` count all. */
        changes: z.array(turnChangeSchema),
      }),
    )
    .min(1),
  leaderboards: z.array(
    z.strictObject({
      metric: z.string(),
      level: z.number(),
      /** Best first. A run's rank lies between `best` and `worst`: the tests cannot tell more. */
      places: z.array(z.strictObject({ name: z.string(), value: z.number(), best: z.int().min(1), worst: z.int().min(1) })),
    }),
  ),
  notes: z.array(z.string()),
});
export type Comparison = z.infer<typeof comparisonSchema>;
export type Leaderboard = Comparison['leaderboards'][number];
