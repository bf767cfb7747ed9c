/** Pure policy → verdict. */
export type { GateCase } from './decide.js';
export { decideGates } from './decide-all.js';
export { EVIDENCE_LEVEL, type GateEvidence } from './evidence.js';
export { presetGates } from './presets.js';
export { gatesFor, validateGates } from './validate.js';
export { exitCodeOf, overallVerdict } from './verdict.js';
