/** Stance conflict: a reply that says yes where the label says no, or the other way about. */
import { type Reading, read, type Stance } from '../text/index.js';
import { asksCharge, chargeOf } from './charge.js';
import type { NuggetScene } from './nugget-scene.js';

/** What is left of the value of a reply of the other stance. */
export const OTHER_STANCE_SHARE = 0.02;
/** What a reply of the label's stance is worth at least, though it carries nothing labelled: as near as can be without its words. */
export const SAME_STANCE_WORTH = 0.15;

const A_NOT_A = /(.)[不没]\1/g;
const NEGATIVE = /[不没无未别]|\bnot\b|n't|\bno\b/;
const TAG = /(?:不|没|没有)[?]?$/;

/** Whether the question asks for a yes or a no, and about something positive: 不能退吗 may be answered by either word. */
function asksPositively({ utterance }: NuggetScene): boolean {
  // Of two questions nobody knows which one a yes answers.
  if (!utterance.questionTypes.includes('yes-no') || utterance.form.split('?').length > 2) return false;
  if (utterance.questionTypes.length > 1) return false;
  return !NEGATIVE.test(utterance.form.replace(A_NOT_A, '').replace(TAG, ''));
}

const ASKS_DO = /^(?:and |so |but )?(?:does|do|did)\b/;
const ANSWERS = /^(?:yes|yep|yeah|sure|of course|certainly|absolutely|no|nope|not|sorry)\b|\b(?:do|does|did|can|will)\b|n't/;

/** Does it shrink? – It is pre-shrunk: a statement of another verb, and neither a yes nor a no. */
function answersVerb({ utterance }: NuggetScene, { form }: Reading): boolean {
  return !ASKS_DO.test(utterance.form) || ANSWERS.test(form);
}

function onlyOf(stances: readonly (Stance | undefined)[]): Stance | undefined {
  const known = new Set(stances.filter((stance) => stance !== undefined));
  return known.size === 1 ? [...known][0] : undefined;
}

/** The stance of the label: that of all its references, or else of the patterns of its vital nuggets. */
function labelStance(scene: NuggetScene): Stance | undefined {
  const { answer } = scene;
  if (answer.references.length > 0) {
    return onlyOf(answer.references.map((reference) => (answersVerb(scene, reference) ? reference.stance : undefined)));
  }
  const vital = answer.nuggets.filter(({ nugget }) => nugget.vital);
  const stances = vital.map(({ patterns }) => onlyOf(patterns.map(({ text }) => read(text).stance)));
  // The first of several facts answers a yes or no; the rest are about something else.
  return stances.length === 1 || stances[0] !== undefined ? onlyOf(stances) : undefined;
}

export interface StanceFinding {
  readonly agrees: boolean;
  /** In words. */
  readonly reason: string;
}

/** Who pays, where the question is about that: a yes there may be as free as a no. */
function judgeCharge({ utterance, answer, reply }: NuggetScene): StanceFinding | 'unclear' | undefined {
  if (!asksCharge(utterance) || answer.references.length === 0) return undefined;
  const known = new Set(answer.references.map((reference) => chargeOf(reference)));
  const [theirs] = known;
  if (known.size !== 1 || theirs === undefined) return undefined;
  const ours = chargeOf(reply);
  if (ours === undefined) return 'unclear';
  return { agrees: ours === theirs, reason: `says that it is ${ours} where the label says ${theirs}` };
}

/** How the reply stands to the label; undefined where either takes no stance, or none is asked for. */
export function judgeStance(scene: NuggetScene): StanceFinding | undefined {
  const charge = scene.reply.abstains ? undefined : judgeCharge(scene);
  if (charge !== undefined) return charge === 'unclear' ? undefined : charge;
  if (!asksPositively(scene)) return undefined;
  const theirs = labelStance(scene);
  const ours = theirs === undefined || scene.reply.abstains ? undefined : scene.reply.stance;
  if (theirs === undefined || ours === undefined) return undefined;
  return { agrees: ours === theirs, reason: `says ${ours} where the label says ${theirs}` };
}
