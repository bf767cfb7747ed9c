/** Estimates: a metric on a slice, with its counts and interval, or the reason why it is not defined. */
import { z } from 'zod';

const sliceRef = z.record(z.string(), z.string());

const counts = {
  metric: z.string(),
  slice: sliceRef,
  /** Turns (pairs, calls) that carry what the metric needs. */
  eligible: z.int().min(0),
  /** Of these, how many entered the value; equal to eligible but for times, where failures stand beside it. */
  scored: z.int().min(0),
  /** Of the eligible, how many calls failed (time-out, error, empty, not run); they count as wrong. */
  failed: z.int().min(0),
  families: z.int().min(0),
  signature: z.string(),
};

export const estimateSchema = z.discriminatedUnion('status', [
  z.strictObject({
    ...counts,
    status: z.literal('defined'),
    value: z.number(),
    /** Both absent: no interval can be given, as of one family. One absent: the interval is open there (a tail quantile of few families). */
    lower: z.number().optional(),
    upper: z.number().optional(),
    level: z.number(),
    /** Of a metric that is a difference: two-sided p of "there is none", by sign flips of whole families. */
    p: z.number().min(0).max(1).optional(),
    /** How the interval was made, such as `cluster-t`, `wilson`, `cluster-bootstrap`. */
    interval: z.string().optional(),
    /** Such as `few-families`. */
    flags: z.array(z.string()).optional(),
  }),
  z.strictObject({ ...counts, status: z.literal('undefined'), reason: z.string() }),
]);
export type Estimate = z.infer<typeof estimateSchema>;
export type DefinedEstimate = Extract<Estimate, { status: 'defined' }>;

/** The interval of an estimate, an open end as ±Infinity; undefined where there is none. */
export function intervalOf({
  lower,
  upper,
}: Pick<DefinedEstimate, 'lower' | 'upper'>): { lower: number; upper: number } | undefined {
  if (lower === undefined && upper === undefined) return undefined;
  return { lower: lower ?? Number.NEGATIVE_INFINITY, upper: upper ?? Number.POSITIVE_INFINITY };
}

/** Of which way is up: `higher` better, `lower` better, or `none` (descriptive). */
export type Direction = 'higher' | 'lower' | 'none';

/** The public face of a metric, as `shopreplay metrics` lists it. */
export interface MetricInfo {
  readonly name: string;
  readonly definition: string;
  readonly denominator: string;
  readonly range: readonly [number, number | 'unbounded'];
  readonly unit: 'share' | 'ms' | 'score' | 'per_second';
  readonly direction: Direction;
  readonly empty: string;
  readonly source: string;
  readonly signature: string;
}
