/** Quantiles of the priors against scipy.stats (beta, lognorm, norm). */
import { describe, expect, it } from 'vitest';
import { PARAMETERS } from './parameters.js';
import { priorQuantile } from './priors.js';

function quantilesOf(symbol: string): readonly number[] {
  const info = PARAMETERS.find((candidate) => candidate.symbol === symbol);
  if (info === undefined) throw new Error(symbol);
  return [priorQuantile(info, 0.05), priorQuantile(info, 0.95)];
}

describe('prior quantiles at 5% and 95%', () => {
  it.each([
    ['rho', [0.09774681343927574, 0.5496416495066101]],
    ['kappa', [0.2086843312833343, 0.7032321113634037]],
    ['b_I', [0.2196820524637462, 1.1380083042571585]],
    ['theta', [28.4575109631686, 284.6348723359361]],
    ['b_E', [-0.1467280440427209, 0.34672804404272084]],
    ['lam', [1.075, 2.425]],
    ['L0', [1, 1]],
  ] as const)('%s', (symbol, expected) => {
    expect(quantilesOf(symbol)).toEqual(expected.map((value) => expect.closeTo(value, 9)));
  });
});
