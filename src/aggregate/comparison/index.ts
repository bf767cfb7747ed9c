/** Runs over the same families, compared: differences, ratios, ranks. */
export { comparePool, measure, type PoolComparisonOptions } from './compare-pool.js';
export type { DifferenceOptions, MeasuredDifference } from './difference.js';
export { type Contender, leaderboard } from './leaderboard.js';
export { type RunRatio, runRatio } from './ratio-of-runs.js';
export { RunPool } from './run-pool.js';
export { addColumns, ColumnWriter, columnsFault } from './stored-columns.js';
