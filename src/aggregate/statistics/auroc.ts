/** AUROC: the chance that an in-scope turn is scored above an out-of-scope one, ties counting half (Mann–Whitney). */
import { SCOPE_SCORES } from '../sources/scope-scores.js';
import { NO_WEIGHTS, type StatisticSet, type Weights } from '../statistic.js';
import { type Descending, scopeRanking } from './scope-ranking.js';

/** Undefined without both kinds of turns, and where no confidence was stated. Source: scikit-learn `roc_auc_score`. */
export const AUROC: StatisticSet = {
  source: SCOPE_SCORES,
  outputs: 1,
  prepare: (sample) => {
    const ranking = scopeRanking(sample);
    if (ranking === undefined) return () => NO_WEIGHTS;
    const ones = new Uint8Array(sample.families).fill(1);
    return (weights = ones) => [auroc(ranking.inside, ranking.outside, weights)];
  },
  influences: (sample) => {
    const moves = new Float64Array(sample.families);
    const ranking = scopeRanking(sample);
    if (ranking !== undefined) addMoves(ranking.inside, ranking.outside, moves);
    return [moves];
  },
};

function auroc(inside: Descending, outside: Descending, weights: Weights): number | undefined {
  let pairs = 0;
  let [above, rejected] = [0, 0];
  let next = 0;
  for (let at = 0; at < outside.scores.length; ) {
    const score = outside.scores[at] as number;
    for (; next < inside.scores.length && (inside.scores[next] as number) > score; next += 1) {
      above += weights[inside.owners[next] as number] as number;
    }
    let equal = 0;
    for (; next < inside.scores.length && inside.scores[next] === score; next += 1) {
      equal += weights[inside.owners[next] as number] as number;
    }
    let here = 0;
    for (; at < outside.scores.length && outside.scores[at] === score; at += 1)
      here += weights[outside.owners[at] as number] as number;
    pairs += here * (above + equal / 2);
    above += equal;
    rejected += here;
  }
  for (; next < inside.scores.length; next += 1) above += weights[inside.owners[next] as number] as number;
  return above === 0 || rejected === 0 ? undefined : pairs / (above * rejected);
}

/**
 * A turn moves the AUROC by (its own chance of standing in order − the AUROC) / turns of its kind.
 * Source: E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44 (1988), summed over families.
 */
function addMoves(inside: Descending, outside: Descending, moves: Float64Array): void {
  const [insiders, outsiders] = [inside.scores.length, outside.scores.length];
  const chances = [chancesIn(inside, outside, outsiders), chancesIn(outside, inside, insiders)] as const;
  const value = chances[0].reduce((sum, beaten) => sum + beaten, 0) / insiders;
  inside.owners.forEach((owner, i) => {
    moves[owner] = (moves[owner] as number) + ((chances[0][i] as number) - value) / insiders;
  });
  outside.owners.forEach((owner, i) => {
    moves[owner] = (moves[owner] as number) + (1 - (chances[1][i] as number) - value) / outsiders;
  });
}

/** For each turn the share of the others that it is scored above, ties counting half. */
function chancesIn(turns: Descending, others: Descending, count: number): Float64Array {
  let [above, reached] = [0, 0];
  return turns.scores.map((score) => {
    while (above < count && (others.scores[above] as number) > score) above += 1;
    reached = Math.max(reached, above);
    while (reached < count && others.scores[reached] === score) reached += 1;
    return (count - above - (reached - above) / 2) / count;
  });
}
