/** The standard normal distribution: distribution function, upper tail and quantile. */

const DENSITY_AT_ZERO = 0.3989422804014327;
/** Beyond this, the tail is summed as a continued fraction, so that it keeps its relative precision. */
const TAIL_FROM = 2.5;
const FRACTION_TERMS = 60;

/** φ(x), the density; in (0, 0.3990]. */
export function normalDensity(x: number): number {
  return DENSITY_AT_ZERO * Math.exp((-x * x) / 2);
}

/** P(0 < Z < x) for 0 ≤ x ≤ TAIL_FROM: φ(x)·(x + x³/3 + x⁵/(3·5) + …). Source: G. Marsaglia, J. Stat. Softw. 11 (2004). */
function centralArea(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; term > sum * Number.EPSILON * 0.1; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return sum * normalDensity(x);
}

/** P(Z > x) for x > TAIL_FROM: Laplace's continued fraction φ(x)/(x + 1/(x + 2/(x + …))). */
function farTail(x: number): number {
  let fraction = x;
  for (let k = FRACTION_TERMS; k >= 1; k -= 1) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

/**
 * P(Z > x), with relative error below 1e-13 down to 1e-300. P(Z > −∞) = 1.
 * @throws RangeError when x is NaN.
 */
export function normalSurvival(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('normalSurvival needs a number, got NaN');
  if (x > TAIL_FROM) return farTail(x);
  if (x < -TAIL_FROM) return 1 - farTail(-x);
  return x >= 0 ? 0.5 - centralArea(x) : 0.5 + centralArea(-x);
}

/** Φ(x) = P(Z ≤ x), in [0,1]. @throws RangeError when x is NaN. */
export function normalCdf(x: number): number {
  return normalSurvival(-x);
}

// Coefficients by ascending power; numerator and denominator of each range of AS 241.
const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852854,
  ],
] as const;
const SHOULDER = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9,
  ],
] as const;
const FAR = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

function ratioAt(x: number, [numerator, denominator]: readonly [readonly number[], readonly number[]]): number {
  const at = (coefficients: readonly number[]) => coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
  return at(numerator) / at(denominator);
}

/**
 * The x with Φ(x) = p; ∓∞ at 0 and 1. Relative error about 1e-15.
 * Source: M. J. Wichura, algorithm AS 241 (PPND16), Appl. Statist. 37 (1988).
 * @throws RangeError unless 0 ≤ p ≤ 1.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], got ${p}`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * ratioAt(0.180625 - offset * offset, CENTRE);
  const r = Math.sqrt(-Math.log(offset < 0 ? p : 1 - p));
  const magnitude = r <= 5 ? ratioAt(r - 1.6, SHOULDER) : ratioAt(r - 5, FAR);
  return offset < 0 ? -magnitude : magnitude;
}
