/** Slots: the values understood in a turn, and the state that they add up to. */
import type { SlotScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';
import { matchPairs, pairF1, pairsOf } from './slot-pair.js';

/**
 * `stateGain` is what this turn's prediction added: the F1 of the state with it less the F1 of the state without it,
 * both against the gold state of this turn. So a turn on which there is nothing to add gains 0.
 */
function scoreSlots({ label, reply, state }: TurnView): SlotScore | undefined {
  if (label?.slots === undefined) return undefined;
  const gold = pairsOf(state.gold);
  const after = matchPairs(gold, pairsOf(state.predicted));
  const stateF1 = pairF1(after);
  const { tp, fp, fn } = matchPairs(pairsOf(label.slots), reply?.slots === undefined ? [] : pairsOf(reply.slots));
  const before = state.predicted === state.predictedBefore ? stateF1 : pairF1(matchPairs(gold, pairsOf(state.predictedBefore)));
  return { tp, fp, fn, jointGoal: after.fp + after.fn === 0 ? 1 : 0, stateF1, stateGain: stateF1 - before };
}

export const slotsScorer: Scorer<'slots'> = { id: 'slots', version: 5, score: scoreSlots };
