/** Products: the bot's ranked recommendations against graded relevance. */
import type { ProductScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

/** The grades of a ranking; a product named twice counts where it first stands. */
function gradesOf(ranking: readonly string[], grades: Readonly<Record<string, number>>): number[] {
  const found: number[] = [];
  for (const id of ranking.length > 1 ? new Set(ranking) : ranking) found.push(Object.hasOwn(grades, id) ? (grades[id] ?? 0) : 0);
  return found;
}

/** Holds a ranking against grades (0 = irrelevant). Undefined when no grade is above 0. */
export function scoreRanking(ranking: readonly string[], grades: Readonly<Record<string, number>>): ProductScore | undefined {
  const relevant = Object.values(grades).filter((grade) => grade > 0);
  if (relevant.length === 0) return undefined;
  return { ranked: gradesOf(ranking, grades), relevant: relevant.sort((a, b) => b - a) };
}

function scoreProducts({ label, reply }: TurnView): ProductScore | undefined {
  return label?.products === undefined ? undefined : scoreRanking(reply?.products ?? [], label.products);
}

export const productsScorer: Scorer<'products'> = { id: 'products', version: 1, score: scoreProducts };
