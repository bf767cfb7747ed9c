/** Near nuggets: how close a reply comes to a labelled fact whose patterns it does not hold word for word (签收后7天之内可以退 to 7天内可退). */
import { answerCoverage, contentShare, read } from '../text/index.js';
import type { PatternForm } from './answer-form.js';
import type { NuggetScene } from './nugget-scene.js';
import { creditOf, findConflict } from './reference-conflict.js';

/** Credit of a reply that says all of a pattern in another way: it tells replies apart, and is too little to carry the nugget or to pass. */
export const NEAR_CREDIT = 0.35;
/** What the pattern says beyond the question counts for so much of its words. */
const NEW_SHARE = 0.7;
/** What its quantities count for beside its words. */
const QUANTITY_SHARE = 0.6;

function nearTo({ text }: PatternForm, scene: NuggetScene): number {
  const pattern = read(text);
  const { coverage } = contentShare(pattern, scene.reply);
  const fresh = answerCoverage(pattern, scene.reply, scene.utterance) ?? coverage;
  let near = NEW_SHARE * fresh + (1 - NEW_SHARE) * coverage;
  const { measures } = pattern;
  if (measures.length > 0) {
    let credits = 0;
    for (const fact of measures) credits += creditOf(fact, scene.reply.assertedFacts);
    near = QUANTITY_SHARE * (credits / measures.length) + (1 - QUANTITY_SHARE) * near;
  }
  return near === 0 ? 0 : near * (findConflict(pattern, scene, false)?.share ?? 1);
}

/** The credit for coming close to the nearest of the patterns, in [0, {@link NEAR_CREDIT}]. */
export function nearCredit(patterns: readonly PatternForm[], scene: NuggetScene): number {
  let near = 0;
  for (const pattern of patterns) near = Math.max(near, nearTo(pattern, scene));
  return NEAR_CREDIT * near;
}
