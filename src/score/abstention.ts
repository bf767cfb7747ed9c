/** Abstention: on turns that the data cannot answer, did the bot say so, or make something up? */
import type { AbstentionScore } from '../schema/index.js';
import { read } from '../text/index.js';
import { answerForm } from './answer-form.js';
import { assertedClaims } from './forbidden.js';
import { CARRIED_AT, findNuggets } from './nuggets.js';
import type { Scorer, TurnView } from './scorer.js';

/**
 * `abstained`: says that it does not know, will find out or hands over, by its words, its flag, or a labelled vital nugget
 * (the admission). `fabricated`: asserts a forbidden claim, or makes a statement without abstaining; a question back and a
 * stock phrase state nothing. No reply does neither. Undefined unless the label says `answerable: false`.
 */
function scoreAbstention(view: TurnView): AbstentionScore | undefined {
  const answer = view.label?.answer;
  if (answer?.answerable !== false) return undefined;
  if (view.reply === undefined) return { abstained: 0, fabricated: 0 };
  const { text, handoff } = view.reply;
  const form = answerForm(answer);
  const reply = read(text);
  const findings = findNuggets({ reply, utterance: read(view.turn.utterance), answer: form, state: view.state.gold });
  const admitted = findings.some(({ nugget, credit }) => nugget.vital && credit >= CARRIED_AT);
  const abstained = handoff === true || reply.abstains || admitted;
  const stated = !abstained && !reply.asksBack && !reply.isStock;
  const fabricated = stated || assertedClaims(form.forbidden, reply).length > 0;
  return { abstained: abstained ? 1 : 0, fabricated: fabricated ? 1 : 0 };
}

export const abstentionScorer: Scorer<'abstention'> = { id: 'abstention', version: 7, score: scoreAbstention };
