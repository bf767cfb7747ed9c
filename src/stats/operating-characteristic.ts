/** What a gate does by chance: how often it would pass, fail or stay open if the truth were known. */
import { tailOf } from './level.js';
import { logGamma } from './log-gamma.js';
import { normalCdf } from './normal.js';
import { studentQuantile } from './student.js';

/** A gate on an estimate whose higher values are better, and the world it is asked about. */
export interface GateQuestion {
  /** The true value; for a difference 0 is "no change". */
  readonly truth: number;
  /** The value that has to be reached; −margin for non-inferiority. */
  readonly threshold: number;
  /** Standard error of the estimate, > 0. */
  readonly se: number;
  readonly df: number;
  /**
   * `point`: pass iff the estimate reaches the threshold. `lower-bound`: pass iff the one-sided lower bound does, else fail.
   * `margin`: pass iff the lower bound is above, fail iff the upper bound is below, else inconclusive.
   */
  readonly judge: 'point' | 'lower-bound' | 'margin';
  /** One-sided level of the bounds. */
  readonly level: number;
}

/** Chances of the verdicts; they sum to 1. */
export interface OperatingCharacteristic {
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
}

/**
 * Chances of each verdict when the estimate is normal about the truth and its standard error is estimated with `df` degrees of
 * freedom. Where lower is better, pass the negatives of truth and threshold.
 * @throws RangeError unless se and df are above 0, truth and threshold finite, the level in (0,1).
 */
export function operatingCharacteristic({ truth, threshold, se, df, judge, level }: GateQuestion): OperatingCharacteristic {
  tailOf(level);
  if (!(Number.isFinite(truth) && Number.isFinite(threshold))) throw new RangeError('truth and threshold must be finite');
  if (!(se > 0 && se < Number.POSITIVE_INFINITY && df > 0)) throw new RangeError(`se and df must be above 0, got ${se}, ${df}`);
  const shift = (truth - threshold) / se;
  if (judge === 'point') return { pass: normalCdf(shift), fail: normalCdf(-shift), inconclusive: 0 };
  const critical = studentQuantile(level, df);
  const pass = shiftedStudentSurvival(critical, shift, df);
  if (judge === 'lower-bound') return { pass, fail: 1 - pass, inconclusive: 0 };
  const fail = shiftedStudentSurvival(critical, -shift, df);
  return { pass, fail, inconclusive: Math.max(0, 1 - pass - fail) };
}

/** Even number of Simpson's steps. */
const STEPS = 2000;

/**
 * P(T > t) of the noncentral t distribution with `df` degrees of freedom and noncentrality `shift`: Φ(shift − t·s) averaged over the
 * distribution of s = √(χ²/df), by Simpson's rule in ln s, where the density is smooth for every df. Absolute error below 1e-9.
 */
function shiftedStudentSurvival(t: number, shift: number, df: number): number {
  const half = df / 2;
  const constant = Math.log(2) + half * Math.log(half) - logGamma(half);
  // ln s has about the spread 1/√(2·df), with a long lower tail for few degrees of freedom.
  const [from, to] = [-20 / Math.sqrt(df) - 16 / df, 8 / Math.sqrt(df)];
  const step = (to - from) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i += 1) {
    const logS = from + i * step;
    const s = Math.exp(logS);
    const density = Math.exp(constant + df * logS - half * s * s);
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * density * normalCdf(shift - t * s);
  }
  return (sum * step) / 3;
}
