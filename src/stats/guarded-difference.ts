/** The difference of two runs over the same families, with guards for what few or rare deviating families hide. */
import type { RatioColumns } from './cluster-bootstrap.js';
import { compensatedSum } from './compensated-sum.js';
import { effectiveDegrees, UNSEEN_FAMILY } from './family-residuals.js';
import { tailOf } from './level.js';
import { type DifferenceSpread, linearisedDifference } from './paired-difference.js';
import { studentQuantile } from './student.js';

/** A difference (or any other smooth value), and what it is made of, by family that takes part. */
export interface Moves {
  readonly difference: number;
  /** By how much each family moves it; they sum to about 0. */
  readonly influence: Float64Array;
  /** How large each family is, in any unit; not all 0. */
  readonly sizes: Float64Array;
  /** Families that differ at all, and how far a family can move for its size (1: a share, from all wrong to all right); absent: without bound. */
  readonly possible?: { readonly differing: number; readonly farthest: number };
}

/**
 * {@link linearisedDifference} with the size of a family: the mean of its shares of the two denominators. `farthest`: of {@link Moves.possible}.
 */
export function ratioMoves(baseline: RatioColumns, candidate: RatioColumns, farthest?: number): Moves {
  const { difference, influence } = linearisedDifference(baseline, candidate);
  const [before, after] = [compensatedSum(baseline.denominator), compensatedSum(candidate.denominator)];
  const sizes = new Float64Array(influence.length);
  let families = 0;
  let differing = 0;
  for (let g = 0; g < baseline.denominator.length; g += 1) {
    const [b, c] = [baseline.denominator[g] as number, candidate.denominator[g] as number];
    if (b === 0 && c === 0 && baseline.numerator[g] === 0 && candidate.numerator[g] === 0) continue;
    sizes[families] = (b / before + c / after) / 2;
    families += 1;
    if (b !== c || baseline.numerator[g] !== candidate.numerator[g]) differing += 1;
  }
  return { difference, influence, sizes, ...(farthest === undefined ? {} : { possible: { differing, farthest } }) };
}

/** Up to so many families that differ, none of them need have moved as far as is possible: when they move both ways, and when all move one way. */
const FEW = { bothWays: 3, oneWay: 8 } as const;

/** Scatter below this share of what is possible is rounding. */
const ROUNDING = 1e-12;

/**
 * Standard error and degrees of freedom of a difference, as `clusterScore` guards them: the cluster-robust variance and a third of one
 * more family of (size-weighted) mean size with the largest move for its size that was seen; Satterthwaite's degrees of freedom from the
 * moves, few where a handful of families carries the variance. Where few families differ, those that moved far may all be unseen: up to 3 that differ (8 when all
 * move one way, in between by how one-sided they are) leave the unseen family as large a move as is possible, and more a share of it, 3 or 8 over their number.
 * Undefined for fewer than two families, and where all move alike: there is no scatter to judge by.
 * Sources: F. E. Satterthwaite, Biometrics Bull. 2 (1946) for the degrees of freedom; the unseen family is this project's own, its coverage
 * stands in docs/statistics.md.
 */
export function guardedSpread({ difference, influence, sizes, possible }: Moves): DifferenceSpread | undefined {
  const families = influence.length;
  const squares = compensatedSum(influence.map((e) => e * e));
  if (families < 2 || squares <= (ROUNDING * Math.max(Math.abs(difference), ROUNDING)) ** 2) return undefined;
  const total = compensatedSum(sizes);
  let farthest = 0;
  let [gains, losses] = [0, 0];
  for (let g = 0; g < families; g += 1) {
    const size = (sizes[g] as number) / total;
    if (size > 0) farthest = Math.max(farthest, Math.abs(influence[g] as number) / size);
    const share = (influence[g] as number) + difference * size;
    if (share > 0) gains += share;
    else losses -= share;
  }
  if (possible !== undefined) {
    const oneSided = gains + losses === 0 ? 0 : Math.abs(gains - losses) / (gains + losses);
    const few = FEW.bothWays + (FEW.oneWay - FEW.bothWays) * oneSided;
    farthest = Math.max(farthest, possible.farthest * Math.min(1, few / Math.max(1, possible.differing)));
  }
  const typical = compensatedSum(sizes.map((size) => (size / total) ** 2));
  const variance = (families / (families - 1)) * (squares + UNSEEN_FAMILY * (typical * farthest) ** 2);
  return { difference, se: Math.sqrt(variance), df: effectiveDegrees(influence), families };
}

/** Two-sided t interval of a spread. @throws RangeError when the level is outside of (0,1). */
export function spreadInterval({ difference, se, df }: DifferenceSpread, level: number): { lower: number; upper: number } {
  const half = studentQuantile(1 - tailOf(level), df) * se;
  return { lower: difference - half, upper: difference + half };
}

/**
 * Scatter of one family for plans, se·√G, made larger where the degrees of freedom are fewer than G − 1: a plan that reckons with G − 1 gets
 * for G families the very interval that was seen. `level` is that of a one-sided bound.
 */
export function planningSd({ se, df, families = df + 1 }: DifferenceSpread, level: number): number {
  const widening = families > 1 && df < families - 1 ? studentQuantile(level, df) / studentQuantile(level, families - 1) : 1;
  return se * Math.sqrt(families) * widening;
}
