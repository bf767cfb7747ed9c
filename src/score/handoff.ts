/** Hand-off: did the bot hand over to a person, against the label? */
import type { HandoffScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

/** Only the reply's own flag counts: a reply that merely speaks of 人工 hands nothing over. */
function scoreHandoff({ label, reply }: TurnView): HandoffScore | undefined {
  if (label?.handoff === undefined) return undefined;
  return { gold: label.handoff, handedOver: reply?.handoff === true ? 1 : 0 };
}

export const handoffScorer: Scorer<'handoff'> = { id: 'handoff', version: 1, score: scoreHandoff };
