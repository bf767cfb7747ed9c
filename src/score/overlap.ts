/** Overlap: how much of the characters of a reference the reply shares; the best over the references. */
import type { OverlapScore } from '../schema/index.js';
import { bestOverlap, read } from '../text/index.js';
import { referenceReadings } from './answer-form.js';
import type { Scorer, TurnView } from './scorer.js';

const NONE: OverlapScore = { chrf2: 0, charF1: 0 };

function scoreOverlap({ label, reply }: TurnView): OverlapScore | undefined {
  const answer = label?.answer;
  if (answer?.references === undefined) return undefined;
  if (reply === undefined) return NONE;
  const references = referenceReadings(answer).map((reference) => reference.normal);
  return bestOverlap(read(reply.text).normal, references);
}

export const overlapScorer: Scorer<'overlap'> = { id: 'overlap', version: 1, score: scoreOverlap };
