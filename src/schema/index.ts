/** The vocabulary of the harness: types, decoders, error codes and ports. Imports nothing of ours. */
export * from './bot.js';
export * from './clock.js';
export * from './config.js';
export * from './dataset.js';
export * from './dialogue.js';
export * from './errors.js';
export * from './estimate.js';
export * from './gate.js';
export * from './lint.js';
export * from './manifest.js';
export * from './problems.js';
export * from './profile.js';
export * from './record.js';
export * from './report.js';
export * from './summary.js';
export * from './turn-score.js';
export * from './uplift.js';
