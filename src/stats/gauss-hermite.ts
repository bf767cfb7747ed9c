/** Gauss–Hermite quadrature for expectations under the standard normal. */
import { bracketedNewton } from './bracketed-newton.js';

/** E[f(Z)] ≈ Σ weights[i]·f(nodes[i]). Nodes ascend and are symmetric about 0; weights are positive and sum to 1. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Beyond this, the outermost weights leave the range of doubles. */
const MAX_NODES = 200;

/** The orthonormal probabilists' Hermite polynomials of degree n and n − 1 at x, by their three-term recurrence. */
function hermite(n: number, x: number): { value: number; previous: number } {
  let previous = 0;
  let value = 1;
  for (let k = 0; k < n; k += 1) {
    const next = (x * value - Math.sqrt(k) * previous) / Math.sqrt(k + 1);
    previous = value;
    value = next;
  }
  return { value, previous };
}

/** The positive zeros, ascending, of degree n from those of degree n − 1, which separate them. */
function positiveZeros(n: number, separators: readonly number[]): number[] {
  // An odd degree has its own zero at 0; an even one has its first positive zero between 0 and the first separator.
  const lowerEnds = n % 2 === 1 ? separators : [0, ...separators];
  const bound = 2 * Math.sqrt(n);
  return lowerEnds.map((lower, i) => {
    const upper = lowerEnds[i + 1] ?? bound;
    const sign = Math.sign(hermite(n, upper).value);
    const rising = (x: number) => {
      const { value, previous } = hermite(n, x);
      return { value: sign * value, slope: sign * Math.sqrt(n) * previous };
    };
    return bracketedNewton(rising, lower, upper, (lower + upper) / 2);
  });
}

function ruleOf(n: number): Quadrature {
  let positive: number[] = [];
  for (let degree = 2; degree <= n; degree += 1) positive = positiveZeros(degree, positive);
  const middle = n % 2 === 1 ? [0] : [];
  const nodes = Float64Array.from([...positive.map((x) => -x).reverse(), ...middle, ...positive]);
  return { nodes, weights: nodes.map((x) => 1 / (n * hermite(n, x).previous ** 2)) };
}

/** Rules depend on n alone and cost the cube of it, so they are kept; callers get copies. */
const rules = new Map<number, Quadrature>();

/**
 * The n-point rule: exact for polynomials of degree up to 2n − 1. Weight at node x: 1/(n·h_{n−1}(x)²), h orthonormal.
 * Source: G. Golub and J. Welsch, Math. Comp. 23 (1969); zeros here by safeguarded Newton between those of the lower degree.
 * @throws RangeError unless n is an integer in [1, 200].
 */
export function gaussHermite(n: number): Quadrature {
  if (!(Number.isInteger(n) && n >= 1 && n <= MAX_NODES)) throw new RangeError(`nodes must number 1 to ${MAX_NODES}, got ${n}`);
  const rule = rules.get(n) ?? ruleOf(n);
  rules.set(n, rule);
  return { nodes: rule.nodes.slice(), weights: rule.weights.slice() };
}
