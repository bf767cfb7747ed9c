/** Gold × predicted counts: macro-F1 over them (weighted by family for the bootstrap), and the tables of a summary. */
import { type IntentRow, NO_PREDICTION, type Summary } from '../schema/index.js';

/**
 * Macro-F1 over labels that are gold or predicted somewhere; `pairs` are triples (family, gold, predicted), each counted
 * `weights[family]` times (once without weights). Index `none` is no class.
 * @returns undefined when nothing is counted.
 */
export function macroF1(pairs: Int32Array, labels: number, none: number, weights?: ArrayLike<number>): number | undefined {
  const hits = new Float64Array(labels);
  const gold = new Float64Array(labels);
  const predicted = new Float64Array(labels);
  for (let i = 0; i < pairs.length; i += 3) {
    const weight = weights === undefined ? 1 : (weights[pairs[i] as number] as number);
    if (weight === 0) continue;
    const g = pairs[i + 1] as number;
    const p = pairs[i + 2] as number;
    gold[g] = (gold[g] as number) + weight;
    predicted[p] = (predicted[p] as number) + weight;
    if (g === p) hits[g] = (hits[g] as number) + weight;
  }
  let sum = 0;
  let classes = 0;
  for (let label = 0; label < labels; label += 1) {
    const mass = (gold[label] as number) + (predicted[label] as number);
    if (label === none || mass === 0) continue;
    classes += 1;
    sum += (2 * (hits[label] as number)) / mass;
  }
  return classes === 0 ? undefined : sum / classes;
}

/** Sparse counts, most frequent first within a gold intent, gold intents by name. */
export function confusionCounts(pairs: Int32Array, names: readonly string[]): Summary['confusion'] {
  const counts = new Map<number, number>();
  for (let i = 0; i < pairs.length; i += 3) {
    const key = (pairs[i + 1] as number) * names.length + (pairs[i + 2] as number);
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
