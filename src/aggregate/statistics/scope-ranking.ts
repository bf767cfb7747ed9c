/** In-scope and out-of-scope turns, each in descending order of the bot's score. */
import type { Sample } from '../statistic.js';

/** Scores from the highest down, with the family of each. */
export interface Descending {
  readonly scores: Float64Array;
  readonly owners: Int32Array;
}

/** Both kinds; undefined where one is missing, or no confidence was stated. */
export function scopeRanking({
  columns,
  owners,
}: Sample): { readonly inside: Descending; readonly outside: Descending } | undefined {
  const [scores, isOut, stated] = columns as [Float64Array, Float64Array, Float64Array];
  const ranked = (kind: number): Descending => {
    const size = isOut.reduce((sum, is) => sum + (is === kind ? 1 : 0), 0);
    const kept = { scores: new Float64Array(size), owners: new Int32Array(size) };
    // The samples ascend.
    for (let i = 0, place = size - 1; place >= 0; i += 1) {
      if (isOut[i] !== kind) continue;
      kept.scores[place] = scores[i] as number;
      kept.owners[place] = owners[i] as number;
      place -= 1;
    }
    return kept;
  };
  const [inside, outside] = [ranked(0), ranked(1)];
  return stated.includes(1) && inside.scores.length > 0 && outside.scores.length > 0 ? { inside, outside } : undefined;
}
