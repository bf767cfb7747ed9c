/** Nuggets: which of the facts that a reply must or may carry it carries, misses or contradicts. */
import type { Nugget, Slots, SlotValue } from '../schema/index.js';
import {
  contentShare,
  equalFacts,
  factsOf,
  findOccurrences,
  matchingForm,
  type Reading,
  read,
  type TypedFact,
} from '../text/index.js';
import { type NuggetForm, type PatternForm, wholeFact } from './answer-form.js';
import { assertsBareSum } from './bare-price.js';
import { isDerived } from './derived-fact.js';
import { factCredit } from './fact-credit.js';
import { holdsFact, isOppositeLimit, isOtherLimit, isRounded } from './fact-limit.js';
import { type FactRoles, factRole, rolesIn, THRESHOLD } from './fact-role.js';
import { nearCredit } from './near-nugget.js';
import type { NuggetScene } from './nugget-scene.js';
import { valuesOf } from './slot-pair.js';

export type { NuggetScene };

/** Below this credit a nugget counts as missed. */
export const CARRIED_AT = 0.5;
/** What an okay nugget weighs against a vital one. */
export const OKAY_WEIGHT = 0.5;

/** How a nugget fares. */
interface Verdict {
  /** How far the reply carries it, in [0,1]. */
  readonly credit: number;
  /** The reply says the opposite, or another quantity in its place. */
  readonly contradicted: boolean;
  /** What it says instead, when contradicted. */
  readonly instead?: string;
}

export interface NuggetFinding extends Verdict {
  readonly nugget: Nugget;
  /** For a missed one: how close the reply comes to its patterns, as a credit below {@link CARRIED_AT} that ranks replies and counts nowhere else. */
  readonly near: number;
}

const HALF = 0.5;
const MISSED: Verdict = { credit: 0, contradicted: false };
const CARRIED: Verdict = { credit: 1, contradicted: false };

/** 用券后 states no claim; 能减40 does. */
const MODAL = /^(?:能|可以|会|有|支持|包|含|参加|享受|适合|需要|建议|推荐|提供)/;
/** 可以 alone may be about anything: a right "no" says what one can do instead. */
const BARE_MODAL = /^(?:可以|支持|参加|享受|适合|需要|建议|推荐|提供)$/;
/** 只能用于堂食 restricts what it lets one do, and 说的是宴席 says what something else is about. */
const RESTRICTED = /^(?:[只仅才]|的(?=是))/;
const MERE_MENTION = /^(?:后|时|的话|之前|以前|前)/;

/** The reply asserts what the pattern denies. */
function assertsDenied(reply: Reading, denied: string): boolean {
  if (denied.length < 2 || BARE_MODAL.test(denied) || (denied.length < 3 && !MODAL.test(denied))) return false;
  return findOccurrences(reply, denied).some(
    ({ polarity, conditional, start, end }) =>
      polarity === 'asserted' &&
      !conditional &&
      !(start > 0 && RESTRICTED.test(reply.form.slice(start - 1, start + 1))) &&
      !MERE_MENTION.test(reply.form.slice(end, end + 2)),
  );
}

function isSameBound(wanted: TypedFact, stated: TypedFact): boolean {
  if (wanted.dimension !== stated.dimension) return factCredit(wanted, stated) === 1;
  const [a, b] = [wanted, stated].map(({ kind, low, high }) => (kind === 'at-most' ? high : low)) as [number, number];
  return Math.abs(a - b) <= 1e-9 * Math.max(1, a, b) || factCredit({ ...wanted, kind: 'point', low: a, high: a }, stated) === 1;
}

/** A pattern that is nothing but a quantity is carried by the same one, however it is written: 八个钟头 for 8小时. */
function statesWhole({ fact }: PatternForm, scene: NuggetScene): boolean {
  if (fact === undefined || judgeFact(fact, scene).credit < 1) return false;
  // 256MB lies within 最大256GB, and is not it.
  return fact.kind === 'range' || scene.reply.assertedFacts.some((stated) => isSameBound(fact, stated));
}

