/** Regression of a yes/no outcome: maximum likelihood, or its mode under independent normal priors, by scoring. */
import { cholesky, inverseOf, solve } from './cholesky.js';
import { compensatedSum } from './compensated-sum.js';
import { LINKS, type LinkName } from './link.js';

/** Normal prior of a coefficient. */
export interface NormalPrior {
  readonly mean: number;
  readonly sd: number;
}

export interface RegressionInput {
  readonly link: LinkName;
  /** One row an observation, equally long. */
  readonly x: readonly (readonly number[])[];
  /** Outcomes in [0,1]. */
  readonly y: readonly number[];
  /** Put a 1 before every row. Default true. */
  readonly intercept?: boolean;
  /** A prior for each coefficient, the intercept first; undefined leaves one free. None by default. */
  readonly priors?: readonly (NormalPrior | undefined)[];
}

/** The coefficients, the intercept first, or why there are none. */
export type RegressionFit =
  | {
      readonly status: 'fitted';
      readonly coefficients: readonly number[];
      /** Inverse of the expected information, priors included; row by row. */
      readonly covariance: readonly (readonly number[])[];
      readonly standardErrors: readonly number[];
      /** Without the prior's share. */
      readonly logLikelihood: number;
      readonly steps: number;
    }
  | { readonly status: 'failed'; readonly reason: string };

const MAX_STEPS = 100;
const HALVINGS = 40;
/** Largest relative change of a coefficient at which the search has ended. */
const TOLERANCE = 1e-12;
/** Beyond this, in units of the linear predictor, an outcome is as good as certain and the likelihood has no maximum. */
const SEPARATED = 30;

/**
 * Fits P(y = 1) = h(x·b). Fisher's scoring, its steps halved while they lower the (penalised) likelihood.
 * Fails when the columns depend on each other, or a combination of them tells the outcomes apart without error and no prior holds the
 * coefficients back.
 * Source: P. McCullagh and J. A. Nelder, Generalized Linear Models (1989), §2.5, §4.4; as statsmodels GLM(Binomial).
 * @throws RangeError without observations, for rows of unequal length, values that are not finite, y outside of [0,1] or a prior
 * with sd ≤ 0.
 */
export function fitBinomial(input: RegressionInput): RegressionFit {
  const rows = designOf(input);
  const priors = priorsOf(input, (rows[0] as readonly number[]).length);
  const objective = (b: readonly number[]) => logLikelihood(rows, input, b) + logPrior(priors, b);
  let coefficients = priors.map((prior) => prior?.mean ?? 0);
  let value = objective(coefficients);
  for (let steps = 1; steps <= MAX_STEPS; steps += 1) {
    const { information, score } = expansion(rows, input, priors, coefficients);
    const factor = cholesky(information);
    if (factor === undefined) return { status: 'failed', reason: 'the columns depend on each other' };
    const direction = solve(factor, score);
    const next = ascent(coefficients, direction, value, objective);
    const change = Math.max(
      ...next.coefficients.map((b, j) => Math.abs(b - (coefficients[j] as number)) / Math.max(1, Math.abs(b))),
    );
    coefficients = next.coefficients;
    value = next.value;
    if (isSeparated(rows, input, coefficients)) break;
    if (change <= TOLERANCE) return fitted(rows, input, priors, coefficients, steps);
  }
  return {
    status: 'failed',
    reason: 'the likelihood has no maximum: a combination of the columns tells the outcomes apart without error; give priors',
  };
}

type Priors = readonly (NormalPrior | undefined)[];
type Rows = readonly (readonly number[])[];

function designOf({ x, y, intercept = true }: RegressionInput): Rows {
  if (x.length === 0 || x.length !== y.length) throw new RangeError(`${x.length} rows for ${y.length} outcomes`);
  const width = (x[0] as readonly number[]).length;
  if (width === 0 && !intercept) throw new RangeError('no columns to fit');
  for (const [i, row] of x.entries()) {
    if (row.length !== width) throw new RangeError(`row ${i} has ${row.length} values, not ${width}`);
    if (!row.every(Number.isFinite)) throw new RangeError(`row ${i} has a value that is not finite`);
    if (!((y[i] as number) >= 0 && (y[i] as number) <= 1)) throw new RangeError(`outcome ${i} must lie in [0, 1], got ${y[i]}`);
  }
  return intercept ? x.map((row) => [1, ...row]) : x;
}

