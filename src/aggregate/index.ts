/** Scores → estimates per metric × slice. */
export { type Aggregate, Aggregator, type AggregatorOptions } from './aggregator.js';
export * from './comparison/index.js';
export type { Metric, Section } from './metric.js';
export { METRIC_NAMES, METRICS, metricInfo, metricNamed } from './metrics/registry.js';
export type { SliceStatistics } from './slice-statistics.js';
export type { Weights } from './statistic.js';
export * from './threshold/index.js';