const DENYING = /[不没无别未]|\bno[t ]|n't/;

/** 清汤面没有花生 denies 有花生 where another nugget says just that of another thing. */
function isDeniedElsewhere(pattern: string, { answer }: NuggetScene): boolean {
  const wanted = read(pattern);
  return answer.nuggets.some(({ patterns }) =>
    patterns.some(
      ({ text }) =>
        text !== pattern && DENYING.test(text) && !DENYING.test(pattern) && contentShare(wanted, read(text)).coverage >= HALF,
    ),
  );
}

function judgePatterns(patterns: readonly PatternForm[], scene: NuggetScene): Verdict {
  const { reply } = scene;
  let instead: string | undefined;
  for (const { text } of patterns) {
    for (const occurrence of findOccurrences(reply, text)) {
      if (occurrence.polarity === 'asserted') return CARRIED;
      if (occurrence.polarity === 'negated' && !occurrence.conditional && !isDeniedElsewhere(text, scene))
        instead ??= `not ${text}`;
    }
  }
  for (const { denied } of patterns) {
    if (denied !== undefined && instead === undefined && assertsDenied(reply, denied)) instead = denied;
  }
  if (instead === undefined) return patterns.some((pattern) => statesWhole(pattern, scene)) ? CARRIED : MISSED;
  return { credit: 0, contradicted: true, instead };
}

/** Whether a slot of the gold state holds the quantity. */
function isInState(state: Slots, wanted: TypedFact): boolean {
  for (const name of Object.keys(state)) {
    for (const one of valuesOf(state[name] as SlotValue)) if (holdsFact(factsOf(String(one)), wanted)) return true;
  }
  return false;
}

/** Whether the label or the shopper speaks of the quantity; a reply that states it does not contradict by it. */
function isSpokenOf(stated: TypedFact, { answer, utterance }: NuggetScene): boolean {
  if (holdsFact(utterance.facts, stated)) return true;
  for (const reference of answer.references) if (holdsFact(reference.facts, stated)) return true;
  for (const { fact } of answer.nuggets) if (fact !== undefined && equalFacts(fact, stated)) return true;
  return false;
}

/** The roles in which the references, or else the question, speak of such a quantity; none when unknown. */
function wantedRoles(fact: TypedFact, { answer, utterance }: NuggetScene): FactRoles {
  let roles: FactRoles = 0;
  for (const reference of answer.references) {
    for (const stated of reference.facts) if (factCredit(fact, stated)) roles |= factRole(reference, stated);
  }
  return roles === 0 ? rolesIn(utterance) : roles;
}

/** A quantity of the same kind, in the same role, that nobody but the reply speaks of. */
function rivalOf(wanted: TypedFact, scene: NuggetScene): TypedFact | undefined {
  let roles: FactRoles | undefined;
  for (const fact of scene.reply.assertedFacts) {
    if (factCredit(wanted, fact) !== 0 || isSpokenOf(fact, scene)) continue;
    roles ??= wantedRoles(wanted, scene);
    const role = factRole(scene.reply, fact);
    const isInPlace = roles === 0 ? role !== THRESHOLD : (roles & role) !== 0;
    // The dearer questions come last.
    if (isInPlace && !isInState(scene.state, fact) && !isDerived(fact, scene)) return fact;
  }
  return undefined;
}

/** A stretch is not carried by the reply's echo of the shopper's own number within it. */
function isEcho(wanted: TypedFact, stated: TypedFact, utterance: Reading): boolean {
  return wanted.kind === 'range' && stated.kind === 'point' && holdsFact(utterance.facts, stated);
}

/** What an asserted quantity that agrees so far (`credit`) is worth in the end. */
function creditFor(wanted: TypedFact, stated: TypedFact, credit: number, { reply, utterance, state }: NuggetScene): number {
  const isAsked = () => holdsFact(utterance.facts, wanted) || isInState(state, wanted);
  if (isOtherLimit(wanted, stated, reply, isAsked) || isOppositeLimit(stated, utterance)) return 0;
  return credit === 0 && isRounded(wanted, stated, reply) ? 1 : credit;
}

