/** Conversion simulation under declared assumptions: scores → events → simulated uplift. */
export { EventColumns } from './columns.js';
export { conversionProbability, conversionTrace, NODES, type TurnTrace } from './conversion.js';
export { drawParameters } from './draws.js';
export { dialogueEventsOf, type Exposure, sharedExposure, turnEventsOf } from './events.js';
export type { EventSource } from './pairs.js';
export { DEFAULT_PARAMETERS, PARAMETERS, type ParameterInfo, type ParameterName, type UpliftParameters } from './parameters.js';
export { type Prior, priorQuantile } from './priors.js';
export { consultationsPerArm } from './sample-size.js';
export { type Sensitivity, upliftSensitivity } from './sensitivity.js';
export { DEFAULT_DRAWS, MODEL_VERSION, type SimulateOptions, simulateUplift } from './simulate.js';
