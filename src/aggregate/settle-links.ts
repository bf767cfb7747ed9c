/** Puts what the links find into the rows: from then on a linked metric is a mean or a ratio like any other. */
import type { Exposed } from '../schema/index.js';
import type { Contributed, Link } from './link.js';
import type { Metric } from './metric.js';
import type { ScoreRows } from './score-rows.js';
import type { SliceSet, SliceSets } from './slice-sets.js';
import type { TurnLedger } from './turn-ledger.js';

/** The link of a metric that has one. */
export function linkOf(metric: Metric): Link | undefined {
  return metric.kind === 'mean' || metric.kind === 'ratio' ? metric.link : undefined;
}

/** Finds the row for contributions; those of several turns get a row of their own in the slices that all of them share. */
class Places {
  private readonly shared = new Map<string, SliceSet>();
  private readonly opened = new Map<string, number>();

  constructor(
    private readonly rows: ScoreRows,
    private readonly sets: SliceSets,
    private readonly ledger: TurnLedger,
  ) {}

  rowOf({ family, turns }: Contributed): number {
    const first = this.ledger.rowOf(turns[0] as number);
    if (this.isAll(turns, first)) return first;
    const set = [...new Set(turns.map((turn) => this.ledger.rowOf(turn)))]
      .map((row) => this.sets.all[this.rows.setOf(row)] as SliceSet)
      .reduce((common, next) => (common === next ? common : this.sharedBy(common, next)));
    const key = `${family} ${set.index}`;
    const row = this.opened.get(key) ?? this.rows.open(family, set.index);
    this.opened.set(key, row);
    return row;
  }

  private isAll(turns: readonly number[], row: number): boolean {
    for (let i = 1; i < turns.length; i += 1) if (this.ledger.rowOf(turns[i] as number) !== row) return false;
    return true;
  }

  private sharedBy(a: SliceSet, b: SliceSet): SliceSet {
    const key = `${a.index} ${b.index}`;
    const set = this.shared.get(key) ?? this.sets.of(a.labels.filter((label) => b.labels.includes(label)));
    this.shared.set(key, set);
    return set;
  }
}

/** Once, when all turns are there. */
export function settleLinks(
  metrics: readonly Metric[],
  { rows, sets, ledger }: { readonly rows: ScoreRows; readonly sets: SliceSets; readonly ledger: TurnLedger },
  exposed: Exposed,
): void {
  const places = new Places(rows, sets, ledger);
  metrics.forEach((metric, m) => {
    if ((metric.trials ?? 1) > ledger.trialLimit) return;
    for (const contributed of linkOf(metric)?.(ledger, exposed) ?? []) {
      const row = places.rowOf(contributed);
      rows.contribute(m, row, contributed.numerator, contributed.denominator);
      sets.all[rows.setOf(row)]?.count(m, contributed.failed);
    }
  });
}
