/** The intervals whose coverage is measured, each over the settings that metrics meet. */
import { extremeInterval, type FamilySums } from '../../src/aggregate/interval.js';
import { linearisedStatistic } from '../../src/aggregate/linearised.js';
import type { Sample } from '../../src/aggregate/statistic.js';
import { CONFUSION_OUTPUT, confusionStatistics } from '../../src/aggregate/statistics/confusion.js';
import { bcaTails, jackknife } from '../../src/stats/bca.js';
import { intervalBetween, replicatesOf } from '../../src/stats/cluster-bootstrap.js';
import {
  type BootstrapPlan,
  clopperPearson,
  clusteredMean,
  clusteredRatio,
  clusterScore,
  type FamilyStatistic,
  guardedSpread,
  type Interval,
  logGamma,
  type Moves,
  pairedDifference,
  type RatioColumns,
  ratioMoves,
  spreadInterval,
  statisticDifference,
  studentQuantile,
  tango,
  weightedRatio,
  wilson,
} from '../../src/stats/index.js';
import { type CoverageRow, coverageOf } from './tally.js';
import { INTENT_SHARES, intentMacroF1, intentTurns, pairedTurns, rightTurns, slotF1, slotTurns } from './worlds.js';

export const LEVEL = 0.95;
export const REPETITIONS = 3000;
/** Bootstraps cost a thousand times as much. */
export const BOOTSTRAP_REPETITIONS = 1000;
export const RESAMPLES = 1000;

function sumsOf({ numerator, denominator }: RatioColumns): FamilySums {
  return { numerators: numerator, denominators: denominator };
}

export function given(estimate: { readonly kind: string } | (Interval & { readonly kind: 'interval' })): Interval | undefined {
  return 'lower' in estimate && estimate.upper > estimate.lower ? { lower: estimate.lower, upper: estimate.upper } : undefined;
}

function guarded(moves: Moves): Interval | undefined {
  const spread = guardedSpread(moves);
  return spread === undefined ? undefined : spreadInterval(spread, LEVEL);
}

/** Both kinds of bootstrap interval, from the same resamples. */
export function drawn(families: number, statistic: FamilyStatistic): { readonly percentile?: Interval; readonly bca?: Interval } {
  const plan: BootstrapPlan = { families, resamples: RESAMPLES, seed: 0, purpose: 'coverage', level: LEVEL };
  const { replicates, defined } = replicatesOf(plan, statistic);
  const percentile = intervalBetween(replicates, defined, (1 - LEVEL) / 2, (1 + LEVEL) / 2);
  const leftOut = jackknife(families, statistic);
  const kept = replicates.subarray(0, defined);
  const tails = leftOut === undefined ? undefined : bcaTails(kept, leftOut.estimate, leftOut.values, LEVEL);
  const bca = tails === undefined ? undefined : intervalBetween(replicates, defined, ...tails);
  return {
    ...(percentile.status === 'defined' ? { percentile } : {}),
    ...(bca?.status === 'defined' ? { bca } : {}),
  };
}

/** Share of right turns, clustered. Where all families are at one end, every method takes Clopper–Pearson over families, as the harness does. */
export function clusteredShares(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const p of [0.5, 0.8, 0.9, 0.95, 0.98]) {
      for (const icc of [0, 0.2, 0.5]) {
        rows.push(
          coverageOf(`${families} families, p = ${p}, ICC = ${icc}`, REPETITIONS, p, (draw) => {
            const columns = rightTurns(draw, families, p, icc);
            const extreme = extremeInterval(sumsOf(columns), LEVEL);
            const { numerator, denominator } = columns;
            return {
              'cluster-t': extreme ?? given(clusteredMean(numerator, denominator, LEVEL)),
              'cluster-score': extreme ?? clusterScore(numerator, denominator, LEVEL),
            };
          }),
        );
      }
    }
  }
  return rows;
}

/** Exact: the binomial distribution is summed. */
export function independentShares(): CoverageRow[] {
  return [30, 100, 300].flatMap((n) =>
    [0.5, 0.8, 0.9, 0.95, 0.98].map((p) => {
      const methods = { wilson, 'clopper-pearson': clopperPearson };
      const chance = binomialChances(n, p);
      return {
        setting: `${n} families of one turn, p = ${p}`,
        methods: Object.entries(methods).map(([method, interval]) => {
          let [coverage, width] = [0, 0];
          chance.forEach((weight, successes) => {
            const { lower, upper } = interval(successes, n, LEVEL);
            width += weight * (upper - lower);
            if (lower <= p && p <= upper) coverage += weight;
          });
          return { method, coverage, open: 0, width };
        }),
      };
    }),
  );
}

function binomialChances(n: number, p: number): number[] {
  const logs = Array.from({ length: n + 1 }, (_, k) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1));
  return logs.map((log, k) => Math.exp(log + k * Math.log(p) + (n - k) * Math.log1p(-p)));
}

