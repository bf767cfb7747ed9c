/** Intervals from how far each family moves a value (the delta method): one pass instead of a thousand resamples. */
import { clusterScore, scoreInterval, studentQuantile } from '../stats/index.js';
import { type FamilySums, type Interval, isUnit, type Range } from './interval.js';

/** From so many families on, linearisation replaces the bootstrap of statistics that can be negative and know their influences. */
export const MANY_FAMILIES = 500;

/** Σ numerator / Σ denominator in [0,1]; the coverage of all alternatives stands in docs/statistics.md. */
export function linearisedRatio({ numerators, denominators }: FamilySums, level: number): Interval | undefined {
  const found = clusterScore(numerators, denominators, level);
  return found === undefined ? undefined : { ...found, method: 'cluster-score' };
}

/** What a smooth statistic came to, and what it is made of. */
export interface Influenced {
  readonly value: number;
  /** How far each family moves the value. */
  readonly influence: Float64Array;
  /** Samples of each family. */
  readonly sizes: Float64Array;
}

/**
 * Any smooth statistic: score for values in [0,1], plain t for those that can be negative. Undefined with fewer than two families, or when
 * none moves it.
 */
export function linearisedStatistic({ value, influence, sizes }: Influenced, level: number, range: Range): Interval | undefined {
  if (!isUnit(range)) return linearisedT(value, influence, level, range);
  if (!(value > 0 && value < 1)) return undefined;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const held = { residuals: new Float64Array(sizes.length), sizes: new Float64Array(sizes.length) };
  let families = 0;
  for (let g = 0; g < sizes.length; g += 1) {
    if (sizes[g] === 0) continue;
    held.residuals[families] = total * (influence[g] as number);
    held.sizes[families] = sizes[g] as number;
    families += 1;
  }
  const interval = scoreInterval(value, held.residuals.subarray(0, families), held.sizes.subarray(0, families), level);
  return interval === undefined ? undefined : { ...interval, method: 'cluster-score' };
}

function linearisedT(value: number, influence: Float64Array, level: number, [least, most]: Range): Interval | undefined {
  const families = influence.length;
  const squares = influence.reduce((sum, u) => sum + u * u, 0);
  if (families < 2 || squares === 0) return undefined;
  const half = studentQuantile(1 - (1 - level) / 2, families - 1) * Math.sqrt((families / (families - 1)) * squares);
  const upper = most === 'unbounded' ? value + half : Math.min(most, value + half);
  return { lower: Math.max(least, value - half), upper, method: 'cluster-linearised' };
}
