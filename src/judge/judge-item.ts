/** What the judge is to look at: one reply to one turn, with all that a fair grader needs and nothing of the scorers' opinion. */
import type { Answer, HistoryEntry } from '../schema/index.js';

export interface JudgeItem {
  readonly dialogue_id: string;
  /** Counted from 0. */
  readonly turn: number;
  readonly trial: number;
  readonly family: string;
  /** `name=value` labels of the slices that the turn stands in. */
  readonly slices: readonly string[];
  readonly utterance: string;
  /** The talk before, oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly answer: Answer;
  /** Undefined when the call failed. */
  readonly reply: string | undefined;
}

/** `dialogue/turn/trial` */
export function itemKey({ dialogue_id, turn, trial }: Pick<JudgeItem, 'dialogue_id' | 'turn' | 'trial'>): string {
  return `${dialogue_id}/${turn}/${trial}`;
}
