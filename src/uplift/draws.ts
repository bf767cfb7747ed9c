/** Draws from the priors, each with one bootstrap over families: the assumption interval, and what of its width is assumption. */
import { FamilyResampler, familyWeights, mean, quantileSorted, uniform } from '../stats/index.js';
import { type Comparison, changesOf } from './comparison.js';
import { contrastOf, familySums } from './contrast.js';
import { conversionModel } from './conversion.js';
import { familyCount } from './pairs.js';
import { parametersFrom, type UpliftParameters } from './parameters.js';
import { priorQuantile } from './priors.js';
import { type Strata, sampleFamilies, samplingVariance, strataOf } from './subset.js';

export const ASSUMPTION_LEVEL = 0.9;
/** Pairs, about, that one draw is evaluated on at most. */
export const DRAW_PAIRS = 1000;
/** Keeps the quantile function off its infinite ends. */
const SMALLEST_PROBABILITY = 2 ** -53;

export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

export interface DrawnUplift {
  readonly absolute: Interval;
  readonly relative: Interval;
  /** In [0,1]; undefined with a single family (the data's part is unknown) and when nothing varies. */
  readonly assumptionShare: number | undefined;
}

export interface DrawOptions {
  readonly draws: number;
  /** {@link DRAW_PAIRS} by default. */
  readonly mostPairs?: number;
}

/** One value a draw: what the parameters alone give, and what resampling the families adds to it. */
interface Draws {
  readonly uplift: Float64Array;
  readonly baseline: Float64Array;
  readonly resampling: Float64Array;
  readonly relativeResampling: Float64Array;
  /** Of `uplift`, because each draw saw another sample of the families; mean over the draws. */
  samplingVariance: number;
}

/** Draw `m` of all parameters from their priors, independently of each other. */
export function drawParameters(seed: number, m: number): UpliftParameters {
  return parametersFrom((info) => {
    const p = uniform(seed, m, `uplift.parameter.${info.name}`);
    return priorQuantile(info, Math.max(p, SMALLEST_PROBABILITY));
  });
}

/**
 * The 5–95% intervals over the draws; undefined without draws.
 *
 * Draw m gives U_m, the uplift at θ_m with each family once, and D_m, what one bootstrap over families adds to it. The intervals are the
 * quantiles of U_m + D_m; by the law of total variance, Var = Var(U_m) (assumptions) + E(D_m²) (data).
 *
 * In a large run each draw sees another sample of g of the G families: D_m then shrinks by √(g/G), as a bootstrap of all G would
 * be that much narrower, and the U_m shrink towards their mean until the variance that the sampling brought in is gone.
 */
export function drawUplift(comparison: Comparison, { draws, mostPairs = DRAW_PAIRS }: DrawOptions): DrawnUplift | undefined {
  if (draws === 0) return undefined;
  const strata = strataOf(comparison.pairs, comparison.atDefaults, mostPairs);
  const drawn = drawAll(comparison, strata, draws);
  const assumptions = unblurred(drawn.uplift, drawn.samplingVariance);
  const absolute = assumptions.map((uplift, m) => uplift + (drawn.resampling[m] as number));
  const relative = assumptions.map(
    (uplift, m) => uplift / (drawn.baseline[m] as number) + (drawn.relativeResampling[m] as number),
  );
  const assumptionShare = familyCount(comparison.pairs) < 2 ? undefined : shareOf(assumptions, drawn.resampling);
  return { absolute: intervalOf(absolute), relative: intervalOf(relative), assumptionShare };
}

function drawAll(comparison: Comparison, strata: Strata, draws: number): Draws {
  const { pairs, seed, point } = comparison;
  const column = () => new Float64Array(draws);
  const drawn: Draws = {
    uplift: column(),
    baseline: column(),
    resampling: column(),
    relativeResampling: column(),
    samplingVariance: 0,
  };
  const shrinkage = Math.sqrt(strata.count / strata.ranked.length);
  const resampler = new FamilyResampler(seed, 'uplift.bootstrap', strata.count);
  const weights = familyWeights(strata.count);
  for (let m = 0; m < draws; m += 1) {
    const families = sampleFamilies(strata, seed, m);
    const sums = familySums(pairs, families, conversionModel(drawParameters(seed, m)));
    const changes = changesOf(comparison, families, sums);
    const change = contrastOf(changes);
    const plain = contrastOf(sums);
    resampler.draw(m, weights);
    const resampled = contrastOf(sums, weights);
    drawn.uplift[m] = point.absolute + change.absolute;
    drawn.baseline[m] = point.baseline + change.baseline;
    drawn.resampling[m] = shrinkage * (resampled.absolute - plain.absolute);
    drawn.relativeResampling[m] = shrinkage * (resampled.relative - plain.relative);
    drawn.samplingVariance += samplingVariance(strata, changes.difference, sums.pairs) / draws;
  }
  return drawn;
}

/** The values drawn towards their mean until `excess` is gone from their variance. */
function unblurred(values: Float64Array, excess: number): Float64Array {
  const variance = varianceOf(values);
  if (excess === 0 || variance === 0) return values;
  const centre = mean(values);
  const factor = Math.sqrt(Math.max(0, variance - excess) / variance);
  return values.map((value) => centre + factor * (value - centre));
}

function varianceOf(values: Float64Array): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

function shareOf(assumptions: Float64Array, resampling: Float64Array): number | undefined {
  const [assumed, sampled] = [varianceOf(assumptions), mean(resampling.map((value) => value ** 2))];
  return assumed + sampled > 0 ? assumed / (assumed + sampled) : undefined;
}

function intervalOf(values: Float64Array): Interval {
  const sorted = values.slice().sort();
  const tail = (1 - ASSUMPTION_LEVEL) / 2;
  return { lower: quantileSorted(sorted, tail), upper: quantileSorted(sorted, 1 - tail), level: ASSUMPTION_LEVEL };
}
