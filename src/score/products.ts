/** Products: the bot's ranked recommendations against graded relevance. */
import type { ProductScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

const DEPTH = 5;

function dcg(grades: readonly number[]): number {
  return grades.slice(0, DEPTH).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
}

/**
 * Scores a ranking against grades (0 = irrelevant); a product named twice counts where it first stands.
 * Undefined when no grade is above 0. Source: Järvelin & Kekäläinen, linear gain, log2 discount, ideal over all relevant.
 */
export function scoreRanking(ranking: readonly string[], grades: Readonly<Record<string, number>>): ProductScore | undefined {
  const relevant = Object.values(grades).filter((grade) => grade > 0);
  if (relevant.length === 0) return undefined;
  const ranked = [...new Set(ranking)].map((id) => (Object.hasOwn(grades, id) ? (grades[id] ?? 0) : 0));
  const first = ranked.findIndex((grade) => grade > 0);
  const hit = (k: number): 0 | 1 => (first >= 0 && first < k ? 1 : 0);
  return {
    hit1: hit(1),
    hit3: hit(3),
    hit5: hit(5),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    ndcg5: dcg(ranked) / dcg(relevant.sort((a, b) => b - a)),
  };
}

function scoreProducts({ label, reply }: TurnView): ProductScore | undefined {
  return label?.products === undefined ? undefined : scoreRanking(reply?.products ?? [], label.products);
}

export const productsScorer: Scorer<'products'> = { id: 'products', version: 1, score: scoreProducts };
