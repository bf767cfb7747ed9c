/** Mean of a few human labels, sharpened by many labels of a judge whose bias the human ones show. */
import { compensatedSum } from './compensated-sum.js';
import { tailOf } from './level.js';
import { studentQuantile } from './student.js';

/** Sums a family. A family may have labelled turns, unlabelled turns, or both; what it has none of is 0. */
export interface PredictionColumns {
  /** Turns with a human label, Σ of these labels, and Σ of the judge's labels on the same turns. */
  readonly labelled: Float64Array;
  readonly human: Float64Array;
  readonly judged: Float64Array;
  /** Turns with the judge's label alone, and Σ of these. */
  readonly unlabelled: Float64Array;
  readonly predicted: Float64Array;
}

/** The mean with its interval, or why there is none. */
export type PredictionPoweredMean =
  | ({ readonly kind: 'interval' } & PoweredInterval)
  | { readonly kind: 'undefined'; readonly reason: string };

interface PoweredInterval {
  readonly mean: number;
  readonly se: number;
  /** Families with human labels − 1. */
  readonly df: number;
  readonly lower: number;
  readonly upper: number;
  /** How much of the judge is used, in [0,1]: 0 leaves the human mean, 1 is plain prediction-powered inference. */
  readonly lambda: number;
  /** Human mean alone, and its standard error: what the judge improves on. */
  readonly humanMean: number;
  readonly humanSe: number;
}

/**
 * PPI++: human mean + λ·(judge's mean on the unlabelled − judge's mean on the labelled), with the λ in [0,1] that makes the
 * cluster-robust standard error least (power tuning; 0 when the judge does not vary). Interval by t, families with human labels − 1
 * degrees of freedom; not cut to the range. A family with both kinds of turns enters both, so their dependence is kept.
 * Undefined with fewer than two families on either side, and when nothing scatters.
 * Source: A. N. Angelopoulos et al., Science 382 (2023), and PPI++ (2023), arXiv:2311.01453.
 * @throws RangeError when columns differ in length, a value is not finite, or a family has a sum without turns.
 */
export function predictionPoweredMean(columns: PredictionColumns, level: number): PredictionPoweredMean {
  const tail = tailOf(level);
  requireColumns(columns);
  const human = moves(columns.human, columns.labelled);
  const judged = moves(columns.judged, columns.labelled);
  const predicted = moves(columns.predicted, columns.unlabelled);
  if (human === undefined || judged === undefined) return none('fewer than two families with human labels');
  if (predicted === undefined) return none('fewer than two families with labels of the judge alone');
  const correction = predicted.moves.map((move, g) => move - (judged.moves[g] as number));
  const lambda = tuned(human.moves, correction);
  const combined = human.moves.map((move, g) => move + lambda * (correction[g] as number));
  const mean = human.mean + lambda * (predicted.mean - judged.mean);
  const df = human.families - 1;
  const se = lengthOf(combined);
  if (se === 0) return none('all human labels agree: there is no scatter to judge by');
  const half = studentQuantile(1 - tail, df) * se;
  const [lower, upper] = [mean - half, mean + half];
  return { kind: 'interval', mean, se, df, lower, upper, lambda, humanMean: human.mean, humanSe: lengthOf(human.moves) };
}

function none(reason: string): PredictionPoweredMean {
  return { kind: 'undefined', reason };
}

interface Moves {
  readonly mean: number;
  readonly families: number;
  /** By how much each family moves the mean, with the G/(G−1) correction; 0 for one without turns. */
  readonly moves: Float64Array;
}

function moves(sums: Float64Array, counts: Float64Array): Moves | undefined {
  const families = counts.reduce((count, turns) => count + (turns > 0 ? 1 : 0), 0);
  if (families < 2) return undefined;
  const total = compensatedSum(counts);
  const mean = compensatedSum(sums) / total;
  const scale = Math.sqrt(families / (families - 1)) / total;
  return { mean, families, moves: sums.map((sum, g) => scale * (sum - mean * (counts[g] as number))) };
}

function tuned(human: Float64Array, correction: Float64Array): number {
  const squares = compensatedSum(correction.map((c) => c * c));
  if (squares === 0) return 0;
  const products = compensatedSum(correction.map((c, g) => c * (human[g] as number)));
  return Math.min(1, Math.max(0, -products / squares));
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(compensatedSum(values.map((value) => value * value)));
}

function requireColumns({ labelled, human, judged, unlabelled, predicted }: PredictionColumns): void {
  const all = [labelled, human, judged, unlabelled, predicted];
  if (all.some((column) => column.length !== labelled.length)) throw new RangeError('columns differ in length');
  for (let g = 0; g < labelled.length; g += 1) {
    if (all.some((column) => !Number.isFinite(column[g]))) throw new RangeError(`family ${g}: a value is not finite`);
    const [counted, judgedOnly] = [labelled[g] as number, unlabelled[g] as number];
    if (counted < 0 || judgedOnly < 0) throw new RangeError(`family ${g}: a count is negative`);
    if ((counted === 0 && (human[g] !== 0 || judged[g] !== 0)) || (judgedOnly === 0 && predicted[g] !== 0)) {
      throw new RangeError(`family ${g} has a sum but no turns`);
    }
  }
}
