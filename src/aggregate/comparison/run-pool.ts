/**
 * Runs over the same dialogues, side by side: each on its own, and all together in one store in which a family has one place a
 * run. The first is what differences are measured on, the second what swaps are tried on.
 */
import type { DialogueScore, SliceRef } from '../../schema/index.js';
import { type Aggregate, Aggregator, type AggregatorOptions } from '../aggregator.js';
import type { SliceStatistics } from '../slice-statistics.js';

/** What the runs come to on one slice; families have the same numbers in all of them. */
export interface PoolSlice {
  readonly ref: SliceRef;
  readonly families: number;
  readonly runs: readonly SliceStatistics[];
  /** Of all runs together; family f of run r stands at f × runs + r. Statistics and times only. */
  readonly pooled: SliceStatistics;
}

export class RunPool {
  private readonly aggregators: readonly Aggregator[];
  private readonly together: Aggregator;
  private readonly labels = new Set<string>();

  constructor(
    readonly size: number,
    private readonly options: AggregatorOptions,
  ) {
    this.aggregators = Array.from({ length: size }, () => new Aggregator(options));
    const metrics = options.metrics.filter(({ kind }) => kind === 'statistic' || kind === 'time');
    this.together = new Aggregator({ ...options, metrics, watch: [] });
  }

  /** The scores of one dialogue × trial, one a run, in the same slices: in the order of the dataset. */
  add(scores: readonly DialogueScore[]): void {
    if (scores.length !== this.size) throw new RangeError(`${scores.length} scores for ${this.size} runs`);
    scores.forEach((score, run) => {
      this.aggregators[run]?.add(score);
      this.together.add({ ...score, family: `${run}\n${score.family}` });
    });
    for (const label of scores[0]?.slices.flat() ?? []) this.labels.add(label);
  }

  /** One a run; to be called before {@link sliceOf}. */
  finish(): readonly Aggregate[] {
    return this.aggregators.map((aggregator) => aggregator.finish());
  }

  /** The single slices that occur, by label. */
  get slices(): readonly SliceRef[] {
    return [...this.labels].sort().map((label) => {
      const cut = label.indexOf('=');
      return { [label.slice(0, cut)]: label.slice(cut + 1) };
    });
  }

  sliceOf(ref: SliceRef): PoolSlice {
    const runs = this.aggregators.map((aggregator) => aggregator.statisticsOf(ref));
    const families = runs[0]?.familyCount ?? 0;
    const odd = runs.findIndex(({ familyCount }) => familyCount !== families);
    if (odd !== -1)
      throw new Error(`run ${odd} has ${runs[odd]?.familyCount} families in a slice where the first has ${families}`);
    return { ref, families, runs, pooled: this.together.statisticsOf(ref) };
  }

  get resamples(): number {
    return this.options.resamples;
  }
}
