/** Near nuggets: how close a reply comes to a labelled fact whose patterns it does not hold word for word (签收后7天之内可以退 to 7天内可退). */
import { answerCoverage, contentShare, type Reading } from '../text/index.js';
import type { PatternForm } from './answer-form.js';
import type { NuggetScene } from './nugget-scene.js';
import { creditOf, findConflict } from './reference-conflict.js';

/** Credit of a reply that says all of a pattern in another way: it tells replies apart, and is too little to carry the nugget or to pass. */
export const NEAR_CREDIT = 0.35;
/** What the pattern says beyond the question counts for so much of its words. */
const NEW_SHARE = 0.7;
/** What its quantities count for beside its words. */
const QUANTITY_SHARE = 0.6;
/** What is farther off comes close by chance. */
const LEAST_NEAR = 0.2;
/** Of patterns that a reply says as much of, so many are held against it. */
const MOST_HELD = 3;

/** How much of a pattern a reply says, whatever it says against it, in [0,1]. */
function nearTo(pattern: Reading, scene: NuggetScene): number {
  const { coverage } = contentShare(pattern, scene.reply);
  const { measures } = pattern;
  if (coverage === 0 && measures.length === 0) return 0;
  const fresh = answerCoverage(pattern, scene.reply, scene.utterance) ?? coverage;
  const words = NEW_SHARE * fresh + (1 - NEW_SHARE) * coverage;
  if (measures.length === 0) return words;
  let credits = 0;
  for (const fact of measures) credits += creditOf(fact, scene.reply.assertedFacts);
  return QUANTITY_SHARE * (credits / measures.length) + (1 - QUANTITY_SHARE) * words;
}

/** The credit for coming close to the nearest of the patterns, in [0, {@link NEAR_CREDIT}]. */
export function nearCredit(patterns: readonly PatternForm[], scene: NuggetScene): number {
  const candidates = patterns
    .map(({ reading }) => ({ reading, near: nearTo(reading, scene) }))
    .filter(({ near }) => near >= LEAST_NEAR)
    .sort((a, b) => b.near - a.near);
  let best = 0;
  // What speaks against a pattern is dear to find, and looked for only where it can turn the scale.
  for (const { reading, near } of candidates.slice(0, MOST_HELD)) {
    if (near <= best) break;
    best = Math.max(best, near * (findConflict(reading, scene, false)?.share ?? 1));
  }
  return NEAR_CREDIT * best;
}