export function ratios(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const [recall, spurious] of [
      [0.6, 0.4],
      [0.9, 0.1],
    ] as const) {
      for (const icc of [0, 0.3]) {
        const truth = slotF1(recall, spurious);
        const setting = `micro-F1 ${truth.toFixed(2)}, ${families} families, ICC = ${icc}`;
        rows.push(
          coverageOf(setting, BOOTSTRAP_REPETITIONS, truth, (draw) => {
            const columns = slotTurns(draw, families, recall, spurious, icc);
            const { percentile, bca } = drawn(families, weightedRatio(columns));
            return {
              percentile,
              BCa: bca,
              'linearised t': given(clusteredRatio(columns.numerator, columns.denominator, LEVEL)),
              'cluster-score': clusterScore(columns.numerator, columns.denominator, LEVEL),
            };
          }),
        );
      }
    }
  }
  return rows;
}

/** Columns of gold and predicted classes, from 1 on: 0 is no class. */
export function intentSample(triples: Int32Array, families: number): Sample {
  const size = triples.length / 3;
  const column = (offset: number, shift: number) =>
    Float64Array.from({ length: size }, (_, i) => (triples[3 * i + offset] as number) + shift);
  const owners = Int32Array.from({ length: size }, (_, i) => triples[3 * i] as number);
  return { size, columns: [column(1, 1), column(2, 1)], owners, families, names: INTENT_SHARES.length + 1 };
}

export function macroF1s(): CoverageRow[] {
  const set = confusionStatistics({ values: ['count', 'count'], of: () => undefined });
  const { macroF1 } = CONFUSION_OUTPUT;
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const p of [0.8]) {
      for (const icc of [0, 0.3]) {
        const truth = intentMacroF1(p);
        const setting = `macro-F1 ${truth.toFixed(2)} of 5, ${families} families, ICC = ${icc}`;
        rows.push(
          coverageOf(setting, BOOTSTRAP_REPETITIONS, truth, (draw) => {
            const sample = intentSample(intentTurns(draw, families, p, icc), families);
            const replicate = set.prepare(sample);
            const { percentile, bca } = drawn(families, (weights) => replicate(weights)[macroF1]);
            const influence = set.influences?.(sample)[macroF1] ?? new Float64Array(families);
            const sizes = new Float64Array(families);
            for (const owner of sample.owners) sizes[owner] = (sizes[owner] as number) + 1;
            const found = { value: replicate()[macroF1] as number, influence, sizes };
            return {
              percentile,
              BCa: bca,
              // The wider range has t instead of the score.
              'linearised t': linearisedStatistic(found, LEVEL, [-1, 1]),
              'cluster-score': linearisedStatistic(found, LEVEL, [0, 1]),
            };
          }),
        );
      }
    }
  }
  return rows;
}

export function pairedDifferences(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const [baselineAlone, candidateAlone] of [
      [0.1, 0.1],
      [0.03, 0.08],
    ] as const) {
      for (const icc of [0, 0.4]) {
        const truth = candidateAlone - baselineAlone;
        const setting = `Δ = ${truth.toFixed(2)}, ${baselineAlone} : ${candidateAlone} discordant, ${families} families, ICC = ${icc}`;
        rows.push(
          coverageOf(setting, BOOTSTRAP_REPETITIONS, truth, (draw) => {
            const pair = { both: 0.75, baselineAlone, candidateAlone };
            const { baseline, candidate } = pairedTurns(draw, families, pair, icc);
            const difference = statisticDifference(weightedRatio(baseline), weightedRatio(candidate));
            const { percentile, bca } = drawn(families, difference);
            return {
              percentile,
              BCa: bca,
              'clustered t': given(pairedDifference(baseline, candidate, LEVEL)),
              'guarded t': guarded(ratioMoves(baseline, candidate, 1)),
            };
          }),
        );
      }
    }
  }
  return rows;
}

/** Few families that differ at all: turns of a family are alike, and most are as before. Where none differs, Tango's for as many pairs. */
export function rarePairs(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 60, 100, 200]) {
    for (const [baselineAlone, candidateAlone, icc] of [
      [0.025, 0.025, 0.8],
      [0, 0.03, 0.8],
      [0, 0.05, 0.8],
      [0.01, 0.06, 0.8],
      [0, 0.1, 0.8],
      [0, 0.05, 0.4],
      [0, 0.1, 0.4],
      [0, 0.05, 0],
    ] as const) {
      const truth = candidateAlone - baselineAlone;
      const setting = `${families} families, ${baselineAlone} : ${candidateAlone} differ, ICC = ${icc}`;
      rows.push(
        coverageOf(setting, REPETITIONS, truth, (draw) => {
          const pair = { both: 0.75, baselineAlone, candidateAlone };
          const { baseline, candidate } = pairedTurns(draw, families, pair, icc);
          const still = tango(0, 0, families, LEVEL);
          return {
            'clustered t': given(pairedDifference(baseline, candidate, LEVEL)) ?? still,
            'guarded t': guarded(ratioMoves(baseline, candidate, 1)) ?? still,
          };
        }),
      );
    }
  }
  return rows;
}

