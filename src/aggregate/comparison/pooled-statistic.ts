/** The value of a metric under weights of the families of a table: what resampling and swapping ask for. */
import { WeightedQuantiles } from '../../stats/index.js';
import { macroF1Estimator, ratioEstimator } from '../bootstrap.js';
import type { Metric } from '../metric.js';
import type { SliceTable } from '../slice-table.js';

/** One weight, a whole number ≥ 0, a family of the table; undefined where the metric has no value. */
export type Statistic = (weights: Uint32Array) => number | undefined;

/** `m` is the position of the metric; `labels` and `none` as the confusion counts have them. */
export function pooledStatistic(table: SliceTable, metric: Metric, m: number, labels: number, none: number): Statistic {
  switch (metric.kind) {
    case 'mean':
    case 'ratio': {
      const { replicate } = ratioEstimator(metric.name, table.sumsOf(m));
      return (weights) => replicate(weights)[0];
    }
    case 'macro-f1': {
      const { replicate } = macroF1Estimator(metric.name, table.pairs, labels, none);
      return (weights) => replicate(weights)[0];
    }
    case 'time': {
      const { values, owners } = table.timesOf(metric.time);
      const quantiles = new WeightedQuantiles(values, owners, table.familyCount, [metric.quantile]);
      return (weights) => quantiles.at(weights)?.[0];
    }
  }
}