function judgeFact(wanted: TypedFact, scene: NuggetScene): Verdict {
  let best = 0;
  let denied: TypedFact | undefined;
  for (const { fact, polarity } of scene.reply.statedFacts) {
    const credit = factCredit(wanted, fact);
    if (credit === undefined || polarity === 'asked' || isEcho(wanted, fact, scene.utterance)) continue;
    if (polarity === 'asserted') best = Math.max(best, creditFor(wanted, fact, credit, scene));
    else if (equalFacts(wanted, fact)) denied = fact;
  }
  if (best > 0) return { credit: best, contradicted: false };
  if (assertsBareSum(wanted, scene.reply)) return CARRIED;
  if (denied !== undefined) return { credit: 0, contradicted: true, instead: `not ${denied.text}` };
  const rival = rivalOf(wanted, scene);
  return rival === undefined ? MISSED : { credit: 0, contradicted: true, instead: rival.text };
}

/** The value of a slot of the gold state: one of several values suffices by its share; a slot without a value is missed. */
function judgeSlot(name: string, scene: NuggetScene): Verdict {
  const value = scene.state[name];
  if (value === undefined) return MISSED;
  const verdicts = valuesOf(value).map((one) => {
    const text = matchingForm(String(one));
    const literal = judgePatterns([{ text, denied: undefined, fact: undefined, reading: read(text) }], scene);
    const fact = wholeFact(text);
    return literal.credit === 1 || fact === undefined ? literal : judgeFact(fact, scene);
  });
  const credit = verdicts.reduce((sum, verdict) => sum + verdict.credit, 0) / verdicts.length;
  const against = verdicts.find((verdict) => verdict.contradicted);
  return credit > 0 || against === undefined ? { credit, contradicted: false } : against;
}

function judge({ nugget, fact, patterns }: NuggetForm, scene: NuggetScene): Verdict {
  if (nugget.slot !== undefined) return judgeSlot(nugget.slot, scene);
  return fact === undefined ? judgePatterns(patterns, scene) : judgeFact(fact, scene);
}

/** One finding a nugget, in the label's order. */
export function findNuggets(scene: NuggetScene): readonly NuggetFinding[] {
  return scene.answer.nuggets.map((form) => {
    const { credit, contradicted, instead } = judge(form, scene);
    const near = credit === 0 && !contradicted ? nearCredit(form.patterns, scene) : 0;
    return instead === undefined
      ? { nugget: form.nugget, credit, contradicted, near }
      : { nugget: form.nugget, credit, contradicted, near, instead };
  });
}

/** (Σ vital + ½ Σ okay) / (n_vital + ½ n_okay), in [0,1]; undefined without nuggets. With `near`, coming close counts as well. */
export function nuggetScore(findings: readonly NuggetFinding[], near = false): number | undefined {
  if (findings.length === 0) return undefined;
  let sum = 0;
  let total = 0;
  for (const finding of findings) {
    const weight = finding.nugget.vital ? 1 : OKAY_WEIGHT;
    sum += weight * (near ? Math.max(finding.credit, finding.near) : finding.credit);
    total += weight;
  }
  return sum / total;
}

/** Of a nugget's patterns, so many are named. */
const MOST_NAMED = 5;

function listed(patterns: readonly string[]): string {
  const named = patterns.slice(0, MOST_NAMED).join('|');
  return patterns.length > MOST_NAMED ? `${named} … (+${patterns.length - MOST_NAMED})` : named;
}

/** The nugget in words: its id and what it looks for, of its patterns the first few. */
export function describeNugget({ id, any, fact, slot }: Nugget): string {
  return `${id} (${any === undefined ? (fact ?? `slot ${slot}`) : listed(any)})`;
}