function priorsOf({ priors }: RegressionInput, width: number): Priors {
  if (priors === undefined) return new Array<undefined>(width).fill(undefined);
  if (priors.length !== width) throw new RangeError(`${priors.length} priors for ${width} coefficients`);
  for (const [j, prior] of priors.entries()) {
    if (prior === undefined) continue;
    const valid = Number.isFinite(prior.mean) && prior.sd > 0 && prior.sd < Number.POSITIVE_INFINITY;
    if (!valid) throw new RangeError(`prior ${j} needs a finite mean and an sd above 0`);
  }
  return priors;
}

function predictor(row: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < row.length; j += 1) sum += (row[j] as number) * (b[j] as number);
  return sum;
}

function logLikelihood(rows: Rows, { link, y }: RegressionInput, b: readonly number[]): number {
  return compensatedSum(
    rows.map((row, i) => {
      const { logP, logQ } = LINKS[link].logs(predictor(row, b));
      const outcome = y[i] as number;
      return (outcome === 0 ? 0 : outcome * logP) + (outcome === 1 ? 0 : (1 - outcome) * logQ);
    }),
  );
}

function logPrior(priors: Priors, b: readonly number[]): number {
  return priors.reduce(
    (sum, prior, j) => sum - (prior === undefined ? 0 : ((b[j] as number) - prior.mean) ** 2 / (2 * prior.sd ** 2)),
    0,
  );
}

interface Expansion {
  readonly information: number[][];
  readonly score: number[];
}

function expansion(rows: Rows, { link, y }: RegressionInput, priors: Priors, b: readonly number[]): Expansion {
  const score = priors.map((prior, j) => (prior === undefined ? 0 : (prior.mean - (b[j] as number)) / prior.sd ** 2));
  const information = priors.map((prior, j) => priors.map((_, k) => (prior !== undefined && j === k ? 1 / prior.sd ** 2 : 0)));
  for (const [i, row] of rows.entries()) {
    const { gradient, weight } = LINKS[link].scores(predictor(row, b), y[i] as number);
    for (let j = 0; j < row.length; j += 1) {
      const xj = row[j] as number;
      score[j] = (score[j] as number) + gradient * xj;
      const line = information[j] as number[];
      for (let k = 0; k <= j; k += 1) line[k] = (line[k] as number) + weight * xj * (row[k] as number);
    }
  }
  return { information, score };
}

function ascent(
  from: readonly number[],
  direction: readonly number[],
  value: number,
  objective: (b: readonly number[]) => number,
): { readonly coefficients: number[]; readonly value: number } {
  let share = 1;
  for (let i = 0; i < HALVINGS; i += 1) {
    const coefficients = from.map((b, j) => b + share * (direction[j] as number));
    const reached = objective(coefficients);
    if (reached >= value) return { coefficients, value: reached };
    share /= 2;
  }
  // Nothing higher on the way: the top, but for rounding.
  return { coefficients: [...from], value };
}

function isSeparated(rows: Rows, { y }: RegressionInput, b: readonly number[]): boolean {
  return rows.every((row, i) => (2 * (y[i] as number) - 1) * predictor(row, b) > SEPARATED);
}

function fitted(rows: Rows, input: RegressionInput, priors: Priors, coefficients: number[], steps: number): RegressionFit {
  const factor = cholesky(expansion(rows, input, priors, coefficients).information);
  if (factor === undefined) return { status: 'failed', reason: 'the columns depend on each other' };
  const covariance = inverseOf(factor);
  return {
    status: 'fitted',
    coefficients,
    covariance,
    standardErrors: covariance.map((row, j) => Math.sqrt(row[j] as number)),
    logLikelihood: logLikelihood(rows, input, coefficients),
    steps,
  };
}
