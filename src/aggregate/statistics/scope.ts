/** Telling utterances that are in scope from those that are not, by the bot's confidence. */
import { SCOPE_SCORES } from '../sources/scope-scores.js';
import { type Sample, type StatisticSet, type Weights, weightOf } from '../statistic.js';

/** Positions of the outputs. */
export const SCOPE_OUTPUT = { auroc: 0, fpr95: 1 } as const;

/** In-scope and out-of-scope weight at one score. */
interface Step {
  readonly inside: number;
  readonly outside: number;
}

/**
 * AUROC: the chance that an in-scope turn is scored above an out-of-scope one, ties counting half (Mann–Whitney).
 * FPR95: the share of out-of-scope turns that reach the largest threshold which at least 95% of the in-scope ones reach.
 * Undefined without both kinds, and where no confidence was stated. Source: D. Hendrycks, K. Gimpel, ICLR 2017; scikit-learn.
 */
export const SCOPE: StatisticSet = {
  source: SCOPE_SCORES,
  outputs: Object.keys(SCOPE_OUTPUT).length,
  prepare: (sample) => {
    const [scores, , stated] = sample.columns as [Float64Array, Float64Array, Float64Array];
    if (!stated.includes(1)) return () => [undefined, undefined];
    const descending = Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
    return (weights) => outputsOf([...steps(sample, descending, weights)]);
  },
};

/** Weights at each score, the highest first. */
function* steps(sample: Sample, descending: Uint32Array, weights: Weights | undefined): Generator<Step> {
  const [scores, isOut] = sample.columns as [Float64Array, Float64Array];
  for (let at = 0; at < descending.length; ) {
    const score = scores[descending[at] as number];
    let [inside, outside] = [0, 0];
    for (; at < descending.length && scores[descending[at] as number] === score; at += 1) {
      const i = descending[at] as number;
      const weight = weightOf(sample, i, weights);
      if (isOut[i] === 1) outside += weight;
      else inside += weight;
    }
    yield { inside, outside };
  }
}

function outputsOf(descending: readonly Step[]): (number | undefined)[] {
  const inside = descending.reduce((sum, step) => sum + step.inside, 0);
  const outside = descending.reduce((sum, step) => sum + step.outside, 0);
  if (inside === 0 || outside === 0) return [undefined, undefined];
  let pairs = 0;
  let [accepted, falsely] = [0, 0];
  let fpr95: number | undefined;
  for (const step of descending) {
    pairs += step.outside * (accepted + step.inside / 2);
    accepted += step.inside;
    falsely += step.outside;
    // In whole numbers: 0.95 is none that a double can hold.
    if (fpr95 === undefined && 20 * accepted >= 19 * inside) fpr95 = falsely / outside;
  }
  return [pairs / (inside * outside), fpr95];
}
