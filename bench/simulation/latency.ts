/** The intervals of times whose coverage is measured: quantiles, what changes in them, means. */
import { sortedTimes } from '../../src/aggregate/sorted-times.js';
import {
  clusteredMean,
  clusterLogT,
  clusterQuantile,
  type FamilyStatistic,
  statisticDifference,
  WeightedQuantiles,
  weightedRatio,
} from '../../src/stats/index.js';
import type { Dice } from './dice.js';
import { BOOTSTRAP_REPETITIONS, drawn, given, LEVEL } from './intervals.js';
import { type CoverageRow, coverageOf } from './tally.js';
import { latencies, pairedLatencies } from './worlds.js';

const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;
/** Standard normal quantiles of {@link QUANTILES}. */
const NORMAL_QUANTILES = [0, 1.2815515655446004, 1.6448536269514722, 2.3263478740408408] as const;

export function latencyQuantiles(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100, 300]) {
    for (const [sigma, icc] of [
      [0.5, 0.1],
      [1, 0.4],
    ] as const) {
      QUANTILES.forEach((q, i) => {
        const truth = 300 * Math.exp(sigma * (NORMAL_QUANTILES[i] as number));
        const setting = `p${100 * q}, ${families} families, σ = ${sigma}, ICC = ${icc}`;
        rows.push(
          coverageOf(setting, BOOTSTRAP_REPETITIONS, truth, (draw) => {
            const raw = latencies(draw, families, sigma, icc);
            const { values, owners } = sortedTimes(raw.values, raw.owners, new Uint32Array(raw.values.length));
            const weighted = new WeightedQuantiles(values, owners, families, [q]);
            const { percentile, bca } = drawn(families, (weights) => weighted.at(weights)?.[0]);
            return { percentile, BCa: bca, 'cluster-quantile': clusterQuantile({ values, owners }, families, q, LEVEL) };
          }),
        );
      });
    }
  }
  return rows;
}

/** Difference and ratio of the same quantile of two runs, the candidate a tenth slower, by the same resamples. */
export function latencyQuantileChanges(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  const ratio = 1.1;
  for (const families of [30, 100, 300]) {
    for (const [sigma, icc] of [
      [0.5, 0.1],
      [1, 0.4],
    ] as const) {
      for (const [i, q] of QUANTILES.entries()) {
        if (q === 0.9) continue;
        const truth = 300 * Math.exp(sigma * (NORMAL_QUANTILES[i] as number));
        const setting = `p${100 * q}, ${families} families, σ = ${sigma}, ICC = ${icc}`;
        const quantilesOf = (draw: Dice): [FamilyStatistic, FamilyStatistic] => {
          const { before, after, owners } = pairedLatencies(draw, families, sigma, icc, ratio);
          return [before, after].map((times): FamilyStatistic => {
            const sorted = sortedTimes(times, owners, new Uint32Array(times.length));
            const weighted = new WeightedQuantiles(sorted.values, sorted.owners, families, [q]);
            return (weights) => weighted.at(weights)?.[0];
          }) as [FamilyStatistic, FamilyStatistic];
        };
        const difference = coverageOf(`difference of ${setting}`, BOOTSTRAP_REPETITIONS, (ratio - 1) * truth, (draw) => {
          const { percentile, bca } = drawn(families, statisticDifference(...quantilesOf(draw)));
          return { percentile, BCa: bca };
        });
        const quotient = coverageOf(`ratio of ${setting}`, BOOTSTRAP_REPETITIONS, ratio, (draw) => {
          const [from, to] = quantilesOf(draw);
          const { percentile, bca } = drawn(families, (weights) => {
            const [before, after] = [from(weights), to(weights)];
            return before === undefined || after === undefined ? undefined : after / before;
          });
          return { percentile, BCa: bca };
        });
        rows.push(difference, quotient);
      }
    }
  }
  return rows;
}

export function latencyMeans(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const [sigma, icc] of [
      [0.5, 0.1],
      [1, 0.4],
    ] as const) {
      const truth = 300 * Math.exp(sigma ** 2 / 2);
      rows.push(
        coverageOf(`mean, ${families} families, σ = ${sigma}, ICC = ${icc}`, BOOTSTRAP_REPETITIONS, truth, (draw) => {
          const { values, owners } = latencies(draw, families, sigma, icc);
          const [numerator, denominator] = [new Float64Array(families), new Float64Array(families)];
          owners.forEach((g, i) => {
            numerator[g] = (numerator[g] as number) + (values[i] as number);
            denominator[g] = (denominator[g] as number) + 1;
          });
          const { percentile, bca } = drawn(families, weightedRatio({ numerator, denominator }));
          return {
            percentile,
            BCa: bca,
            'cluster-t': given(clusteredMean(numerator, denominator, LEVEL)),
            'cluster-log-t': clusterLogT(numerator, denominator, LEVEL),
          };
        }),
      );
    }
  }
  return rows;
}
