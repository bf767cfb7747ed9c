/** Overlap: how much of the characters of a reference the reply shares; the best over the references. */
import type { OverlapScore } from '../schema/index.js';
import { bestOverlap, charF1, read } from '../text/index.js';
import { answerForm } from './answer-form.js';
import type { Scorer, TurnView } from './scorer.js';

const NONE: OverlapScore = { chrf2: 0, charF1: 0 };

function scoreOverlap({ label, reply, context }: TurnView): OverlapScore | undefined {
  const answer = label?.answer;
  if (answer?.references === undefined) return undefined;
  if (reply === undefined) return context.charF1Only === true ? { charF1: 0 } : NONE;
  const references = answerForm(answer).normals;
  const hypothesis = read(reply.text).normal;
  if (context.charF1Only !== true) return bestOverlap(hypothesis, references);
  return { charF1: Math.max(...references.map((reference) => charF1(hypothesis, reference))) };
}

export const overlapScorer: Scorer<'overlap'> = { id: 'overlap', version: 1, score: scoreOverlap };
