/** The rows of a run as plain columns for a pinned baseline, and back into a pool. */
import type { RunColumns } from '../../schema/index.js';
import type { RowContribution } from '../contribution.js';
import type { Metric } from '../metric.js';
import type { RunPool } from './run-pool.js';

/** Gathers the rows of one run. `hash` stands for an id where it must not be read. */
export class ColumnWriter {
  private readonly families = new Map<string, number>();
  private readonly sets = new Map<string, { readonly index: number; readonly labels: readonly string[] }>();
  private readonly rows: { family: number; set: number; row: RowContribution }[] = [];
  private intents: readonly string[] = [];

  constructor(
    private readonly metrics: readonly Metric[],
    private readonly hash: (id: string) => string,
  ) {}

  add(family: string, labels: readonly string[], row: RowContribution, intents: readonly string[]): void {
    this.intents = intents;
    const key = labels.join('\n');
    const set = this.sets.get(key) ?? { index: this.sets.size, labels: [...labels] };
    this.sets.set(key, set);
    const number = this.families.get(family) ?? this.families.size;
    this.families.set(family, number);
    this.rows.push({ family: number, set: set.index, row: copyOf(row) });
  }

  /** Metrics without an eligible turn are left out. */
  finish(): RunColumns {
    const { rows } = this;
    const denominators: number[][] = [];
    const positions = new Map<string, number>();
    const values = this.metrics.flatMap((metric, m) => {
      const column = rows.map(({ row }) => row.denominators[m] as number);
      if (column.every((denominator) => denominator === 0)) return [];
      const key = column.join();
      const position = positions.get(key) ?? denominators.push(column) - 1;
      positions.set(key, position);
      return [{ metric: metric.name, denominators: position, numerators: rows.map(({ row }) => row.numerators[m] as number) }];
    });
    return {
      families: [...this.families.keys()].map(this.hash),
      sets: [...this.sets.values()].map(({ labels }) => [...labels]),
      intents: [...this.intents],
      family: rows.map(({ family }) => family),
      set: rows.map(({ set }) => set),
      denominators,
      values,
      pairs: rows.map(({ row }) => [...row.intents]),
      latencies: rows.map(({ row }) => [...row.latencies]),
      first_tokens: rows.map(({ row }) => [...row.firstTokens]),
    };
  }
}

/** What a row holds is used again by its maker. */
function copyOf(row: RowContribution): RowContribution {
  return {
    numerators: row.numerators.slice(),
    denominators: row.denominators.slice(),
    eligible: row.eligible.slice(),
    failed: row.failed.slice(),
    touched: [...row.touched],
    turns: row.turns,
    failures: row.failures,
    failedIntents: row.failedIntents,
    latencies: [...row.latencies],
    firstTokens: [...row.firstTokens],
    intents: [...row.intents],
  };
}

/** Why columns cannot be read: a position that leads nowhere, columns of unequal length. Undefined when they are whole. */
export function columnsFault(columns: RunColumns): string | undefined {
  const rows = columns.family.length;
  const lengths = [
    columns.set,
    columns.pairs,
    columns.latencies,
    columns.first_tokens,
    ...columns.denominators,
    ...columns.values.map(({ numerators }) => numerators),
  ].map(({ length }) => length);
  if (lengths.some((length) => length !== rows)) return 'its columns differ in length';
  const within = (positions: readonly number[], names: readonly unknown[]) =>
    positions.every((position) => position < names.length);
  const isWhole =
    within(columns.family, columns.families) &&
    within(columns.set, columns.sets) &&
    columns.pairs.every((pairs) => pairs.length % 2 === 0 && within(pairs, columns.intents)) &&
    within(
      columns.values.map(({ denominators }) => denominators),
      columns.denominators,
    );
  return isWhole ? undefined : 'a position in it leads nowhere';
}

/** Adds the rows of a baseline to a pool as one of its runs; metrics that the pool does not have are passed over. */
export function addColumns(pool: RunPool, run: number, columns: RunColumns): void {
  const metrics = pool.metrics.length;
  const held = columns.values.flatMap((value) => {
    const m = pool.metrics.findIndex(({ name }) => name === value.metric);
    return m === -1 ? [] : [{ m, numerators: value.numerators, denominators: columns.denominators[value.denominators] ?? [] }];
  });
  columns.family.forEach((family, i) => {
    const row = {
      numerators: new Float64Array(metrics),
      denominators: new Float64Array(metrics),
      eligible: new Uint32Array(metrics),
      failed: new Uint32Array(metrics),
      touched: [] as number[],
      turns: 0,
      failures: 0,
      failedIntents: 0,
      latencies: columns.latencies[i] ?? [],
      firstTokens: columns.first_tokens[i] ?? [],
      intents: columns.pairs[i] ?? [],
    };
    for (const { m, numerators, denominators } of held) {
      if ((denominators[i] ?? 0) === 0) continue;
      row.touched.push(m);
      row.numerators[m] = numerators[i] as number;
      row.denominators[m] = denominators[i] as number;
    }
    pool.add(run, columns.families[family] as string, columns.sets[columns.set[i] as number] ?? [], row, columns.intents);
  });
}
