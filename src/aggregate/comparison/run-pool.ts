/** The rows of several runs over the same families, side by side in one store: each family has one place a run. */
import { IdTable } from '../../columns/index.js';
import type { SliceRef } from '../../schema/index.js';
import { NO_PREDICTION } from '../../schema/index.js';
import { compareText } from '../confusion.js';
import type { RowContribution } from '../contribution.js';
import type { Metric } from '../metric.js';
import { labelsOf } from '../offender.js';
import { ScoreRows } from '../score-rows.js';
import { SliceSets } from '../slice-sets.js';
import { SliceTable } from '../slice-table.js';
import { Vocabulary } from '../vocabulary.js';

export class RunPool {
  readonly intents = new Vocabulary();
  /** The intent that stands for no prediction. */
  readonly none: number;
  private readonly rows: ScoreRows;
  private readonly sets: SliceSets;
  private readonly families = new IdTable();

  constructor(
    readonly metrics: readonly Metric[],
    readonly runs: number,
  ) {
    this.rows = new ScoreRows(metrics);
    this.sets = new SliceSets(metrics.length);
    this.none = this.intents.indexOf(NO_PREDICTION);
  }

  /** Adds a row of a run; `names` are the intents behind the positions in it. The same id is the same family in every run. */
  add(run: number, family: string, labels: readonly string[], row: RowContribution, names: readonly string[]): void {
    const set = this.sets.of(labels);
    const renamed = { ...row, intents: row.intents.map((intent) => this.intents.indexOf(names[intent] as string)) };
    set.add(row);
    this.rows.add(this.families.add(family) * this.runs + run, set.index, renamed);
  }

  /** Single slices, by label. */
  slices(): SliceRef[] {
    const labels = new Set(this.sets.all.flatMap((set) => set.labels));
    return [...labels].sort(compareText).map((label) => {
      const cut = label.indexOf('=');
      return { [label.slice(0, cut)]: label.slice(cut + 1) };
    });
  }

  /** The rows of a slice; a place in it is family × runs + run. A slice without members has none. */
  tableOf(ref: SliceRef): SliceTable {
    const required = labelsOf(ref);
    const sets = this.sets.all.filter(({ labels }) => required.every((label) => labels.includes(label)));
    return new SliceTable(ref, this.rows, sets, { families: this.families.size * this.runs, sets: this.sets.all.length });
  }
}
