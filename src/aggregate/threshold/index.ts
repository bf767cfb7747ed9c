/** Where to hand over to a person. */
export { findThreshold, pointAt, type ThresholdPlan } from './find-threshold.js';
export { type RoutedTurn, RoutedTurnColumns } from './routed-turn-columns.js';
