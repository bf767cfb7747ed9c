/** Links between a linear predictor and a probability. */

export type LinkName = 'logit' | 'cloglog';

interface Link {
  /** ln p and ln(1 − p) at the predictor. */
  readonly logs: (eta: number) => { readonly logP: number; readonly logQ: number };
  /** Derivative of the log likelihood of an outcome by the predictor, and the expected information. */
  readonly scores: (eta: number, y: number) => { readonly gradient: number; readonly weight: number };
}

function logOnePlusExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** p = 1/(1 + e^−η). */
const logit: Link = {
  logs: (eta) => ({ logP: -logOnePlusExp(-eta), logQ: -logOnePlusExp(eta) }),
  scores: (eta, y) => {
    const p = 1 / (1 + Math.exp(-eta));
    return { gradient: y - p, weight: p * (1 / (1 + Math.exp(eta))) };
  },
};

/** p = 1 − exp(−e^η): the chance of at least one event at rate e^η. */
const cloglog: Link = {
  logs: (eta) => ({ logP: Math.log(-Math.expm1(-Math.exp(eta))), logQ: -Math.exp(eta) }),
  scores: (eta, y) => {
    const rate = Math.exp(eta);
    const p = -Math.expm1(-rate);
    // dp/dη = rate·q, so gradient = (y − p)·rate/p and weight = rate²·q/p; rate/p → 1 as both vanish.
    const steep = rate > 0 ? rate / p : 1;
    return { gradient: (y - p) * steep, weight: rate * steep * Math.exp(-rate) };
  },
};

export const LINKS: Readonly<Record<LinkName, Link>> = { logit, cloglog };
