/** Score interval of a share over turns that are clustered in families. */
import { compensatedSquares, compensatedSum } from './compensated-sum.js';
import { effectiveDegrees, requireSums, UNSEEN_FAMILY } from './family-residuals.js';
import { tailOf } from './level.js';
import type { Interval } from './proportion.js';
import { studentQuantile } from './student.js';

/**
 * Interval of Σ numerators / Σ denominators for a mean, share or ratio in [0,1], 0 ≤ numerator ≤ denominator in each family.
 * Wilson's score interval for the effective number of independent turns, value·(1 − value)/se², with three guards for what few or rare
 * deviating families hide: a t quantile in place of z; its degrees of freedom by Satterthwaite, 2/(κ − 1/G) with κ = Σr⁴/(Σr²)², at most G − 1, so
 * that a variance that rests on a handful of families counts as such; and in the variance a third of one more family of (size-weighted)
 * mean size with the largest deviation a turn that was seen.
 * Undefined for fewer than two families, at 0 and 1, and where all families agree: there is no scatter to judge by.
 * Sources: E. B. Wilson, JASA 22 (1927); E. Korn and B. Graubard, Survey Methodology 24 (1998) for the effective size; F. E. Satterthwaite,
 * Biometrics Bull. 2 (1946). The guards are this project's own; docs/statistics.md shows their coverage.
 * @throws RangeError when columns differ in length, a value is not finite, a denominator is not above 0 or the level is outside of (0,1).
 */
export function clusterScore(numerators: Float64Array, denominators: Float64Array, level: number): Interval | undefined {
  tailOf(level);
  requireSums(numerators, denominators);
  const total = compensatedSum(denominators);
  const value = compensatedSum(numerators) / total;
  if (!(numerators.length > 1 && value > 0 && value < 1)) return undefined;
  const residuals = new Float64Array(numerators.length);
  for (let g = 0; g < residuals.length; g += 1) residuals[g] = (numerators[g] as number) - value * (denominators[g] as number);
  return scoreInterval(value, residuals, denominators, level);
}

/**
 * The interval of {@link clusterScore} for any value in (0,1) that a family moves by residual/Σ sizes; residuals sum to about 0.
 * Undefined for fewer than two families and where none moves it.
 */
export function scoreInterval(value: number, residuals: Float64Array, sizes: Float64Array, level: number): Interval | undefined {
  const families = residuals.length;
  const squares = compensatedSquares(residuals);
  const total = compensatedSum(sizes);
  // Residuals of pure rounding are no scatter.
  if (families < 2 || squares <= (1e-12 * total) ** 2) return undefined;
  let farthest = 0;
  for (let g = 0; g < families; g += 1) farthest = Math.max(farthest, Math.abs(residuals[g] as number) / (sizes[g] as number));
  const typicalSize = compensatedSquares(sizes) / total;
  const variance = ((families / (families - 1)) * (squares + UNSEEN_FAMILY * (typicalSize * farthest) ** 2)) / total ** 2;
  const t = studentQuantile(1 - tailOf(level), effectiveDegrees(residuals));
  return wilsonAround(value, (value * (1 - value)) / variance, t);
}

function wilsonAround(value: number, n: number, z: number): Interval {
  const scale = 1 / (1 + (z * z) / n);
  const centre = (value + (z * z) / (2 * n)) * scale;
  const half = z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n)) * scale;
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