/** Micro-F1 and macro-F1 of two runs, over the same families. */
export function pairedStatistics(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100]) {
    for (const icc of [0, 0.3]) {
      const truth = slotF1(0.9, 0.1) - slotF1(0.8, 0.2);
      rows.push(
        coverageOf(`micro-F1 0.83 → 0.92, ${families} families, ICC = ${icc}`, BOOTSTRAP_REPETITIONS, truth, (draw) => {
          const [baseline, candidate] = [slotTurns(draw, families, 0.8, 0.2, icc), slotTurns(draw, families, 0.9, 0.1, icc)];
          const { percentile } = drawn(families, statisticDifference(weightedRatio(baseline), weightedRatio(candidate)));
          const plain = given(pairedDifference(baseline, candidate, LEVEL));
          return { percentile, 'clustered t': plain, 'guarded t': guarded(ratioMoves(baseline, candidate, 1)) };
        }),
      );
    }
    for (const icc of [0, 0.3]) rows.push(macroF1Difference(families, icc));
  }
  return rows;
}

function macroF1Difference(families: number, icc: number): CoverageRow {
  const set = confusionStatistics({ values: ['count', 'count'], of: () => undefined });
  const { macroF1 } = CONFUSION_OUTPUT;
  const truth = intentMacroF1(0.9) - intentMacroF1(0.8);
  const setting = `macro-F1 ${intentMacroF1(0.8).toFixed(2)} → ${intentMacroF1(0.9).toFixed(2)}, ${families} families, ICC = ${icc}`;
  return coverageOf(setting, BOOTSTRAP_REPETITIONS, truth, (draw) => {
    const samples = [0.8, 0.9].map((p) => intentSample(intentTurns(draw, families, p, icc), families));
    const replicates = samples.map((sample) => set.prepare(sample));
    const [before, after] = replicates.map(
      (replicate): FamilyStatistic =>
        (weights) =>
          replicate(weights)[macroF1],
    ) as [FamilyStatistic, FamilyStatistic];
    const { percentile } = drawn(families, statisticDifference(before, after));
    const [from, to] = samples.map((sample) => set.influences?.(sample)[macroF1] as Float64Array) as [Float64Array, Float64Array];
    const influence = to.map((move, g) => move - (from[g] as number));
    const difference = (replicates[1]?.()[macroF1] as number) - (replicates[0]?.()[macroF1] as number);
    const sizes = new Float64Array(families);
    for (const owner of samples.flatMap(({ owners }) => [...owners])) sizes[owner] = (sizes[owner] as number) + 1;
    const half =
      studentQuantile((1 + LEVEL) / 2, families - 1) *
      Math.sqrt((families / (families - 1)) * influence.reduce((sum, move) => sum + move * move, 0));
    return {
      percentile,
      'clustered t': { lower: difference - half, upper: difference + half },
      'guarded t': guarded({ difference, influence, sizes, possible: { differing: differingIn(samples), farthest: 1 } }),
    };
  });
}

/** Families of which not all samples are the same in both runs. */
function differingIn([before, after]: readonly ReturnType<typeof intentSample>[]): number {
  const differing = new Set<number>();
  before?.columns.forEach((column, c) => {
    column.forEach((value, i) => {
      if (value !== after?.columns[c]?.[i]) differing.add(before.owners[i] as number);
    });
  });
  return differing.size;
}

/** Independent pairs: a family is one turn. */
export function pairedProportions(): CoverageRow[] {
  const rows: CoverageRow[] = [];
  for (const families of [30, 100, 300]) {
    for (const [baselineAlone, candidateAlone] of [
      [0.1, 0.1],
      [0.03, 0.08],
      [0.02, 0.02],
    ] as const) {
      const truth = candidateAlone - baselineAlone;
      rows.push(
        coverageOf(
          `Δ = ${truth.toFixed(2)}, ${baselineAlone} : ${candidateAlone} discordant, ${families} pairs`,
          REPETITIONS,
          truth,
          (draw) => {
            const { baseline, candidate } = pairedTurns(draw, families, { both: 0.75, baselineAlone, candidateAlone }, 0, 1);
            let [b, c] = [0, 0];
            candidate.numerator.forEach((right, g) => {
              if (right > (baseline.numerator[g] as number)) b += 1;
              if (right < (baseline.numerator[g] as number)) c += 1;
            });
            return { tango: tango(b, c, families, LEVEL), 'clustered t': given(pairedDifference(baseline, candidate, LEVEL)) };
          },
        ),
      );
    }
  }
  return rows;
}
