/** Wilcoxon's signed-rank test of paired, graded scores of independent items. */
import { averageRanks } from './correlation.js';
import { normalSurvival } from './normal.js';

/** What becomes of pairs without a difference: left out (`wilcox`), or ranked and then left out of the sums (`pratt`). */
export type ZeroDifferences = 'wilcox' | 'pratt';

export interface WilcoxonOptions {
  /** Default `wilcox`. */
  readonly zeros?: ZeroDifferences;
  /** Default: exact with at most {@link EXACT_PAIRS} pairs that differ. */
  readonly method?: 'exact' | 'approximate';
}

/** Two-sided. `statistic` is the smaller of the rank sums of positive and negative differences. */
export interface WilcoxonResult {
  readonly method: 'exact' | 'approximate';
  readonly statistic: number;
  readonly p: number;
  /** Pairs that differ. */
  readonly pairs: number;
}

/** Up to so many pairs that differ, the distribution of the rank sum is counted out; beyond, it is as good as normal. */
export const EXACT_PAIRS = 50;

/**
 * Two-sided p of "positive and negative differences are equally large", in (0, 1]; 1 when no pair differs.
 * `exact` counts all 2^n sign patterns of the very ranks found, ties included; `approximate` is normal, with the variance corrected
 * for ties and no correction for continuity. Items must be independent: give one difference a family.
 * Source: F. Wilcoxon, Biometrics Bull. 1 (1945); J. W. Pratt, JASA 54 (1959); as scipy.stats.wilcoxon.
 * @throws RangeError without differences (callers guard) or when one is not finite.
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>, options: WilcoxonOptions = {}): WilcoxonResult {
  const { zeros = 'wilcox' } = options;
  const all = Float64Array.from(differences);
  if (all.length === 0) throw new RangeError('no pairs to compare');
  const bad = all.findIndex((difference) => !Number.isFinite(difference));
  if (bad >= 0) throw new RangeError(`pair ${bad}: difference ${all[bad]} is not finite`);
  const kept = zeros === 'wilcox' ? all.filter((difference) => difference !== 0) : all;
  const ranks = averageRanks(kept.map(Math.abs));
  const differing = ranks.filter((_, i) => kept[i] !== 0);
  const pairs = differing.length;
  const positive = ranks.reduce((sum, rank, i) => ((kept[i] as number) > 0 ? rank : 0) + sum, 0);
  const whole = differing.reduce((sum, rank) => sum + rank, 0);
  const statistic = Math.min(positive, whole - positive);
  const method = options.method ?? (pairs <= EXACT_PAIRS ? 'exact' : 'approximate');
  if (pairs === 0) return { method, statistic, p: 1, pairs };
  const p = method === 'exact' ? exactP(differing, statistic) : approximateP(differing, kept.length, whole / 2, statistic);
  return { method, statistic, p, pairs };
}

/** 2·P(W ≤ statistic) when each rank is counted or not with chance ½; doubled ranks are whole numbers, ties or not. */
function exactP(ranks: Float64Array, statistic: number): number {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  const chance = new Float64Array(most + 1);
  chance[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum -= 1) {
      chance[sum] = ((chance[sum] as number) + (sum >= rank ? (chance[sum - rank] as number) : 0)) / 2;
    }
  }
  const atMost = chance.subarray(0, Math.round(2 * statistic) + 1).reduce((sum, c) => sum + c, 0);
  return Math.min(1, 2 * atMost);
}

function approximateP(ranks: Float64Array, n: number, centre: number, statistic: number): number {
  const zeros = n - ranks.length;
  const cubes = (m: number) => m * (m + 1) * (2 * m + 1);
  const ties = new Map<number, number>();
  for (const rank of ranks) ties.set(rank, (ties.get(rank) ?? 0) + 1);
  const tied = [...ties.values()].reduce((sum, t) => sum + t * (t * t - 1), 0);
  const sd = Math.sqrt((cubes(n) - cubes(zeros) - tied / 2) / 24);
  return 2 * normalSurvival(Math.abs(statistic - centre) / sd);
}
