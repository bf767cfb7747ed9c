/** The confidence in the first predicted intent, and whether it was right; over answered, labelled turns that state one. */
import type { TurnScore } from '../../schema/index.js';
import type { SampleSource } from '../statistic.js';

/** Undefined where nothing is stated: a failed call, or a reply without a confidence. */
export function confidenceOf({ status, intent }: TurnScore): number | undefined {
  return status === 'ok' ? intent?.confidence : undefined;
}

/** No probability can be read from it. */
export function isOutside(confidence: number): boolean {
  return !(confidence >= 0 && confidence <= 1);
}

export const CONFIDENCES: SampleSource = {
  ascendingBy: 0,
  values: ['number', 'count'],
  of: (turn) => {
    const confidence = confidenceOf(turn);
    return confidence === undefined ? undefined : [confidence, turn.intent?.correct ?? 0];
  },
};
