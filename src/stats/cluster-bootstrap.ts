/** Percentile intervals by resampling whole families. */
import { FamilyResampler, type FamilyWeights, familyWeights } from './family-resample.js';
import { tailOf } from './level.js';
import { quantileSorted } from './quantile.js';

/** What to resample. Equal plans give equal resamples, so statistics computed under one plan are paired. */
export interface BootstrapPlan {
  /** How many families there are; each statistic indexes its columns by family. */
  readonly families: number;
  readonly resamples: number;
  readonly seed: number;
  /** Keeps apart the draws of different analyses under one seed. */
  readonly purpose: string;
  /** Two-sided, such as 0.95. */
  readonly level: number;
}

/** An interval with how many resamples it rests on, or why there is none. */
export type BootstrapInterval =
  | {
      readonly status: 'defined';
      readonly lower: number;
      readonly upper: number;
      readonly resamples: number;
      /** Resamples in which the statistic was undefined; left out of the quantiles. */
      readonly undefinedResamples: number;
    }
  | { readonly status: 'undefined'; readonly reason: string };

/** One ratio Σ w·numerator / Σ w·denominator over families. Ratios may share a column: it is then summed once. */
export interface RatioColumns {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/** A statistic of how often each family is drawn; undefined where it has no value. */
export type FamilyStatistic = (weights: FamilyWeights) => number | undefined;

/** The share of undefined resamples above which an interval would describe the lucky ones only. */
export const MAX_UNDEFINED_SHARE = 0.05;

export const ONE_FAMILY: BootstrapInterval = { status: 'undefined', reason: 'fewer than two families: nothing to resample' };

function requireResamples(resamples: number): void {
  if (!(Number.isInteger(resamples) && resamples >= 1))
    throw new RangeError(`resamples must be an integer ≥ 1, got ${resamples}`);
}

/** `defined` replicates stand at the front of `replicates`, which is sorted in place. */
function percentileInterval(replicates: Float64Array, defined: number, level: number): BootstrapInterval {
  const tail = tailOf(level);
  return intervalBetween(replicates, defined, tail, 1 - tail);
}

/** Between two quantiles of the replicates, unless too many are undefined. Sorts in place. */
export function intervalBetween(replicates: Float64Array, defined: number, low: number, high: number): BootstrapInterval {
  const resamples = replicates.length;
  const undefinedResamples = resamples - defined;
  if (undefinedResamples > MAX_UNDEFINED_SHARE * resamples) {
    return { status: 'undefined', reason: `the statistic is undefined in ${undefinedResamples} of ${resamples} resamples` };
  }
  const sorted = replicates.subarray(0, defined).sort();
  return {
    status: 'defined',
    lower: quantileSorted(sorted, low),
    upper: quantileSorted(sorted, high),
    resamples,
    undefinedResamples,
  };
}

/**
 * Percentile interval of any statistic of the family weights (B. Efron, 1979; quantiles of type 7). `statistic` gets how
 * often each family was drawn, in a buffer that is used again, and returns undefined where it has no value.
 * Undefined with fewer than two families, or when more than 5% of the resamples are undefined. Deterministic.
 * @throws RangeError when the plan is invalid or the statistic returns a number that is not finite.
 */
export function clusterBootstrap(plan: BootstrapPlan, statistic: FamilyStatistic): BootstrapInterval {
  requirePlan(plan);
  if (plan.families < 2) return ONE_FAMILY;
  const { replicates, defined } = replicatesOf(plan, statistic);
  return percentileInterval(replicates, defined, plan.level);
}

/** @throws RangeError when resamples or level make no sense. */
export function requirePlan({ resamples, level }: BootstrapPlan): void {
  requireResamples(resamples);
  tailOf(level);
}

/** The statistic on every resample; the defined values stand at the front, in the order of the resamples. */
export function replicatesOf(
  { families, resamples, seed, purpose }: BootstrapPlan,
  statistic: FamilyStatistic,
): { readonly replicates: Float64Array; readonly defined: number } {
  const resampler = new FamilyResampler(seed, purpose, families);
  const weights = familyWeights(families);
  const replicates = new Float64Array(resamples);
  let defined = 0;
  for (let resample = 0; resample < resamples; resample += 1) {
    resampler.draw(resample, weights);
    const value = statistic(weights);
    if (value === undefined) continue;
    if (!Number.isFinite(value))
      throw new RangeError(`resample ${resample}: the statistic is ${value}; return undefined instead`);
    replicates[defined] = value;
    defined += 1;
  }
  return { replicates, defined };
}

function weightedSum(weights: FamilyWeights, column: Float64Array): number {
  let sum = 0;
  for (let g = 0; g < column.length; g += 1) sum += (weights[g] as number) * (column[g] as number);
  return sum;
}

/**
 * {@link clusterBootstrap} for several ratios at once, over the same resamples: each distinct column is summed once a resample.
 * A ratio is undefined in a resample whose denominator is 0. Results stand in the order of `ratios`.
 * @throws RangeError when the plan is invalid, or a column has another length than there are families or a value that is not finite.
 */
export function clusterBootstrapRatios(plan: BootstrapPlan, ratios: readonly RatioColumns[]): BootstrapInterval[] {
  const { families, resamples, seed, purpose, level } = plan;
  requirePlan(plan);
  const columns = [...new Set(ratios.flatMap(({ numerator, denominator }) => [numerator, denominator]))];
  for (const column of columns) requireColumn(column, families);
  if (families < 2) return ratios.map(() => ONE_FAMILY);

  const resampler = new FamilyResampler(seed, purpose, families);
  const weights = familyWeights(families);
  const sums = new Float64Array(columns.length);
  const states = ratios.map(({ numerator, denominator }) => ({
    numerator: columns.indexOf(numerator),
    denominator: columns.indexOf(denominator),
    replicates: new Float64Array(resamples),
    defined: 0,
  }));
  for (let resample = 0; resample < resamples; resample += 1) {
    resampler.draw(resample, weights);
    for (let c = 0; c < columns.length; c += 1) sums[c] = weightedSum(weights, columns[c] as Float64Array);
    for (const state of states) {
      const denominator = sums[state.denominator] as number;
      if (denominator === 0) continue;
      state.replicates[state.defined] = (sums[state.numerator] as number) / denominator;
      state.defined += 1;
    }
  }
  return states.map(({ replicates, defined }) => percentileInterval(replicates, defined, level));
}

function requireColumn(column: Float64Array, families: number): void {
  if (column.length !== families) throw new RangeError(`a column has ${column.length} values for ${families} families`);
  const bad = column.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`family ${bad}: ${column[bad]} is not finite`);
}
