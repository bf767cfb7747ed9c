/** One reply judged: asked, decoded, or said why not. */
import type { JudgeConfig, Judgement } from '../schema/index.js';
import { judgementOf } from './judge-answer.js';
import type { JudgeItem } from './judge-item.js';
import { judgeQuestion } from './question.js';
import type { QuestionAsker } from './question-asker.js';

/** A failed call is judged without asking: wrong, as everywhere, but not a wrong claim. */
export async function judgeTurn(
  item: JudgeItem,
  asker: QuestionAsker,
  config: JudgeConfig,
  rubric: string | undefined,
): Promise<Judgement> {
  const { dialogue_id, turn, trial, answer, reply } = item;
  const key = { dialogue_id, turn, trial };
  if (reply === undefined) {
    const nuggets = (answer.nuggets ?? []).length === 0 ? {} : { nuggets: 0 };
    return { ...key, outcome: 'no-reply', grade: 0, critical: 0, ...nuggets };
  }
  const asked = await asker.ask(judgeQuestion(item, reply, config, rubric));
  if ('failure' in asked) return { ...key, outcome: 'failed', reason: asked.failure };
  const judged = judgementOf(asked.answer.text, answer, reply);
  if (judged === undefined) return { ...key, outcome: 'failed', reason: 'the answer has not the form that was asked for' };
  return { ...key, outcome: 'judged', ...judged };
}
