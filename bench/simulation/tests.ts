/** The tests whose errors of the first kind are measured at 5%. */
import {
  mcnemar,
  nonInferiority,
  pairedDifference,
  type RatioColumns,
  randomisationTest,
  signFlipTest,
  wilcoxonSignedRank,
} from '../../src/stats/index.js';
import { type RejectionRow, rejectionOf } from './tally.js';
import { gradedDifferences, pairedTurns, slotTurns } from './worlds.js';

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
    for (const icc of [0, 0.4]) {
      const pair = { both: 0.75, baselineAlone: 0.1, candidateAlone: 0.05 };
      rows.push(
        rejectionOf(`${families} families, ICC = ${icc}, Δ = −margin = −0.05`, TEST_REPETITIONS, (draw) => {
          const { baseline, candidate } = pairedTurns(draw, families, pair, icc);
          const estimate = pairedDifference(baseline, candidate, 0.95);
          const verdict = estimate.kind === 'interval' ? nonInferiority(estimate, 0.05, 0.95).verdict : 'inconclusive';
          return { pass: verdict === 'pass', fail: verdict === 'fail' };
        }),
      );
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

/** Micro-F1 of two runs that are equally good; randomisation swaps whole families. */
export function ratioTests(): RejectionRow[] {
  return [12, 30, 100].map((families) =>
    rejectionOf(`micro-F1, ${families} families, ICC = 0.3`, DRAWN_REPETITIONS / 2, (draw, r) => {
      const [baseline, candidate] = [slotTurns(draw, families, 0.8, 0.2, 0.3), slotTurns(draw, families, 0.8, 0.2, 0.3)];
      const estimate = pairedDifference(baseline, candidate, 0.95);
      const test = randomisationTest(families, swappedDifference(baseline, candidate), { ...PLAN, seed: r });
      return { 'clustered t': estimate.kind === 'interval' && rejects(estimate.p), randomisation: rejects(test.p) };
    }),
  );
}

function swappedDifference(baseline: RatioColumns, candidate: RatioColumns): (swapped: Uint8Array) => number | undefined {
  return (swapped) => {
    const sums = [0, 0, 0, 0] as [number, number, number, number];
    for (let g = 0; g < swapped.length; g += 1) {
      const [before, after] = swapped[g] === 1 ? [candidate, baseline] : [baseline, candidate];
      sums[0] += before.numerator[g] as number;
      sums[1] += before.denominator[g] as number;
      sums[2] += after.numerator[g] as number;
      sums[3] += after.denominator[g] as number;
    }
    return sums[1] === 0 || sums[3] === 0 ? undefined : sums[2] / sums[3] - sums[0] / sums[1];
  };
}
