/** The beta distribution: regularised incomplete beta by continued fraction, and its quantile. */
import { bracketedNewton } from './bracketed-newton.js';
import { stirlingRemainder } from './log-gamma.js';

/** Both tails, each to full relative precision where it is the smaller one; they sum to 1. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

interface BetaTails extends Tails {
  /** x^a y^b / B(a, b): the derivative of the lower tail by the logit of x. */
  readonly kernel: number;
}

const TINY = 1e-300;
// About √max(a, b) terms are needed, so this serves shapes up to 1e9.
const MAX_TERMS = 200_000;
/** Beyond e^±709, exponentials overflow. */
const LOGIT_LIMIT = 709;

/** x ln(x/m) + m − x without cancellation near x = m. Source: C. Loader (2000), `bd0`. */
function deviance(x: number, m: number): number {
  if (!(Math.abs(x - m) < 0.1 * (x + m))) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** x^a y^b / B(a, b) with y = 1 − x, in saddle-point form: no difference of large log-gammas. */
function betaKernel(x: number, y: number, a: number, b: number): number {
  if (x <= 0 || y <= 0) return 0;
  const n = a + b;
  const remainder = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b);
  const exponent = remainder - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt(((a / n) * b) / (2 * Math.PI)) * Math.exp(exponent);
}

/**
 * Gauss's continued fraction of ₂F₁(alpha, 1; gamma; z), by Lentz's method.
 * Source: NIST Digital Library of Mathematical Functions, 15.7.5.
 */
function gaussFraction(alpha: number, gamma: number, z: number): number {
  const guarded = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / guarded(1 - (alpha / gamma) * z);
  let fraction = d;
  for (let m = 1; m <= MAX_TERMS; m += 1) {
    const pole = gamma + 2 * m - 1;
    const even = -((m / (pole - 1)) * ((gamma - alpha + m - 1) / pole)) * z;
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    fraction *= d * c;
    const odd = -(((alpha + m) / pole) * ((gamma + m - 1) / (pole + 1))) * z;
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) <= Number.EPSILON) return fraction;
  }
  throw new RangeError(`incomplete beta did not converge for alpha = ${alpha}, gamma = ${gamma}, z = ${z}`);
}

/**
 * P(X ≤ x), for x below about the mean, where the fraction converges fast.
 * I_x(a, b) = kernel/a · ₂F₁(a + b, 1; a + 1; x) = kernel/(a·y) · ₂F₁(1 − b, 1; a + 1; −x/y). The second form has
 * positive terms alone for b < 1, and keeps its digits when x is so close to 1 that y is no longer known from x
 * (Student's t with many degrees of freedom).
 */
function tailBelowMean(x: number, y: number, a: number, b: number, kernel: number): number {
  if (kernel === 0) return 0;
  const fraction = b < 1 ? gaussFraction(1 - b, a + 1, -x / y) / y : gaussFraction(a + b, a + 1, x);
  return Math.min(1, (kernel / a) * fraction);
}

function requireShapes(a: number, b: number): void {
  const valid = a > 0 && b > 0 && a < Number.POSITIVE_INFINITY && b < Number.POSITIVE_INFINITY;
  if (!valid) throw new RangeError(`beta shapes must be positive, got ${a} and ${b}`);
}

/**
 * P(X ≤ x) and P(X > x) for X ~ Beta(a, b). The complement y = 1 − x is an argument of its own, so that
 * neither tail loses digits when x is close to 1.
 * @throws RangeError unless x, y ∈ [0,1] and a, b > 0.
 */
export function betaTails(x: number, y: number, a: number, b: number): BetaTails {
  requireShapes(a, b);
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) throw new RangeError(`x must lie in [0, 1], got ${x}`);
  const kernel = betaKernel(x, y, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = tailBelowMean(x, y, a, b, kernel);
    return { lower, upper: 1 - lower, kernel };
  }
  const upper = tailBelowMean(y, x, b, a, kernel);
  return { lower: 1 - upper, upper, kernel };
}

/** I_x(a, b) = P(X ≤ x) for X ~ Beta(a, b), in [0,1]. @throws RangeError as {@link betaTails}. */
export function regularisedBeta(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower;
}

/**
 * ln(x/(1 − x)) of the x at which the tails of Beta(a, b) are as given; limited to ±709.
 * Newton on the log of the smaller tail as a function of the logit: nearly linear far out, so few steps are needed.
 */
export function betaLogitQuantile({ lower, upper }: Tails, a: number, b: number): number {
  requireShapes(a, b);
  const excess = (logit: number) => {
    const tails = betaTails(1 / (1 + Math.exp(-logit)), 1 / (1 + Math.exp(logit)), a, b);
    return lower <= upper
      ? { value: Math.log(tails.lower / lower), slope: tails.kernel / tails.lower }
      : { value: Math.log(upper / tails.upper), slope: tails.kernel / tails.upper };
  };
  const start = Math.min(LOGIT_LIMIT, Math.max(-LOGIT_LIMIT, Math.log(a / b)));
  return bracketedNewton(excess, -LOGIT_LIMIT, LOGIT_LIMIT, start);
}

/**
 * The x with I_x(a, b) = p, in [0,1]; 0 when it is below 1e-308. Relative error about 1e-14.
 * @throws RangeError unless 0 ≤ p ≤ 1 and a, b > 0.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireShapes(a, b);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], got ${p}`);
  if (p === 0 || p === 1) return p;
  return 1 / (1 + Math.exp(-betaLogitQuantile({ lower: p, upper: 1 - p }, a, b)));
}
