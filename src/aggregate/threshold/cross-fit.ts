/** What a threshold costs on turns that it was not chosen on. */
import { familyWeights, type Threshold, type ThresholdSweep, uniform } from '../../stats/index.js';

const PURPOSE = 'threshold-folds';

export interface CrossFit {
  /** Per family: its cost at the threshold that the other folds chose. */
  readonly costs: Float64Array;
  /** Fold by fold. */
  readonly thresholds: readonly Threshold[];
}

/**
 * Families are dealt into folds in an order drawn by the seed; each fold is judged by the best threshold of the others. Families of one
 * fold stay together, so that no variant of a dialogue chooses for another.
 * @param folds at least 2, at most the number of families.
 */
export function crossFit(sweep: ThresholdSweep, families: number, folds: number, seed: number): CrossFit {
  const foldOf = dealt(families, folds, seed);
  const costs = new Float64Array(families);
  const thresholds = Array.from({ length: folds }, (_, fold) => {
    const weights = familyWeights(families);
    foldOf.forEach((own, family) => {
      weights[family] = own === fold ? 0 : 1;
    });
    const threshold = sweep.thresholdAt(sweep.best(weights));
    sweep.familyCosts(threshold).forEach((cost, family) => {
      if (foldOf[family] === fold) costs[family] = cost;
    });
    return threshold;
  });
  return { costs, thresholds };
}

function dealt(families: number, folds: number, seed: number): Uint32Array {
  const draws = Float64Array.from({ length: families }, (_, family) => uniform(seed, family, PURPOSE));
  const order = Uint32Array.from({ length: families }, (_, family) => family).sort(
    (a, b) => (draws[a] as number) - (draws[b] as number) || a - b,
  );
  const foldOf = new Uint32Array(families);
  order.forEach((family, place) => {
    foldOf[family] = place % folds;
  });
  return foldOf;
}
