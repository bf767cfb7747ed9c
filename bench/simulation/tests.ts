/** The tests whose errors of the first kind are measured at 5%. */
import { CONFUSION_OUTPUT, confusionStatistics } from '../../src/aggregate/statistics/confusion.js';
import {
  guardedSpread,
  mcnemar,
  nonInferiority,
  pairedDifference,
  randomisationTest,
  ratioMoves,
  ratioSwapTest,
  signFlipTest,
  wilcoxonSignedRank,
} from '../../src/stats/index.js';
import { intentSample } from './intervals.js';
import { type RejectionRow, rejectionOf } from './tally.js';
import { gradedDifferences, intentTurns, pairedTurns, slotTurns } from './worlds.js';

const ALPHA = 0.05;
export const TEST_REPETITIONS = 3000;
/** Randomisation draws its patterns anew in each. */
export const DRAWN_REPETITIONS = 2000;
export const PATTERNS = 400;
const PLAN = { resamples: PATTERNS, seed: 0, purpose: 'rejection' };

function rejects(p: number): boolean {
  return p <= ALPHA;
}

/** Paired means over clustered turns, no difference. */
export function clusteredTests(): RejectionRow[] {
  const rows: RejectionRow[] = [];
  for (const families of [12, 30, 100]) {
    for (const icc of [0.4]) {
      for (const discordant of [0.1, 0.03]) {
        const pair = { both: 0.75, baselineAlone: discordant, candidateAlone: discordant };
        const setting = `${families} families, ICC = ${icc}, ${discordant} discordant each way`;
        rows.push(
          rejectionOf(setting, DRAWN_REPETITIONS, (draw, r) => {
            const { baseline, candidate } = pairedTurns(draw, families, pair, icc);
            const estimate = pairedDifference(baseline, candidate, 0.95);
            const differences = candidate.numerator.map((right, g) => right - (baseline.numerator[g] as number));
            return {
              'clustered t': estimate.kind === 'interval' && rejects(estimate.p),
              'sign-flip': rejects(signFlipTest(differences, { ...PLAN, seed: r }).p),
            };
          }),
        );
      }
    }
  }
  return rows;
}

/** The candidate is worse by exactly the margin: `not worse` must not be concluded in more than 5%. */
export function marginTests(): RejectionRow[] {
  const rows: RejectionRow[] = [];
  for (const families of [30, 100]) {
    for (const [baselineAlone, candidateAlone] of [
      [0.1, 0.05],
      [0.08, 0.03],
    ] as const) {
      for (const icc of [0, 0.4]) {
        const pair = { both: 0.75, baselineAlone, candidateAlone };
        const setting = `${families} families, ICC = ${icc}, ${baselineAlone} : ${candidateAlone} discordant, Δ = −margin = −0.05`;
        rows.push(
          rejectionOf(setting, TEST_REPETITIONS, (draw) => {
            const { baseline, candidate } = pairedTurns(draw, families, pair, icc);
            const estimate = pairedDifference(baseline, candidate, 0.95);
            const guarded = guardedSpread(ratioMoves(baseline, candidate, 1));
            const plain = estimate.kind === 'interval' ? nonInferiority(estimate, 0.05, 0.95).verdict : 'inconclusive';
            const verdict = guarded === undefined ? 'inconclusive' : nonInferiority(guarded, 0.05, 0.95).verdict;
            return {
              'clustered t: pass': plain === 'pass',
              fail: plain === 'fail',
              'guarded t: pass': verdict === 'pass',
              'fail ': verdict === 'fail',
            };
          }),
        );
      }
    }
  }
  return rows;
}

/** One item a family. */
export function independentTests(): RejectionRow[] {
  const rows: RejectionRow[] = [];
  for (const families of [30, 100]) {
    for (const discordant of [0.1, 0.03]) {
      const pair = { both: 0.75, baselineAlone: discordant, candidateAlone: discordant };
      rows.push(
        rejectionOf(`${families} pairs, ${discordant} discordant each way`, TEST_REPETITIONS, (draw) => {
          const { baseline, candidate } = pairedTurns(draw, families, pair, 0, 1);
          const differences = candidate.numerator.map((right, g) => right - (baseline.numerator[g] as number));
          const graded = gradedDifferences(draw, families, 0);
          const { exact, midP } = mcnemar(differences.filter((d) => d < 0).length, differences.filter((d) => d > 0).length);
          return {
            'McNemar mid-p': rejects(midP),
            'McNemar exact': rejects(exact),
            'Wilcoxon (graded)': rejects(wilcoxonSignedRank(graded).p),
            'Wilcoxon (Pratt)': rejects(wilcoxonSignedRank(graded, { zeros: 'pratt' }).p),
          };
        }),
      );
    }
  }
  return rows;
}

/** Macro-F1 of two runs that are equally good: no sum, so every pattern is reckoned anew. */
export function macroF1Tests(): RejectionRow[] {
  const set = confusionStatistics({ values: ['count', 'count'], of: () => undefined });
  const { macroF1 } = CONFUSION_OUTPUT;
  return [12, 30, 100].flatMap((families) =>
    [0.3, 0.6].map((icc) =>
      rejectionOf(`macro-F1, ${families} families, ICC = ${icc}`, DRAWN_REPETITIONS, (draw, r) => {
        const [baseline, candidate] = [intentTurns(draw, families, 0.8, icc), intentTurns(draw, families, 0.8, icc)];
        // Both runs as one sample of twice as many families; weights of 1 pick one of each pair for either side.
        const shifted = candidate.map((value, i) => (i % 3 === 0 ? value + families : value));
        const replicate = set.prepare(intentSample(Int32Array.from([...baseline, ...shifted]), 2 * families));
        const weights = new Uint8Array(2 * families);
        const sideOf = (swapped: Uint8Array, isAfter: boolean): number | undefined => {
          for (let g = 0; g < families; g += 1) {
            const isShifted = (swapped[g] === 1) !== isAfter;
            weights[g] = isShifted ? 0 : 1;
            weights[families + g] = isShifted ? 1 : 0;
          }
          return replicate(weights)[macroF1];
        };
        const difference = (swapped: Uint8Array) => {
          const [before, after] = [sideOf(swapped, false), sideOf(swapped, true)];
          return before === undefined || after === undefined ? undefined : after - before;
        };
        const enough = { resamples: 9999, enough: 50, seed: r, purpose: 'rejection' };
        return {
          randomisation: rejects(randomisationTest(families, difference, { ...PLAN, seed: r }).p),
          'randomisation, stopped': rejects(randomisationTest(families, difference, enough).p),
        };
      }),
    ),
  );
}

/** Micro-F1 of two runs that are equally good; randomisation swaps whole families, and stops when p is known. */
export function ratioTests(): RejectionRow[] {
  return [12, 30, 100].flatMap((families) =>
    [0.3, 0.6].map((icc) =>
      rejectionOf(`micro-F1, ${families} families, ICC = ${icc}`, TEST_REPETITIONS, (draw, r) => {
        const [baseline, candidate] = [slotTurns(draw, families, 0.8, 0.2, icc), slotTurns(draw, families, 0.8, 0.2, icc)];
        const estimate = pairedDifference(baseline, candidate, 0.95);
        const all = ratioSwapTest(baseline, candidate, { ...PLAN, seed: r });
        const enough = ratioSwapTest(baseline, candidate, { resamples: 9999, enough: 50, seed: r, purpose: 'rejection' });
        return {
          'clustered t': estimate.kind === 'interval' && rejects(estimate.p),
          randomisation: rejects(all.p),
          'randomisation, stopped': rejects(enough.p),
        };
      }),
    ),
  );
}
