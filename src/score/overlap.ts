/** Overlap: how much of the characters of a reference the reply shares; the best over the references. */
import type { OverlapScore } from '../schema/index.js';
import { bestOverlap, bm25Share, charF1, read } from '../text/index.js';
import { answerForm } from './answer-form.js';
import type { Scorer, TurnView } from './scorer.js';

const NONE: OverlapScore = { chrf2: 0, charF1: 0 };

function characterOverlap({ reply, context }: TurnView, normals: readonly string[]): OverlapScore {
  if (reply === undefined) return context.charF1Only === true ? { charF1: 0 } : NONE;
  const hypothesis = read(reply.text).normal;
  if (context.charF1Only !== true) return bestOverlap(hypothesis, normals);
  return { charF1: Math.max(...normals.map((reference) => charF1(hypothesis, reference))) };
}

function scoreOverlap(view: TurnView): OverlapScore | undefined {
  const { label, reply, context } = view;
  const answer = label?.answer;
  if (answer?.references === undefined) return undefined;
  const { references, normals } = answerForm(answer);
  const overlap = characterOverlap(view, normals);
  if (context.bm25 !== true) return overlap;
  const ours = reply === undefined ? undefined : read(reply.text).tokens;
  return { ...overlap, bm25: ours === undefined ? 0 : Math.max(...references.map(({ tokens }) => bm25Share(tokens, ours))) };
}

export const overlapScorer: Scorer<'overlap'> = { id: 'overlap', version: 1, score: scoreOverlap };
