/** Paired yes/no outcomes of independent items: McNemar's tests and Tango's interval. */
import { binomialCdf } from './binomial.js';
import { tailOf } from './level.js';
import { normalQuantile } from './normal.js';
import type { Interval } from './proportion.js';

/** Bisection of an interval of length 2 down to neighbouring doubles. */
const BISECTIONS = 60;

function requireDiscordant(b: number, c: number): void {
  if (!(Number.isInteger(b) && Number.isInteger(c) && b >= 0 && c >= 0)) {
    throw new RangeError(`discordant pairs must be counts, got ${b} and ${c}`);
  }
}

/**
 * McNemar's two-sided p values from the discordant pairs: `b` right in the first system alone, `c` in the second alone.
 * `exact` is binomial; `midP` takes half of the observed outcome's probability from either tail (1 when b = c). Both are 1 with no discordant pair.
 * Source: M. W. Fagerland et al., BMC Med. Res. Methodol. 13:91 (2013).
 * @throws RangeError unless b and c are counts.
 */
export function mcnemar(b: number, c: number): { readonly exact: number; readonly midP: number } {
  requireDiscordant(b, c);
  if (b === c) return { exact: 1, midP: 1 };
  const [fewer, n] = [Math.min(b, c), b + c];
  const atMost = binomialCdf(fewer, n, 0.5);
  const below = binomialCdf(fewer - 1, n, 0.5);
  return { exact: Math.min(1, 2 * atMost), midP: atMost + below };
}

/** Tango's score statistic of a difference, times √n; decreases in `difference`. */
function score(b: number, c: number, n: number, difference: number): number {
  const linear = (2 * n - b + c) * difference - b - c;
  const constant = -c * difference * (1 - difference);
  // The constrained estimate of the share of pairs that the second system alone gets right.
  const share = (Math.sqrt(Math.max(0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const variance = n * (2 * share + difference * (1 - difference));
  const numerator = b - c - n * difference;
  if (variance > 0) return numerator / Math.sqrt(variance);
  return numerator === 0 ? 0 : Math.sign(numerator) * Number.POSITIVE_INFINITY;
}

/**
 * Tango's score interval of the difference (b − c)/n between paired proportions, within [−1, 1].
 * Source: T. Tango, Statist. Med. 17 (1998).
 * @throws RangeError unless b and c are counts with b + c ≤ n, n > 0 (callers guard) and 0 < level < 1.
 */
export function tango(b: number, c: number, n: number, level: number): Interval {
  requireDiscordant(b, c);
  if (!(Number.isInteger(n) && n > 0 && b + c <= n)) throw new RangeError(`${b} + ${c} discordant pairs among ${n}`);
  const z = -normalQuantile(tailOf(level));
  const estimate = (b - c) / n;
  const crossing = (target: number, from: number, to: number): number => {
    let [low, high] = [from, to];
    for (let i = 0; i < BISECTIONS; i += 1) {
      const middle = (low + high) / 2;
      if (score(b, c, n, middle) > target) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return { lower: estimate === -1 ? -1 : crossing(z, -1, estimate), upper: estimate === 1 ? 1 : crossing(-z, estimate, 1) };
}
