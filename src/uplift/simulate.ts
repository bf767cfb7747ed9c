/** The simulated conversion uplift of a candidate bot against a baseline, tier PRIOR-ONLY: assumptions, declared and varied. */
import { SIMULATED_NOTICE, type Simulated, type UpliftConfig } from '../schema/index.js';
import { type Comparison, compareEvents } from './comparison.js';
import { dominanceOf } from './dominance.js';
import { type DrawnUplift, drawUplift } from './draws.js';
import { type EventSource, familyCount, pairCount } from './pairs.js';
import { presenceOf } from './presence.js';
import { consultationsPerArm } from './sample-size.js';
import { tornadoOf } from './tornado.js';

/** Rises whenever a simulated number can change. */
export const MODEL_VERSION = 1;
export const DEFAULT_DRAWS = 500;

export interface SimulateOptions extends Pick<UpliftConfig, 'window' | 'purchase' | 'denominator'> {
  readonly seed: number;
  /** Parameter draws, {@link DEFAULT_DRAWS} by default; 0 leaves the intervals out. */
  readonly draws?: number;
  readonly names: { readonly baseline: string; readonly candidate: string };
}

/**
 * Simulates both bots on the same dialogues. Nobody bought anything: without logs the numbers rest on the priors.
 * The result depends on neither the order of the dialogues nor their place in the arrays.
 * @throws Error without dialogues, or when the two sides do not pair up; both are bugs upstream.
 */
export function simulateUplift(baseline: EventSource, candidate: EventSource, options: SimulateOptions): Simulated {
  const { seed, names, draws = DEFAULT_DRAWS } = options;
  const comparison = compareEvents(baseline, candidate, seed);
  return {
    notice: SIMULATED_NOTICE,
    tier: 'PRIOR-ONLY',
    model_version: MODEL_VERSION,
    window: options.window,
    purchase: options.purchase,
    denominator: options.denominator,
    baseline: names.baseline,
    candidate: names.candidate,
    dialogues: pairCount(comparison.pairs),
    families: familyCount(comparison.pairs),
    seed,
    draws,
    ...valuesOf(comparison),
    ...intervalsOf(drawUplift(comparison, { draws })),
    ...describe(comparison),
  };
}

function valuesOf({ point }: Comparison) {
  return {
    simulated_conversion_baseline: point.baseline,
    simulated_conversion_candidate: point.candidate,
    simulated_uplift: point.absolute,
    simulated_uplift_relative: point.relative,
  };
}

function intervalsOf(drawn: DrawnUplift | undefined) {
  if (drawn === undefined) return {};
  return {
    simulated_uplift_interval: drawn.absolute,
    simulated_uplift_relative_interval: drawn.relative,
    ...(drawn.assumptionShare === undefined ? {} : { simulated_assumption_share: drawn.assumptionShare }),
  };
}

function describe(comparison: Comparison) {
  const { pairs, point } = comparison;
  const consultations = point.absolute === 0 ? undefined : consultationsPerArm(point.baseline, point.candidate);
  return {
    dominance: dominanceOf(pairs),
    tornado: tornadoOf(comparison),
    ...(consultations === undefined ? {} : { consultations_per_arm: consultations }),
    events: presenceOf(pairs),
  };
}
