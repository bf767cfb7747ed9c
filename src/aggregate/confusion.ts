/** Gold × predicted counts: the tables of a summary. */
import { type IntentRow, NO_PREDICTION, type Summary } from '../schema/index.js';
import type { Sample } from './statistic.js';

/** Sparse counts, most frequent first within a gold intent, gold intents by name. */
export function confusionCounts({ columns, size }: Sample, names: readonly string[]): Summary['confusion'] {
  const [gold, predicted] = columns as [Float64Array, Float64Array];
  const counts = new Map<number, number>();
  for (let i = 0; i < size; i += 1) {
    const key = (gold[i] as number) * names.length + (predicted[i] as number);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const name = (index: number) => names[index] as string;
  return [...counts]
    .map(([key, count]) => ({ gold: name(Math.floor(key / names.length)), predicted: name(key % names.length), count }))
    .sort((a, b) => compareText(a.gold, b.gold) || b.count - a.count || compareText(a.predicted, b.predicted));
}

/** Precision, recall, F1 and support of every intent but {@link NO_PREDICTION}, by name. */
export function intentRows(confusion: Summary['confusion']): IntentRow[] {
  const rows = new Map<string, { support: number; predicted: number; hits: number }>();
  const row = (intent: string) => {
    const found = rows.get(intent) ?? { support: 0, predicted: 0, hits: 0 };
    rows.set(intent, found);
    return found;
  };
  for (const { gold, predicted, count } of confusion) {
    row(gold).support += count;
    if (predicted !== NO_PREDICTION) row(predicted).predicted += count;
    if (gold === predicted) row(gold).hits += count;
  }
  return [...rows]
    .sort(([a], [b]) => compareText(a, b))
    .map(([intent, { support, predicted, hits }]) => ({
      intent,
      support,
      predicted,
      ...(predicted === 0 ? {} : { precision: hits / predicted }),
      ...(support === 0 ? {} : { recall: hits / support }),
      f1: (2 * hits) / (support + predicted),
    }));
}

/** By UTF-16 code unit: the same order on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
