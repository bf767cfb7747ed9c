/** How sure the bot is that an utterance is in scope, and whether it is out of it. */
import { OUT_OF_SCOPE, type TurnScore } from '../../schema/index.js';
import type { SampleSource } from '../statistic.js';
import { confidenceOf } from './confidences.js';

/** Beyond all confidences: where no score is known, the turn stands where it does most harm. */
const [LEAST_SURE, MOST_SURE] = [-1, 2];

export function isOutOfScope({ intent }: TurnScore): boolean {
  return intent?.gold.includes(OUT_OF_SCOPE) ?? false;
}

export function isRejected({ intent }: TurnScore): boolean {
  return intent?.predicted[0] === OUT_OF_SCOPE;
}

/**
 * The confidence in the first intent; 1 − confidence when it is `oos`, and 0 when it is `oos` (or none was recognised) and no
 * confidence is stated. A failed call, and an intent without a confidence, counts as ranked wrongly, so that a bot gains nothing
 * by leaving them out. Values: score, out of scope or not, stated or not.
 */
export const SCOPE_SCORES: SampleSource = {
  ascendingBy: 0,
  values: ['number', 'count', 'count'],
  of: (turn) => {
    if (turn.intent === undefined) return undefined;
    const isOut = isOutOfScope(turn);
    const confidence = confidenceOf(turn);
    if (confidence !== undefined) return [isRejected(turn) ? 1 - confidence : confidence, isOut ? 1 : 0, 1];
    const unknown = isOut ? MOST_SURE : LEAST_SURE;
    return [turn.status === 'ok' && isRejected(turn) ? 0 : unknown, isOut ? 1 : 0, 0];
  },
};
