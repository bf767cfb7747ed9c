/** The priors of the simulation's parameters, all by their quantile function: draws and tornado use the same one. */
import { betaQuantile, normalQuantile } from '../stats/index.js';

/** `spread` of a log-normal is the standard deviation of the logarithm; `fixed` parameters have one value only. */
export type Prior =
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'log-normal'; readonly median: number; readonly spread: number }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number }
  | { readonly kind: 'uniform'; readonly lower: number; readonly upper: number }
  | { readonly kind: 'fixed' };

/** Quantile at `p` in (0,1); `value` is what a fixed parameter holds. */
export function priorQuantile({ prior, value }: { readonly prior: Prior; readonly value: number }, p: number): number {
  switch (prior.kind) {
    case 'normal':
      return prior.mean + prior.sd * normalQuantile(p);
    case 'log-normal':
      return prior.median * Math.exp(prior.spread * normalQuantile(p));
    case 'beta':
      return betaQuantile(p, prior.a, prior.b);
    case 'uniform':
      return prior.lower + (prior.upper - prior.lower) * p;
    case 'fixed':
      return value;
  }
}
