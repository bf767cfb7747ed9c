/** Statistics of family weights, for the bootstrap: ratios and their differences. */
import type { FamilyStatistic, RatioColumns } from './cluster-bootstrap.js';

/** Σ w·numerator / Σ w·denominator; undefined where the denominator is 0. */
export function weightedRatio({ numerator, denominator }: RatioColumns): FamilyStatistic {
  return (weights) => {
    let [above, below] = [0, 0];
    for (let g = 0; g < numerator.length; g += 1) {
      const weight = weights[g] as number;
      above += weight * (numerator[g] as number);
      below += weight * (denominator[g] as number);
    }
    return below === 0 ? undefined : above / below;
  };
}

/** candidate − baseline on the same resample, so that what both share cancels; undefined where either is. */
export function statisticDifference(baseline: FamilyStatistic, candidate: FamilyStatistic): FamilyStatistic {
  return (weights) => {
    const [before, after] = [baseline(weights), candidate(weights)];
    return before === undefined || after === undefined ? undefined : after - before;
  };
}
