/** "Did you mean …?": the known word nearest to one that is not known. */
import { distance } from 'fastest-levenshtein';

/**
 * The nearest candidate, or undefined when none is near: at most a third of the longer word may differ (one character at least).
 * Case counts for nothing. Ties go to the first candidate. Lengths are in UTF-16 units, so an astral character may count twice.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const sought = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(candidate.length, word.length) / 3));
    if (Math.abs(candidate.length - word.length) > Math.min(allowed, bestDistance)) continue;
    const apart = distance(sought, candidate.toLowerCase());
    if (apart <= allowed && apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** `{ mend: 'did you mean "…"?' }`, or the mend given instead, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise?: string): { mend?: string } {
  const found = nearest(word, candidates);
  if (found !== undefined) return { mend: `did you mean "${found}"?` };
  return otherwise === undefined ? {} : { mend: otherwise };
}
