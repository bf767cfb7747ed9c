/** Pure policy → verdict. */
export { decideGate } from './decide.js';
export { gatesFor, validateGates } from './validate.js';
export { exitCodeOf, overallVerdict } from './verdict.js';
