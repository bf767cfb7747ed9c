/** Two replies to one turn compared in both orders, so that a liking for the first place cannot decide. */
import type { JudgeConfig } from '../schema/index.js';
import { type Better, betterOf } from './judge-answer.js';
import type { JudgeItem } from './judge-item.js';
import { pairQuestion } from './question.js';
import type { QuestionAsker } from './question-asker.js';

export interface PairJudgement {
  /** From the side of `item`'s reply; undefined when an answer of the judge is missing. */
  readonly outcome: 'win' | 'tie' | 'loss' | undefined;
  /** Whether both orders said the same; undefined when nothing was asked. */
  readonly consistent: boolean | undefined;
}

const SWAPPED: Readonly<Record<Better, Better>> = { first: 'second', second: 'first', tie: 'tie' };
const OUTCOMES = { first: 'win', second: 'loss', tie: 'tie' } as const;

/** Equal replies tie, and a missing reply loses to any, without asking. Orders that disagree make a tie. */
export async function judgePair(
  item: JudgeItem,
  other: string | undefined,
  asker: QuestionAsker,
  config: JudgeConfig,
): Promise<PairJudgement> {
  const { reply } = item;
  if (reply === undefined || other === undefined || reply === other) {
    const outcome = reply === other ? 'tie' : reply === undefined ? 'loss' : 'win';
    return { outcome, consistent: undefined };
  }
  const [forth, back] = await Promise.all([
    asker.ask(pairQuestion(item, reply, other, config)),
    asker.ask(pairQuestion(item, other, reply, config)),
  ]);
  const first = 'answer' in forth ? betterOf(forth.answer.text) : undefined;
  const second = 'answer' in back ? betterOf(back.answer.text) : undefined;
  if (first === undefined || second === undefined) return { outcome: undefined, consistent: undefined };
  const consistent = first === SWAPPED[second];
  return { outcome: consistent ? OUTCOMES[first] : 'tie', consistent };
}
