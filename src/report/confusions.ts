/** The confusion counts of a summary, arranged for reading: the worst pairs, and a matrix that folds rare labels. */
import type { Summary } from '../schema/index.js';

export type ConfusionCell = Summary['confusion'][number];

/** Gold and predicted differ; most frequent first, then by name. `limit` pairs at most. */
export function topConfusions(summary: Summary, limit: number): readonly ConfusionCell[] {
  return summary.confusion
    .filter((cell) => cell.gold !== cell.predicted && cell.count > 0)
    .toSorted((a, b) => b.count - a.count || compare(a.gold, b.gold) || compare(a.predicted, b.predicted))
    .slice(0, limit);
}

/** Every label of the counts, gold or predicted, sorted by name. */
export function confusionLabels(confusion: readonly ConfusionCell[]): readonly string[] {
  return [...new Set(confusion.flatMap((cell) => [cell.gold, cell.predicted]))].toSorted(compare);
}

export interface FoldedConfusion {
  /** The labels with the most errors (as gold or as predicted), sorted by name; `folded` others stand behind {@link OTHER_LABELS}. */
  readonly labels: readonly string[];
  readonly folded: number;
  /** Counts by gold, then predicted; absent pairs are 0. */
  count(gold: string, predicted: string): number;
  rowTotal(gold: string): number;
}

/** The row and column that stand for all folded labels. */
export const OTHER_LABELS = '(other labels)';

/** Keeps the `limit` labels with the most errors and adds the rest up in one row and column. */
export function foldConfusion(confusion: readonly ConfusionCell[], limit: number): FoldedConfusion {
  const errors = new Map<string, number>(confusionLabels(confusion).map((label) => [label, 0]));
  for (const { gold, predicted, count } of confusion) {
    if (gold === predicted) continue;
    errors.set(gold, (errors.get(gold) ?? 0) + count);
    errors.set(predicted, (errors.get(predicted) ?? 0) + count);
  }
  const ranked = [...errors].toSorted((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([label]) => label);
  const kept = new Set(ranked.slice(0, limit));
  const foldedName = (label: string): string => (kept.has(label) ? label : OTHER_LABELS);
  const cells = new Map<string, number>();
  const rows = new Map<string, number>();
  for (const { gold, predicted, count } of confusion) {
    const key = JSON.stringify([foldedName(gold), foldedName(predicted)]);
    cells.set(key, (cells.get(key) ?? 0) + count);
    rows.set(foldedName(gold), (rows.get(foldedName(gold)) ?? 0) + count);
  }
  const folded = ranked.length - kept.size;
  return {
    labels: [...[...kept].toSorted(compare), ...(folded > 0 ? [OTHER_LABELS] : [])],
    folded,
    count: (gold, predicted) => cells.get(JSON.stringify([gold, predicted])) ?? 0,
    rowTotal: (gold) => rows.get(gold) ?? 0,
  };
}

/** By code unit: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
