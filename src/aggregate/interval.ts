/** Which interval a metric gets: by families, never by turns. */
import { type Interval as Bounds, clopperPearson, clusteredMean, clusterLogT, clusterScore, wilson } from '../stats/index.js';

/** Of a quantile, an end can be infinite: the values are too few for one. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly method:
    | 'wilson'
    | 'clopper-pearson'
    | 'cluster-t'
    | 'cluster-score'
    | 'cluster-log-t'
    | 'cluster-quantile'
    | 'cluster-linearised'
    | 'cluster-bootstrap';
}

/** Σ numerator and Σ denominator a family. */
export interface FamilySums {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
}

/** Least and largest value that a metric can have. */
export type Range = readonly [number, number | 'unbounded'];

/** Whether the values lie in [0,1]. */
export function isUnit([least, most]: Range): boolean {
  return least === 0 && most === 1;
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
  { binary, range }: { readonly binary: boolean; readonly range: Range },
): Interval | undefined {
  const families = sums.denominators.length;
  if (families < 2) return undefined;
  const extreme = isUnit(range) ? extremeInterval(sums, level) : undefined;
  if (extreme !== undefined) return extreme;
  if (binary && sums.denominators.every((d) => d === 1)) {
    const successes = sums.numerators.reduce((a, b) => a + b, 0);
    return { ...wilson(successes, families, level), method: 'wilson' };
  }
  return scatterInterval(sums, level, range);
}

/**
 * By the scatter of the families, with the method whose coverage holds for the range of the values (docs/statistics.md): score for [0,1],
 * t on logarithms for times, plain t for what can be negative. None where all families agree: a width of 0 would be false certainty.
 */
export function scatterInterval(
  { numerators, denominators }: FamilySums,
  level: number,
  [least, most]: Range,
): Interval | undefined {
  if (isUnit([least, most])) return named(clusterScore(numerators, denominators, level), 'cluster-score');
  if (least === 0) return named(clusterLogT(numerators, denominators, level), 'cluster-log-t');
  const estimate = clusteredMean(numerators, denominators, level);
  if (estimate.kind === 'point' || estimate.lower === estimate.upper) return undefined;
  const upper = most === 'unbounded' ? estimate.upper : Math.min(most, estimate.upper);
  return { lower: Math.max(least, estimate.lower), upper, method: 'cluster-t' };
}

function named(found: Bounds | undefined, method: Interval['method']): Interval | undefined {
  return found === undefined ? undefined : { lower: found.lower, upper: found.upper, method };
}
