/** One parameter at a time at the ends of its prior: which assumption the uplift hangs on most. */
import type { Simulated } from '../schema/index.js';
import { type Comparison, upliftFunction } from './comparison.js';
import { DEFAULT_PARAMETERS, type ParameterInfo, VARIED_PARAMETERS } from './parameters.js';
import { priorQuantile } from './priors.js';

type Bar = Simulated['tornado'][number];

/**
 * Uplift with one parameter at the 5% and at the 95% quantile of its prior and the others at their defaults, widest first.
 * The parameter that is held fixed has no bar.
 */
export function tornadoOf(comparison: Comparison): Bar[] {
  const upliftAt = upliftFunction(comparison);
  const withQuantile = (info: ParameterInfo, p: number) =>
    upliftAt({ ...DEFAULT_PARAMETERS, [info.name]: priorQuantile(info, p) });
  const bars = VARIED_PARAMETERS.map((info) => ({
    parameter: info.name,
    simulated_at_p05: withQuantile(info, 0.05),
    simulated_at_p95: withQuantile(info, 0.95),
  }));
  // Sorting is stable: bars of equal width keep the order of the equations.
  return bars.sort((a, b) => width(b) - width(a));
}

function width(bar: Bar): number {
  return Math.abs(bar.simulated_at_p95 - bar.simulated_at_p05);
}
