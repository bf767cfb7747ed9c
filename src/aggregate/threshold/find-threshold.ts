/** The threshold of least cost, with its intervals, what it costs on turns that it was not chosen on, and the curve. */
import type { ThresholdFinding, ThresholdPoint } from '../../schema/index.js';
import {
  type BootstrapPlan,
  FamilyResampler,
  familyWeights,
  type RoutingCosts,
  type RoutingCounts,
  routingCost,
  type Threshold,
  ThresholdSweep,
} from '../../stats/index.js';
import { crossFit } from './cross-fit.js';
import { balanceOf, sumOf } from './resampled-cost.js';
import type { RoutedTurnColumns } from './routed-turn-columns.js';

export interface ThresholdPlan {
  readonly costs: RoutingCosts;
  readonly folds: number;
  readonly level: number;
  readonly seed: number;
  /** 0: no intervals. */
  readonly resamples: number;
}

const PURPOSE = 'threshold';
/** Points of the curve that are kept, about. */
const CURVE_POINTS = 1000;

/** Undefined, with the reason, without turns, and where no answer states a confidence: nothing could then be told apart. */
export function findThreshold(columns: RoutedTurnColumns, plan: ThresholdPlan): ThresholdFinding {
  const { counts } = columns;
  if (counts.turns === 0) return { status: 'undefined', counts, reason: 'no turn carries the labels that this needs' };
  if (columns.stated === 0) return { status: 'undefined', counts, reason: 'the bot states no confidence in any answer' };
  const routed = columns.routed();
  const sweep = new ThresholdSweep(routed, plan.costs);
  const points = sweep.allCounts().map((of, i) => pointOf(sweep.thresholdAt(i), of, plan.costs));
  const best = sweep.best();
  const last = points.length - 1;
  const optimum = points[best] as ThresholdPoint;
  const { level, seed, resamples } = plan;
  const bootstrap = { families: counts.families, resamples, seed, purpose: PURPOSE, level };
  const shared = {
    sizes: sweep.familySizes(),
    never: sweep.familyCosts({ rule: 'never' }),
    always: sweep.familyCosts({ rule: 'always' }),
  };
  const interval = thresholdInterval(sweep, bootstrap);
  return {
    status: 'defined',
    counts,
    optimum: { ...optimum, ...belowOf(points, best) },
    never: points[0] as ThresholdPoint,
    always: points[last] as ThresholdPoint,
    ...balanceOf({ ...shared, own: sweep.familyCosts(optimum.threshold) }, bootstrap),
    ...(interval === undefined ? {} : { threshold_interval: interval }),
    cross_fitted: crossFitted(sweep, shared, plan, bootstrap, optimum.cost),
    distinct: points.length - 2,
    curve: thinned(points, best),
  };
}

/** What a given threshold does to the turns. Of at least one turn. */
export function pointAt(columns: RoutedTurnColumns, threshold: Threshold, costs: RoutingCosts): ThresholdPoint {
  return pointOf(threshold, new ThresholdSweep(columns.routed(), costs).countsAt(threshold), costs);
}

function pointOf(threshold: Threshold, counts: RoutingCounts, costs: RoutingCosts): ThresholdPoint {
  const { right, wrong, missed, handed, due } = counts;
  const kept = right + wrong + missed;
  const turns = kept + handed + due;
  return {
    threshold,
    cost: routingCost(counts, costs) / turns,
    ...{ right, wrong, missed, handed, due },
    coverage: kept / turns,
    ...(kept === 0 ? {} : { accuracy: right / kept }),
  };
}

function belowOf(points: readonly ThresholdPoint[], best: number): { readonly above?: number } {
  const below = points[best - 1]?.threshold;
  return points[best]?.threshold.rule === 'at' && below?.rule === 'at' ? { above: below.confidence } : {};
}

/** Percentiles of the optimum by order statistics, outwards: thresholds have an order, but `never` and `always` no size. */
function thresholdInterval(
  sweep: ThresholdSweep,
  { families, resamples, seed, purpose, level }: BootstrapPlan,
): { readonly lower: Threshold; readonly upper: Threshold } | undefined {
  if (families < 2 || resamples === 0) return undefined;
  const weights = familyWeights(families);
  const resampler = new FamilyResampler(seed, purpose, families);
  const found = Uint32Array.from({ length: resamples }, (_, resample) => {
    resampler.draw(resample, weights);
    return sweep.best(weights);
  }).sort();
  const rank = (resamples - 1) * ((1 - level) / 2);
  const at = (place: number) => sweep.thresholdAt(found[place] as number);
  return { lower: at(Math.floor(rank)), upper: at(resamples - 1 - Math.floor(rank)) };
}

function crossFitted(
  sweep: ThresholdSweep,
  shared: { readonly sizes: Float64Array; readonly never: Float64Array; readonly always: Float64Array },
  { folds, seed }: ThresholdPlan,
  bootstrap: BootstrapPlan,
  costAtOptimum: number,
): Extract<ThresholdFinding, { status: 'defined' }>['cross_fitted'] {
  const { families } = bootstrap;
  if (families < 2) return { status: 'undefined', reason: 'fewer than two families: none is left to judge by' };
  const used = Math.min(folds, families);
  const { costs, thresholds } = crossFit(sweep, families, used, seed);
  return {
    status: 'defined',
    folds: used,
    ...balanceOf({ ...shared, own: costs }, bootstrap),
    optimism: sumOf(costs) / sumOf(shared.sizes) - costAtOptimum,
    thresholds: [...thresholds],
  };
}

/** Evenly by rank, with both ends and the optimum. */
function thinned(points: readonly ThresholdPoint[], best: number): ThresholdPoint[] {
  const step = Math.max(1, Math.ceil(points.length / CURVE_POINTS));
  return points.filter((_, i) => i % step === 0 || i === best || i === points.length - 1);
}
