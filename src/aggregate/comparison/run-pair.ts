/**
 * Two runs over the same dialogues, one whole run after the other, as bots are replayed. Kept is only what the swaps of statistics
 * and times need: each run's own aggregator has the rest.
 */
import type { DialogueScore } from '../../schema/index.js';
import { Aggregator, type AggregatorOptions } from '../aggregator.js';
import { type PoolSlice, poolSliceOf, swappedMetrics } from './run-pool.js';

export class RunPair {
  private readonly together: Aggregator;

  constructor(options: Pick<AggregatorOptions, 'metrics' | 'level' | 'seed' | 'scorerSignatures'>) {
    this.together = new Aggregator({ ...options, metrics: swappedMetrics(options.metrics), resamples: 0 });
  }

  /** In the order of the dataset: everything of run 0, then everything of run 1. */
  add(run: 0 | 1, score: DialogueScore): void {
    this.together.add({ ...score, family: `${run}\n${score.family}` });
  }

  /** Over everything; ask when both are finished. */
  slice(aggregators: readonly [Aggregator, Aggregator]): PoolSlice {
    return poolSliceOf({}, aggregators, this.together.statisticsOf({}), (family, run, families) => run * families + family);
  }
}
