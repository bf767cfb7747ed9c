/** Runs over the same families, compared: differences, ratios, ranks. */
export { comparePool, type PoolComparisonOptions, undefinedReasons } from './compare-pool.js';
export { concluded } from './conclusion.js';
export { type Contender, leaderboard } from './leaderboard.js';
export { measureSlice } from './measure.js';
export type { MeasuredDifference } from './measured.js';
export { RunPair } from './run-pair.js';
export { type PoolSlice, RunPool } from './run-pool.js';
export { type RunRatio, runRatio } from './run-ratio.js';
