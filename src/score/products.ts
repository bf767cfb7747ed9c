/** Products: the bot's ranked recommendations against graded relevance. */
import type { ProductScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

const DEPTH = 5;

function dcg(grades: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < grades.length && i < DEPTH; i += 1) sum += (grades[i] as number) / Math.log2(i + 2);
  return sum;
}

/** The grades of a ranking; a product named twice counts where it first stands. */
function gradesOf(ranking: readonly string[], grades: Readonly<Record<string, number>>): number[] {
  const found: number[] = [];
  for (const id of ranking.length > 1 ? new Set(ranking) : ranking) found.push(Object.hasOwn(grades, id) ? (grades[id] ?? 0) : 0);
  return found;
}

/**
 * Scores a ranking against grades (0 = irrelevant). Undefined when no grade is above 0.
 * Source: Järvelin & Kekäläinen, linear gain, log2 discount, ideal over all relevant.
 */
export function scoreRanking(ranking: readonly string[], grades: Readonly<Record<string, number>>): ProductScore | undefined {
  const relevant = Object.values(grades).filter((grade) => grade > 0);
  if (relevant.length === 0) return undefined;
  const ranked = gradesOf(ranking, grades);
  const first = ranked.findIndex((grade) => grade > 0);
  const hit = (k: number): 0 | 1 => (first >= 0 && first < k ? 1 : 0);
  return {
    hit1: hit(1),
    hit3: hit(3),
    hit5: hit(5),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    ndcg5: dcg(ranked) / dcg(relevant.length > 1 ? relevant.sort((a, b) => b - a) : relevant),
  };
}

function scoreProducts({ label, reply }: TurnView): ProductScore | undefined {
  return label?.products === undefined ? undefined : scoreRanking(reply?.products ?? [], label.products);
}

export const productsScorer: Scorer<'products'> = { id: 'products', version: 1, score: scoreProducts };
