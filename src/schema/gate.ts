/** Gates: a policy on one estimate, and its verdict. */
import { z } from 'zod';

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
    judge: z
      .enum(['point', 'lower-bound', 'upper-bound'])
      .optional()
      .describe(
        'What is held against the threshold. point: the value. lower-bound (min) and upper-bound (max): the whole interval.',
      ),
  })
  .refine((gate) => (gate.min === undefined) !== (gate.max === undefined), { error: 'a gate has exactly one of min, max' })
  .refine((gate) => !(gate.judge === 'lower-bound' && gate.min === undefined), { error: 'judge: lower-bound goes with min' })
  .refine((gate) => !(gate.judge === 'upper-bound' && gate.max === undefined), { error: 'judge: upper-bound goes with max' });
export type Gate = z.infer<typeof gateSchema>;

export const VERDICTS = ['pass', 'fail', 'inconclusive', 'invalid'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const gateResultSchema = z.strictObject({
  gate: gateSchema,
  verdict: z.enum(VERDICTS),
  value: z.number().optional(),
  /** One sentence that names metric, slice, value and threshold. */
  reason: z.string(),
  /** A dialogue that counted against the gate, where there is one. */
  offender: z.strictObject({ dialogue_id: z.string(), turn: z.int(), why: z.string() }).optional(),
});
export type GateResult = z.infer<typeof gateResultSchema>;
