/** Interval of a mean of positive, skewed values over turns that are clustered in families. */
import { compensatedSquares, compensatedSum } from './compensated-sum.js';
import { effectiveDegrees, requireSums } from './family-residuals.js';
import { tailOf } from './level.js';
import type { Interval } from './proportion.js';
import { studentQuantile } from './student.js';

/**
 * Interval of Σ sums / Σ counts for a mean above 0, such as of times: t on the scale of logarithms, mean · e^(± t·se/mean), with the
 * cluster-robust standard error and Satterthwaite's degrees of freedom from the families' residuals. Above 0, longer upwards than downwards.
 * Undefined for fewer than two families, a mean that is not above 0, and where all families agree.
 * Source: delta method; `effectiveDegrees` for the degrees of freedom.
 * @throws RangeError when columns differ in length, a value is not finite, a count is not above 0 or the level is outside of (0,1).
 */
export function clusterLogT(sums: Float64Array, counts: Float64Array, level: number): Interval | undefined {
  const tail = tailOf(level);
  requireSums(sums, counts);
  const [families, total] = [sums.length, compensatedSum(counts)];
  const mean = compensatedSum(sums) / total;
  if (!(families > 1 && mean > 0)) return undefined;
  const residuals = sums.map((sum, g) => sum - mean * (counts[g] as number));
  const squares = compensatedSquares(residuals);
  // Residuals of pure rounding are no scatter.
  if (squares <= (1e-12 * mean * total) ** 2) return undefined;
  const se = Math.sqrt((families / (families - 1)) * squares) / total;
  const factor = Math.exp((studentQuantile(1 - tail, effectiveDegrees(residuals)) * se) / mean);
  return { lower: mean / factor, upper: mean * factor };
}
