/** Gates: a policy on one estimate, and its verdict. */
import { z } from 'zod';

/** What a gate asks for; each has exactly one. The last three hold a run against a baseline. */
const LIMITS = ['min', 'max', 'margin', 'maxRatio', 'maxNew'] as const;
const AGAINST_BASELINE: readonly (typeof LIMITS)[number][] = ['margin', 'maxRatio', 'maxNew'];

export const gateSchema = z
  .strictObject({
    metric: z.string().min(1),
    slice: z.record(z.string(), z.string()).optional(),
    bot: z
      .string()
      .min(1)
      .optional()
      .describe('The bot that is held to it; by default every bot but the first (the baseline) when there are several.'),
    min: z.number().optional(),
    max: z.number().optional(),
    baseline: z
      .string()
      .min(1)
      .optional()
      .describe('A pinned baseline or a run folder; by default reports/baselines/<bot>-<dataset>.json.'),
    margin: z.number().min(0).optional().describe('Non-inferiority: by how much the run may be worse than the baseline.'),
    maxRatio: z
      .number()
      .positive()
      .optional()
      .describe('The run at most so many times the baseline; for what is better when lower.'),
    maxNew: z.int().min(0).optional().describe('Turns with a critical error that had none in the baseline.'),
    judge: z
      .enum(['point', 'lower-bound', 'upper-bound'])
      .optional()
      .describe(
        'What is held against the limit. point: the value. lower-bound (min) and upper-bound (max): the whole interval. Against a baseline it is the interval unless this says point.',
      ),
  })
  .refine((gate) => LIMITS.filter((limit) => gate[limit] !== undefined).length === 1, {
    error: 'a gate has exactly one of min, max, margin, maxRatio, maxNew',
  })
  .refine((gate) => gate.baseline === undefined || isAgainstBaseline(gate), {
    error: 'baseline goes with margin, maxRatio or maxNew',
  })
  .refine((gate) => !(gate.judge === 'lower-bound' && gate.min === undefined), { error: 'judge: lower-bound goes with min' })
  .refine((gate) => !(gate.judge === 'upper-bound' && gate.max === undefined), { error: 'judge: upper-bound goes with max' });

/** Whether a gate holds a run against a baseline. */
export function isAgainstBaseline(gate: Partial<Record<(typeof LIMITS)[number], number | undefined>>): boolean {
  return AGAINST_BASELINE.some((limit) => gate[limit] !== undefined);
}
export type Gate = z.infer<typeof gateSchema>;

export const VERDICTS = ['pass', 'fail', 'inconclusive', 'invalid'] as const;
export type Verdict = (typeof VERDICTS)[number];

const chances = z.strictObject({ pass: z.number(), fail: z.number(), inconclusive: z.number() });

const offender = z.strictObject({ dialogue_id: z.string(), turn: z.int(), why: z.string() });

export const gateResultSchema = z.strictObject({
  gate: gateSchema,
  verdict: z.enum(VERDICTS),
  value: z.number().optional(),
  /** One sentence that names metric, slice, value and limit. */
  reason: z.string(),
  /** A dialogue that counted against the gate, where there is one. */
  offender: offender.optional(),
  /** The turns that are wrong in a way they were not in the baseline; bounded. */
  offenders: z.array(offender).optional(),
  /** One-sided, of "the limit is kept": small when it is surely broken; adjusted (Holm) for the number of gates. */
  p: z.number().optional(),
  p_adjusted: z.number().optional(),
  /** Against a baseline: its value, and the difference or ratio with its interval. */
  against: z
    .strictObject({
      baseline: z.number(),
      difference: z.number().optional(),
      ratio: z.number().optional(),
      lower: z.number().optional(),
      upper: z.number().optional(),
      level: z.number(),
      families: z.int(),
    })
    .optional(),
  /** How many more families would settle an inconclusive verdict, if what was seen stays. */
  families_more: z.int().min(1).optional(),
  /**
   * Operating characteristic: the chances of each verdict on other dialogues of the same kind, if nothing changed (the truth is what was
   * seen, or the baseline); if the truth lies exactly on the limit; if it lies twice the margin below.
   */
  operating: z.strictObject({ no_change: chances, at_limit: chances, twice_the_margin: chances.optional() }).optional(),
});
export type GateResult = z.infer<typeof gateResultSchema>;
