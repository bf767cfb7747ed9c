/** FPR95: the share of out-of-scope turns that reach the largest threshold which at least 95% of the in-scope ones reach. */
import { SCOPE_SCORES } from '../sources/scope-scores.js';
import { NO_WEIGHTS, type StatisticSet, type Weights } from '../statistic.js';
import { type Descending, scopeRanking } from './scope-ranking.js';

/**
 * Undefined without both kinds of turns, and where no confidence was stated.
 * Source: D. Hendrycks, K. Gimpel, ICLR 2017; scikit-learn `roc_curve`.
 */
export const FPR95: StatisticSet = {
  source: SCOPE_SCORES,
  outputs: 1,
  prepare: (sample) => {
    const ranking = scopeRanking(sample);
    if (ranking === undefined) return () => NO_WEIGHTS;
    const { inside, outside } = ranking;
    const ones = new Uint8Array(sample.families).fill(1);
    const thresholdOf = thresholdFinder(inside, sample.families);
    return (weights = ones) => {
      const threshold = thresholdOf(weights);
      let [accepted, all] = [0, 0];
      for (let i = 0; i < outside.scores.length; i += 1) {
        const weight = weights[outside.owners[i] as number] as number;
        all += weight;
        if (threshold !== undefined && (outside.scores[i] as number) >= threshold) accepted += weight;
      }
      return [threshold === undefined || all === 0 ? undefined : accepted / all];
    };
  },
};

/**
 * Under any weights the threshold lies near that under equal ones: how many turns of each family stand before it is known, and
 * only the way from there is walked.
 */
function thresholdFinder({ scores, owners }: Descending, families: number): (weights: Weights) => number | undefined {
  const landmark = Math.floor((19 * scores.length) / 20);
  const all = new Uint32Array(families);
  const before = new Uint32Array(families);
  owners.forEach((owner, i) => {
    all[owner] = (all[owner] as number) + 1;
    if (i < landmark) before[owner] = (before[owner] as number) + 1;
  });
  return (weights) => {
    let [total, reached] = [0, 0];
    for (let family = 0; family < families; family += 1) {
      const weight = weights[family] as number;
      total += weight * (all[family] as number);
      reached += weight * (before[family] as number);
    }
    if (total === 0) return undefined;
    // In whole numbers: 0.95 is none that a double can hold.
    const isEnough = (accepted: number) => 20 * accepted >= 19 * total;
    let next = landmark;
    while (next > 0 && isEnough(reached)) {
      next -= 1;
      reached -= weights[owners[next] as number] as number;
    }
    while (!isEnough(reached)) {
      reached += weights[owners[next] as number] as number;
      next += 1;
    }
    return scores[next - 1];
  };
}
