import { describe, expect, it } from 'vitest';
import fixture from './fixtures/gauss-hermite.json' with { type: 'json' };
import { gaussHermite } from './gauss-hermite.js';

const doubleFactorial = (n: number): number => (n <= 0 ? 1 : n * doubleFactorial(n - 2));

describe('gaussHermite', () => {
  it('by hand: one, two and three nodes', () => {
    expect(gaussHermite(1)).toEqual({ nodes: Float64Array.of(0), weights: Float64Array.of(1) });
    const two = gaussHermite(2);
    expect(two.nodes[1]).toBeCloseTo(1, 14);
    expect(two.weights[0]).toBeCloseTo(1 / 2, 14);
    const three = gaussHermite(3);
    for (const [i, [node, weight]] of [
      [-Math.sqrt(3), 1 / 6],
      [0, 2 / 3],
      [Math.sqrt(3), 1 / 6],
    ].entries()) {
      expect(three.nodes[i]).toBeCloseTo(node as number, 14);
      expect(three.weights[i]).toBeCloseTo(weight as number, 14);
    }
  });

  it('agrees with 50-digit nodes and weights', () => {
    for (const { n, nodes, weights } of fixture.cases) {
      const rule = gaussHermite(n);
      nodes.forEach((node, i) => {
        expect(Math.abs((rule.nodes[i] as number) - node)).toBeLessThan(1e-13);
        expect(Math.abs((rule.weights[i] as number) / (weights[i] as number) - 1)).toBeLessThan(1e-11);
      });
    }
  });

  it('is exact for moments up to degree 2n − 1, and no further', () => {
    for (const n of [1, 2, 5, 8, 21]) {
      const { nodes, weights } = gaussHermite(n);
      const moment = (degree: number) => nodes.reduce((sum, x, i) => sum + (weights[i] as number) * x ** degree, 0);
      for (let degree = 0; degree <= 2 * n - 1; degree += 1) {
        const scale = doubleFactorial(degree - 1 + (degree % 2));
        const exact = degree % 2 === 0 ? doubleFactorial(degree - 1) : 0;
        expect(Math.abs(moment(degree) - exact) / scale, `degree ${degree} of ${n}`).toBeLessThan(1e-12);
      }
      // The error of x^{2n} is n!.
      const missing = doubleFactorial(2 * n - 1) - moment(2 * n);
      const factorial = Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
      if (n <= 8) expect(missing / factorial).toBeCloseTo(1, 6);
    }
  });

  it('has ascending, symmetric nodes and positive weights that sum to 1, up to the largest rule', () => {
    for (const n of [4, 21, 99, 200]) {
      const { nodes, weights } = gaussHermite(n);
      expect(nodes.length).toBe(n);
      expect(weights.every((w) => w > 0)).toBe(true);
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      nodes.forEach((x, i) => {
        expect(x + (nodes[n - 1 - i] as number)).toBe(0);
        if (i > 0) expect(x).toBeGreaterThan(nodes[i - 1] as number);
      });
    }
  });

  it('gives each caller its own copy', () => {
    gaussHermite(3).nodes[0] = 99;
    expect(gaussHermite(3).nodes[0]).toBeCloseTo(-Math.sqrt(3), 14);
  });

  it('rejects what is no number of nodes', () => {
    for (const n of [0, -1, 2.5, 201, Number.NaN]) expect(() => gaussHermite(n)).toThrow(RangeError);
  });
});
