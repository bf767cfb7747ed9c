/**
 * Runs over the same dialogues, side by side: each on its own, and all together in one store in which a family has one place a
 * run. The first is what differences are measured on, the second what swaps are tried on.
 */
import type { DialogueScore, SliceRef } from '../../schema/index.js';
import { type Aggregate, Aggregator, type AggregatorOptions } from '../aggregator.js';
import type { Metric } from '../metric.js';
import type { SliceStatistics } from '../slice-statistics.js';

/** What the runs come to on one slice; families have the same numbers in all of them. */
export interface PoolSlice {
  readonly ref: SliceRef;
  readonly families: number;
  readonly runs: readonly SliceStatistics[];
  /** Of all runs together; a family has one place a run. Statistics and times only. */
  readonly pooled: SliceStatistics;
  readonly placeOf: (family: number, run: number) => number;
}

/** @throws Error when the runs have not the same families in the slice. */
export function poolSliceOf(
  ref: SliceRef,
  aggregators: readonly Aggregator[],
  pooled: SliceStatistics,
  placeOf: (family: number, run: number, families: number) => number,
): PoolSlice {
  const runs = aggregators.map((aggregator) => aggregator.statisticsOf(ref));
  const families = runs[0]?.familyCount ?? 0;
  const odd = runs.findIndex(({ familyCount }) => familyCount !== families);
  if (odd !== -1) throw new Error(`run ${odd} has ${runs[odd]?.familyCount} families in a slice where the first has ${families}`);
  return { ref, families, runs, pooled, placeOf: (family, run) => placeOf(family, run, families) };
}

/** Only statistics and times are tried under swaps in one store; sums know their families' shares. */
export function swappedMetrics(metrics: readonly Metric[]): Metric[] {
  return metrics.filter(({ kind }) => kind === 'statistic' || kind === 'time');
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
    this.together = new Aggregator({ ...options, metrics: swappedMetrics(options.metrics), watch: [] });
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
    return poolSliceOf(ref, this.aggregators, this.together.statisticsOf(ref), (family, run) => family * this.size + run);
  }

  get resamples(): number {
    return this.options.resamples;
  }
}
