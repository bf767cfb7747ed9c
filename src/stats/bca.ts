/** Bias-corrected and accelerated intervals by resampling whole families. */
import {
  type BootstrapInterval,
  type BootstrapPlan,
  type FamilyStatistic,
  intervalBetween,
  ONE_FAMILY,
  replicatesOf,
  requirePlan,
} from './cluster-bootstrap.js';
import { familyWeights } from './family-resample.js';
import { tailOf } from './level.js';
import { normalCdf, normalQuantile } from './normal.js';

/**
 * BCa interval of any statistic of the family weights: the percentile interval, its ends moved by the median bias of the resamples and by
 * the skewness that leaving out one family at a time shows. Costs one more statistic a family; resamples as in `clusterBootstrap`.
 * Undefined where that is, when the statistic is undefined without some family, or when no family moves it.
 * Source: B. Efron, JASA 82 (1987); as scipy.stats.bootstrap(method='BCa').
 * @throws RangeError when the plan is invalid or the statistic returns a number that is not finite.
 */
export function clusterBootstrapBca(plan: BootstrapPlan, statistic: FamilyStatistic): BootstrapInterval {
  requirePlan(plan);
  const { families, level } = plan;
  if (families < 2) return ONE_FAMILY;
  const leftOut = jackknife(families, statistic);
  if (leftOut === undefined) return { status: 'undefined', reason: 'the statistic is undefined without some family' };
  const { replicates, defined } = replicatesOf(plan, statistic);
  const tails = bcaTails(replicates.subarray(0, defined), leftOut.estimate, leftOut.values, level);
  if (tails === undefined) return { status: 'undefined', reason: 'the resamples all lie on one side of the value' };
  return intervalBetween(replicates, defined, ...tails);
}

/**
 * Which quantiles of the replicates are the ends. `leftOut` are the values with one family left out each. Undefined when no family
 * moves the statistic, or all replicates lie on one side of the estimate.
 */
export function bcaTails(
  replicates: Float64Array,
  estimate: number,
  leftOut: Float64Array,
  level: number,
): readonly [number, number] | undefined {
  const below = replicates.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  const share = below / replicates.length;
  if (!(share > 0 && share < 1)) return undefined;
  const centre = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  let [squares, cubes] = [0, 0];
  for (const value of leftOut) {
    squares += (centre - value) ** 2;
    cubes += (centre - value) ** 3;
  }
  if (squares === 0) return undefined;
  const acceleration = cubes / (6 * squares ** 1.5);
  const bias = normalQuantile(share);
  const z = normalQuantile(tailOf(level));
  const moved = (quantile: number) => normalCdf(bias + (bias + quantile) / (1 - acceleration * (bias + quantile)));
  return [moved(z), moved(-z)];
}

function jackknife(
  families: number,
  statistic: FamilyStatistic,
): { readonly estimate: number; readonly values: Float64Array } | undefined {
  const weights = familyWeights(families).fill(1);
  const estimate = statistic(weights);
  if (estimate === undefined) return undefined;
  const values = new Float64Array(families);
  for (let g = 0; g < families; g += 1) {
    weights[g] = 0;
    const value = statistic(weights);
    weights[g] = 1;
    if (value === undefined) return undefined;
    values[g] = value;
  }
  return { estimate, values };
}
