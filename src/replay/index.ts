/** Drives a bot over dialogues; the sole reader of the clock. */
export { type Replayed, type ReplayJob, type ReplayOptions, replay } from './replay.js';
