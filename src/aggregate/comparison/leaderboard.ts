/** Ranks that the tests support: a run is ahead of another only where the difference is more than chance. */
import type { Direction, Leaderboard } from '../../schema/index.js';
import { holm } from '../../stats/index.js';

export interface Contender {
  readonly name: string;
  readonly value: number;
}

/**
 * `p(a, b)` is that of the difference between two contenders, by position; undefined counts as no difference. Holm over all pairs.
 * A run's best rank is one more than the runs that are surely ahead of it, its worst is the number of runs less those surely behind.
 * Best first; equal values by name. Direction `none` ranks nobody.
 */
export function leaderboard(
  metric: string,
  contenders: readonly Contender[],
  direction: Direction,
  level: number,
  p: (a: number, b: number) => number | undefined,
): Leaderboard {
  const pairs = contenders.flatMap((_, a) => contenders.slice(a + 1).map((__, i) => [a, a + 1 + i] as const));
  const adjusted = holm(pairs.map(([a, b]) => p(a, b) ?? 1));
  const ahead = contenders.map(() => 0);
  const behind = contenders.map(() => 0);
  pairs.forEach(([a, b], i) => {
    const [first, second] = [contenders[a] as Contender, contenders[b] as Contender];
    if (direction === 'none' || first.value === second.value || (adjusted[i] as number) > 1 - level) return;
    const [winner, loser] = first.value > second.value === (direction === 'higher') ? [a, b] : [b, a];
    ahead[loser] = (ahead[loser] as number) + 1;
    behind[winner] = (behind[winner] as number) + 1;
  });
  const places = contenders.map(({ name, value }, i) => ({
    name,
    value,
    best: 1 + (ahead[i] as number),
    worst: contenders.length - (behind[i] as number),
  }));
  const sign = direction === 'lower' ? 1 : -1;
  places.sort((a, b) => sign * (a.value - b.value) || (a.name < b.name ? -1 : 1));
  return { metric, level, places };
}
