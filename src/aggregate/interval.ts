/** Which interval a metric gets: by families, never by turns. */
import { clopperPearson, clusteredMean, wilson } from '../stats/index.js';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly method: 'wilson' | 'clopper-pearson' | 'cluster-t' | 'cluster-linearised' | 'cluster-bootstrap';
}

/** Σ numerator and Σ denominator a family. */
export interface FamilySums {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
}

/** Drops families without eligible turns: they say nothing of the metric. */
export function eligibleFamilies({ numerators, denominators }: FamilySums): FamilySums {
  if (denominators.indexOf(0) === -1) return { numerators, denominators };
  const sums = { numerators: new Float64Array(numerators.length), denominators: new Float64Array(numerators.length) };
  let kept = 0;
  for (let i = 0; i < denominators.length; i += 1) {
    if ((denominators[i] as number) === 0) continue;
    sums.numerators[kept] = numerators[i] as number;
    sums.denominators[kept] = denominators[i] as number;
    kept += 1;
  }
  return { numerators: sums.numerators.subarray(0, kept), denominators: sums.denominators.subarray(0, kept) };
}

/**
 * When every family sits at the same end of [0,1], resampling and standard errors give an interval of no width: false
 * certainty. The exact interval for as many successes as there are families is the honest one.
 */
export function extremeInterval({ numerators, denominators }: FamilySums, level: number): Interval | undefined {
  const families = denominators.length;
  const allZero = numerators.every((n) => n === 0);
  const allOne = numerators.every((n, i) => n === denominators[i]);
  if (!allZero && !allOne) return undefined;
  return { ...clopperPearson(allOne ? families : 0, families, level), method: 'clopper-pearson' };
}

/** Mean over turns; undefined with one family. `binary`: each value is 0 or 1; `range`: of the values. */
export function meanInterval(
  sums: FamilySums,
  level: number,
  { binary, range: [least, most] }: { readonly binary: boolean; readonly range: readonly [number, number | 'unbounded'] },
): Interval | undefined {
  const families = sums.denominators.length;
  if (families < 2) return undefined;
  const extreme = least === 0 && most === 1 ? extremeInterval(sums, level) : undefined;
  if (extreme !== undefined) return extreme;
  if (binary && sums.denominators.every((d) => d === 1)) {
    const successes = sums.numerators.reduce((a, b) => a + b, 0);
    return { ...wilson(successes, families, level), method: 'wilson' };
  }
  const estimate = clusteredMean(sums.numerators, sums.denominators, level);
  if (!('lower' in estimate)) return undefined;
  const { lower, upper } = estimate;
  // Families that all agree to the last digit show no scatter to judge by; a width of 0 would be false certainty.
  if (lower === upper) return undefined;
  return {
    lower: Math.max(least, lower),
    upper: most === 'unbounded' ? upper : Math.min(most, upper),
    method: 'cluster-t',
  };
}
