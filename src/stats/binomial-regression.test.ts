import { describe, expect, it } from 'vitest';
import { fitBinomial, type RegressionFit, type RegressionInput } from './binomial-regression.js';
import golden from './fixtures/regression.json' with { type: 'json' };

type Fitted = Extract<RegressionFit, { status: 'fitted' }>;

function fitted(input: RegressionInput): Fitted {
  const fit = fitBinomial(input);
  if (fit.status !== 'fitted') throw new Error(fit.reason);
  return fit;
}

const link = (name: string) => name as RegressionInput['link'];

describe('fitBinomial', () => {
  it('agrees with statsmodels', () => {
    for (const { link: name, x, y, coef, se, loglik } of golden.cases) {
      const fit = fitted({ link: link(name), x, y });
      coef.forEach((value, j) => {
        expect(Math.abs((fit.coefficients[j] as number) - value), `${name} ${j}`).toBeLessThan(1e-9);
        expect(Math.abs((fit.standardErrors[j] as number) - (se[j] as number)), `${name} ${j}`).toBeLessThan(1e-9);
      });
      expect(Math.abs(fit.logLikelihood - loglik)).toBeLessThan(1e-9);
    }
  });

  it('by hand: an intercept alone is the link of the share', () => {
    const x = [[], [], [], []];
    const y = [1, 0, 0, 0];
    const logit = fitted({ link: 'logit', x, y });
    expect(logit.coefficients[0]).toBeCloseTo(Math.log(1 / 3), 12);
    expect(logit.standardErrors[0]).toBeCloseTo(1 / Math.sqrt(4 * 0.25 * 0.75), 12);
    expect(fitted({ link: 'cloglog', x, y }).coefficients[0]).toBeCloseTo(Math.log(-Math.log(0.75)), 12);
    // Half an outcome each counts like one of each.
    expect(fitted({ link: 'logit', x: [[], []], y: [0.25, 0.25] }).coefficients[0]).toBeCloseTo(Math.log(1 / 3), 12);
  });

  it('is drawn towards the prior: score and pull balance', () => {
    const { x, y } = golden.cases[0] as (typeof golden.cases)[number];
    const input = { link: link('logit'), x, y };
    const priors = [undefined, { mean: 1, sd: 0.02 }, { mean: 0, sd: 1e6 }];
    const b = fitted({ ...input, priors }).coefficients;
    const free = fitted(input).coefficients;
    expect(b[1]).toBeGreaterThan(free[1] as number);
    expect(b[1]).toBeLessThan(1);
    const residual = x.map((row, i) => {
      const eta = (b[0] as number) + (b[1] as number) * (row[0] as number) + (b[2] as number) * (row[1] as number);
      return (y[i] as number) - 1 / (1 + Math.exp(-eta));
    });
    const score = residual.reduce((sum, r, i) => sum + r * ((x[i] as number[])[0] as number), 0);
    expect(score).toBeCloseTo(((b[1] as number) - 1) / 0.02 ** 2, 6);
    // A prior so wide says nothing.
    fitted({ ...input, priors: [undefined, undefined, { mean: 5, sd: 1e7 }] }).coefficients.forEach((value, j) => {
      expect(value).toBeCloseTo(free[j] as number, 9);
    });
  });

  it('gives a reason when outcomes are told apart, all alike, or columns depend on each other', () => {
    const separated = { link: 'logit' as const, x: [[-2], [-1], [1], [2]], y: [0, 0, 1, 1] };
    expect(fitBinomial(separated)).toMatchObject({ status: 'failed', reason: expect.stringContaining('give priors') });
    expect(fitBinomial({ ...separated, y: [1, 1, 1, 1] })).toMatchObject({ status: 'failed' });
    expect(fitBinomial({ ...separated, link: 'cloglog', y: [0, 0, 0, 0] })).toMatchObject({ status: 'failed' });
    expect(fitBinomial({ ...separated, link: 'cloglog' })).toMatchObject({ status: 'failed' });
    const priors = [
      { mean: 0, sd: 1 },
      { mean: 0, sd: 1 },
    ];
    expect(fitBinomial({ ...separated, priors }).status).toBe('fitted');
    expect(fitBinomial({ ...separated, link: 'cloglog', priors }).status).toBe('fitted');
    const twice = {
      link: 'logit' as const,
      x: [
        [1, 2],
        [2, 4],
        [3, 6],
        [0, 0],
      ],
      y: [0, 1, 0, 1],
    };
    expect(fitBinomial(twice)).toEqual({ status: 'failed', reason: 'the columns depend on each other' });
  });

  it('rejects what cannot be fitted', () => {
    const ok = { link: 'logit' as const, x: [[1], [2]], y: [0, 1] };
    expect(() => fitBinomial({ ...ok, x: [], y: [] })).toThrow(RangeError);
    expect(() => fitBinomial({ ...ok, y: [0] })).toThrow(/2 rows for 1/);
    expect(() => fitBinomial({ ...ok, x: [[1], [2, 3]] })).toThrow(/row 1/);
    expect(() => fitBinomial({ ...ok, x: [[1], [Number.NaN]] })).toThrow(/row 1/);
    expect(() => fitBinomial({ ...ok, y: [0, 2] })).toThrow(/outcome 1/);
    expect(() => fitBinomial({ ...ok, priors: [undefined] })).toThrow(/1 priors for 2/);
    expect(() => fitBinomial({ ...ok, priors: [undefined, { mean: 0, sd: 0 }] })).toThrow(/prior 1/);
    expect(() => fitBinomial({ ...ok, x: [[], []], intercept: false })).toThrow(/no columns/);
  });
});
