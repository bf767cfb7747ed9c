/** How far the assumptions can carry the uplift: its range over the parameter box, and the values at which it vanishes. */
import { compareEvents, upliftFunction } from './comparison.js';
import type { EventSource } from './pairs.js';
import {
  DEFAULT_PARAMETERS,
  type ParameterInfo,
  type ParameterName,
  type UpliftParameters,
  VARIED_PARAMETERS,
} from './parameters.js';
import { priorQuantile } from './priors.js';

export interface Sensitivity {
  /**
   * Least and greatest uplift found with every parameter between the 5% and 95% quantile of its prior. Found by going from
   * corner to corner of the box, one parameter at a time: bounds from within, the true range may be wider.
   */
  readonly simulated_range: { readonly lower: number; readonly upper: number };
  /** The value nearest to the default at which the uplift is 0, the others at their defaults; parameters without one are left out. */
  readonly break_even: readonly { readonly parameter: ParameterName; readonly value: number }[];
}

const BOX = [0.05, 0.95] as const;
const MOST_SWEEPS = 10;
/** Prior quantiles between which a change of sign is looked for; both sides of it are then halved. */
const GRID = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const HALVINGS = 40;

type UpliftFunction = (parameters: UpliftParameters) => number;

/** @throws Error as {@link compareEvents}. */
export function upliftSensitivity(baseline: EventSource, candidate: EventSource, seed: number): Sensitivity {
  const comparison = compareEvents(baseline, candidate, seed);
  const upliftAt = upliftFunction(comparison);
  const [lower, upper] = [farthest(upliftAt, -1), farthest(upliftAt, 1)];
  const breakEven = VARIED_PARAMETERS.flatMap((info) => {
    const value = breakEvenOf(upliftAt, info);
    return value === undefined ? [] : [{ parameter: info.name, value }];
  });
  return { simulated_range: { lower, upper }, break_even: breakEven };
}

/** Moves one parameter at a time to the end of the box that helps most, until none does. */
function farthest(upliftAt: UpliftFunction, direction: 1 | -1): number {
  let at: UpliftParameters = DEFAULT_PARAMETERS;
  let best = upliftAt(at);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    const before = best;
    for (const info of VARIED_PARAMETERS) {
      for (const p of BOX) {
        const moved = { ...at, [info.name]: priorQuantile(info, p) };
        const uplift = upliftAt(moved);
        if (direction * (uplift - best) <= 0) continue;
        best = uplift;
        at = moved;
      }
    }
    if (best === before) break;
  }
  return best;
}

function breakEvenOf(upliftAt: UpliftFunction, info: ParameterInfo): number | undefined {
  const upliftWith = (value: number) => upliftAt({ ...DEFAULT_PARAMETERS, [info.name]: value });
  const start = Math.sign(upliftAt(DEFAULT_PARAMETERS));
  if (start === 0) return undefined;
  const values = GRID.map((p) => priorQuantile(info, p));
  const sides = [values.filter((value) => value > info.value), values.filter((value) => value < info.value).reverse()];
  const crossings = sides.flatMap((side) => {
    const beyond = side.findIndex((value) => Math.sign(upliftWith(value)) !== start);
    if (beyond < 0) return [];
    return [bisect(upliftWith, start, side[beyond - 1] ?? info.value, side[beyond] as number)];
  });
  return crossings.sort((a, b) => Math.abs(a - info.value) - Math.abs(b - info.value))[0];
}

/** The sign is `start` at `near` and another at `far`. */
function bisect(f: (value: number) => number, start: number, near: number, far: number): number {
  let [inside, outside] = [near, far];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (inside + outside) / 2;
    if (Math.sign(f(middle)) === start) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}
