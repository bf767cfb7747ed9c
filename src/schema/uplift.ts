/** The simulated conversion section of a summary. Every number in it is simulated and named so. */
import { z } from 'zod';

export const SIMULATED_NOTICE = 'Simulated; no shopper bought anything. Not a measured A/B result.';

/** What a conversion means here; stands beside every simulated number. */
export const upliftConfigSchema = z.strictObject({
  window: z.string().min(1).describe('How long after the consultation a purchase counts, such as 24h.'),
  purchase: z.enum(['order', 'payment']),
  denominator: z.literal('consultations'),
  baseline: z.string().optional().describe('Name of the baseline bot; the first bot by default.'),
  draws: z.int().min(0).max(100_000).optional().describe('Parameter draws for the assumption interval.'),
});
export type UpliftConfig = z.infer<typeof upliftConfigSchema>;

const interval = z.strictObject({ lower: z.number(), upper: z.number(), level: z.number() });

export const simulatedSchema = z.strictObject({
  notice: z.literal(SIMULATED_NOTICE),
  tier: z.enum(['PRIOR-ONLY', 'LOG-CALIBRATED (associational)', 'EXPERIMENT-VALIDATED']),
  model_version: z.int(),
  window: z.string(),
  purchase: z.enum(['order', 'payment']),
  denominator: z.literal('consultations'),
  baseline: z.string(),
  candidate: z.string(),
  /** Dialogue × trial pairs that both bots have. */
  dialogues: z.int(),
  families: z.int(),
  seed: z.int(),
  draws: z.int(),
  /** Mean probability of a purchase a consultation, at the default parameters. */
  simulated_conversion_baseline: z.number(),
  simulated_conversion_candidate: z.number(),
  /** Candidate − baseline, in probability. */
  simulated_uplift: z.number(),
  /** ΣP candidate / ΣP baseline − 1. */
  simulated_uplift_relative: z.number(),
  /** Over parameter draws and a family bootstrap together; absent without draws. */
  simulated_uplift_interval: interval.optional(),
  simulated_uplift_relative_interval: interval.optional(),
  /** Share of the variance of the uplift that stems from the assumptions, not from the data; in [0,1]. */
  simulated_assumption_share: z.number().optional(),
  /** Least and greatest uplift found with every parameter within the 5% to 95% quantiles of its prior. */
  simulated_range: z.strictObject({ lower: z.number(), upper: z.number() }).optional(),
  /** For each parameter that has one, the value nearest to its default at which the uplift vanishes. */
  break_even: z.array(z.strictObject({ parameter: z.string(), value: z.number() })).optional(),
  /** Shares of dialogues where the candidate is at least as good on every event, worse on every event, mixed, or the same. */
  dominance: z.strictObject({ better: z.number(), worse: z.number(), mixed: z.number(), equal: z.number() }),
  /** Uplift with one parameter at the 5% and 95% quantile of its prior, widest first. */
  tornado: z.array(z.strictObject({ parameter: z.string(), simulated_at_p05: z.number(), simulated_at_p95: z.number() })),
  /** Consultations an arm that a real A/B test would need to see this uplift (80% power, 5% two-sided); absent when it is 0. */
  consultations_per_arm: z.number().optional(),
  /** Which kinds of events entered, and which were absent and so added nothing. */
  events: z.strictObject({ present: z.array(z.string()), absent: z.array(z.string()) }),
});
export type Simulated = z.infer<typeof simulatedSchema>;

/** What happened in one turn, as the simulation sees it; an absent term adds nothing. */
export interface TurnEvents {
  readonly intent_correct?: boolean;
  /** In [0,1]. */
  readonly relevance?: number;
  readonly critical_error?: boolean;
  /** Change of the F1 of the preferences captured so far. */
  readonly state_gain?: number;
  readonly emotion_handling?: -1 | 0 | 1;
  readonly handoff?: 'none' | 'correct' | 'unneeded' | 'missed';
  readonly latency_s?: number;
}

/** One dialogue × trial for the simulation. */
export interface DialogueEvents {
  readonly dialogue_id: string;
  readonly trial: number;
  readonly family: string;
  readonly turns: readonly TurnEvents[];
  /** How well what was recommended fits the shopper's preferences, in [0,1]; absent counts as 0.5. */
  readonly match?: number;
}
