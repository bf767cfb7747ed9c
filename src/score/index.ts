/** Score: pure scorers, from a label and a record to the sections of a turn's score. */
export { scoreDialogue } from './dialogue-score.js';
export { emotionHandled } from './emotion.js';
export { matchPreferences } from './match.js';
export { scoreRanking } from './products.js';
export { auditReferences, type ReferenceFault } from './reference-audit.js';
export { SCORERS, scorersFor } from './registry.js';
export type { ScoreContext, Scorer, SectionName, Sections, SlotState, TurnView } from './scorer.js';
