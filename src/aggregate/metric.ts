/** What a metric is: its public definition, and how a turn score enters it. */
import type { Direction, Exposed, TurnScore } from '../schema/index.js';
import type { Link } from './link.js';
import type { StatisticSet } from './statistic.js';

/** Sections of a turn score that a metric reads; the harness runs only the scorers that are read. */
export type Section =
  | 'intent'
  | 'slots'
  | 'overlap'
  | 'relevance'
  | 'abstention'
  | 'products'
  | 'catalogue'
  | 'handoff'
  | 'emotion';

interface MetricBase {
  /** Key of gates, summaries and reports. */
  readonly name: string;
  /** Bumped whenever a value can change for the same records. */
  readonly version: number;
  readonly definition: string;
  readonly denominator: string;
  readonly range: readonly [number, number | 'unbounded'];
  readonly unit: 'share' | 'ms' | 'score';
  readonly direction: Direction;
  readonly source: string;
  readonly sections: readonly Section[];
  /** What the bot has to expose for the metric to be defined. */
  readonly exposes?: keyof Exposed;
  /** Reason given when no turn is eligible, or the value is not defined on the eligible ones. */
  readonly empty: string;
  /** The fewest trials that give it a value; absent: one. */
  readonly trials?: number;
  /** Turns of which one alone leaves the metric undefined: a value that cannot be, or one of infinite weight. */
  readonly flaw?: { readonly of: (turn: TurnScore) => boolean; readonly reason: string };
}

/** Mean over eligible turns; `undefined` makes the turn ineligible. */
export interface MeanMetric extends MetricBase {
  readonly kind: 'mean';
  /** Every value is 0 or 1. */
  readonly binary: boolean;
  /** 0 is no difference; the estimate carries the p of a test of it. */
  readonly isDifference?: boolean;
  readonly of: (turn: TurnScore) => number | undefined;
  /** What `of` cannot know; it then is {@link nothing}. */
  readonly link?: Link;
}

/** Σ numerator / Σ denominator over turns: precision, micro-F1. */
export interface RatioMetric extends MetricBase {
  readonly kind: 'ratio';
  readonly of: (turn: TurnScore) => readonly [numerator: number, denominator: number] | undefined;
  readonly link?: Link;
}

/** One output of a statistic of all eligible turns together: macro-F1, κ, calibration error, AUROC. */
export interface StatisticMetric extends MetricBase {
  readonly kind: 'statistic';
  readonly statistics: StatisticSet;
  /** Which of its outputs. */
  readonly output: number;
}

/** A quantile (type 7), or the largest, of a measured time; failed calls never enter. */
export interface TimeMetric extends MetricBase {
  readonly kind: 'time';
  readonly time: 'latencyMs' | 'firstTokenMs';
  readonly quantile: number;
}

export type Metric = MeanMetric | RatioMetric | StatisticMetric | TimeMetric;

/** The `of` of a metric that a link makes: one turn alone says nothing of it. */
export function nothing(): undefined {
  return undefined;
}

type Defaulted = 'range' | 'unit' | 'direction' | 'version';

/** Fills in what most metrics share: a share in [0,1], higher is better, definition version 1. */
export function share<M extends Metric>(draft: Omit<M, Defaulted> & Partial<Pick<M, Defaulted>>): M {
  return { range: [0, 1], unit: 'share', direction: 'higher', version: 1, ...draft } as unknown as M;
}
