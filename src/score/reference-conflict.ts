/** Reference conflict: what a reply says against a reference, and how much of its value that leaves. */
import { contentClash, equalFacts, flippedVerdict, type Reading, type TypedFact } from '../text/index.js';
import { otherSide } from './clock-side.js';
import { isDerived } from './derived-fact.js';
import { factCredit } from './fact-credit.js';
import { factRole } from './fact-role.js';
import { otherChoice } from './first-choice.js';
import type { NuggetScene } from './nugget-scene.js';
import { isRecombined } from './recombined.js';
import { turnsOrder } from './stated-order.js';
import { otherResult } from './stated-result.js';
import { swappedFacts, swappedWords } from './swapped-fact.js';
import { type Working, workedSum } from './worked-sum.js';

/** What is left of the value of a reply that contradicts the reference, and of one that differs from it in a detail. */
export const CONTRADICTION_SHARE = 0.02;
export const DETAIL_SHARE = 0.85;
/** And of one of which nothing is known but that it denies content that the reference asserts, or the other way about: that is often so by chance. */
export const DENIAL_SHARE = 0.1;
/** Content asserted by one and denied by the other: from so much on, and so much beside what both say alike, it contradicts. */
export const CLASH_FROM = 1;
export const CLASH_SHARE = 0.5;

const RECOMBINED = 'says of one thing what the reference says of another';

/** Of a reply with more quantities than any shopper reads, the first are held against the reference. */
const MOST_FACTS = 40;

export interface Conflict {
  /** In words, at least one. */
  readonly reasons: readonly string[];
  /** In (0,1): by this the value is multiplied. */
  readonly share: number;
  /** Nothing but that one denies what the other says. */
  readonly bySignAlone: boolean;
}

/** How far any of `stated` carries `wanted`, in [0,1]. */
export function creditOf(wanted: TypedFact, stated: readonly TypedFact[]): number {
  let best = 0;
  for (const fact of stated) best = Math.max(best, factCredit(wanted, fact) ?? 0);
  return best;
}

function isSame(a: TypedFact, b: TypedFact): boolean {
  return equalFacts(a, b) || (a.dimension === 'clock' && factCredit(a, b) === 1);
}

function holds(facts: readonly TypedFact[], stated: TypedFact): boolean {
  for (const fact of facts) if (isSame(fact, stated)) return true;
  return false;
}

/** Whether the shopper or a reference speaks of the quantity; of the shopper's, the number alone (三天 and 三天前). */
function isLicensed(stated: TypedFact, { utterance, answer }: NuggetScene): boolean {
  if (holds(utterance.facts, stated) || utterance.facts.some((asked) => isSameNumber(asked, stated))) return true;
  for (const { facts } of answer.references) if (holds(facts, stated)) return true;
  return false;
}

function isSameNumber(a: TypedFact, b: TypedFact): boolean {
  return a.dimension === b.dimension && a.kind !== 'range' && b.kind !== 'range' && numberOf(a) === numberOf(b);
}

interface Finding {
  readonly reason: string;
  readonly grave: boolean;
  readonly bySign?: boolean;
}

/** 15天 against 一个月: months are ages first, but where nobody speaks of an age they are a time. */
function isLongerTime(stated: TypedFact, peer: TypedFact, { utterance, answer }: NuggetScene): boolean {
  if (stated.dimension !== 'age' || peer.dimension !== 'time' || /[岁龄大]|old/.test(stated.text)) return false;
  return ![utterance, ...answer.references].some(({ facts }) => facts.some(({ dimension }) => dimension === 'age'));
}

const NO_FACTS: readonly TypedFact[] = [];

/** The quantities of the reference that are of the kind of one of the reply. */
function peersOf(fact: TypedFact, { facts }: Reading, scene: NuggetScene): readonly TypedFact[] {
  let peers: TypedFact[] | undefined;
  for (const peer of facts) {
    if (peer.dimension !== fact.dimension && !isLongerTime(fact, peer, scene)) continue;
    if (peers === undefined) peers = [peer];
    else peers.push(peer);
  }
  return peers ?? NO_FACTS;
}

/**
 * The number of a quantity of the reference, of another kind of thing that the reply does not state (6万元 for 6次, £10 for 10%) or the limit on its other
 * side (from 110 kg for up to 110 kg).
 */
function misfit(fact: TypedFact, { facts }: Reading, scene: NuggetScene): Finding | undefined {
  if (isLicensed(fact, scene)) return undefined;
  const number = numberOf(fact);
  const peer = facts.find(
    (other) => numberOf(other) === number && (isTurned(fact, other) || creditOf(other, scene.reply.facts) === 0),
  );
  return number === undefined || peer === undefined
    ? undefined
    : { reason: `says ${fact.text} where the reference says ${peer.text}`, grave: false };
}

function isTurnedNumber(fact: TypedFact, peers: readonly TypedFact[]): boolean {
  return peers.some((peer) => isTurned(fact, peer) && isSameNumber(fact, peer));
}

function isTurned(a: TypedFact, b: TypedFact): boolean {
  if (a.dimension !== b.dimension) return false;
  return a.kind === 'at-least' ? b.kind === 'at-most' : a.kind === 'at-most' && b.kind === 'at-least';
}

function numberOf({ text }: TypedFact): string | undefined {
  return /\d+(?:\.\d+)?/.exec(text)?.[0];
}

const ARTICLE_BEFORE = /(?:[元块折每这那同另再任单]|[\d.]\D{1,3})$/;
const ARTICLE_AFTER = /^(?:也|都|起)/;

/** 8元一张, 每一份, 一瓶也不收: one that counts nothing. */
function isArticle({ dimension, kind, low, start, end }: TypedFact, { form }: Reading): boolean {
  if (!dimension.startsWith('count:') || kind !== 'point' || low !== 1) return false;
  return ARTICLE_BEFORE.test(form.slice(Math.max(0, start - 4), start)) || ARTICLE_AFTER.test(form.slice(end, end + 1));
}

/** What one quantity of the reply says against the reference. */
function rivalOf(fact: TypedFact, reference: Reading, scene: NuggetScene, working: Working | undefined): Finding | undefined {
  const { reply } = scene;
  if (working?.counts.includes(fact) || isArticle(fact, reply)) return undefined;
  const peers = peersOf(fact, reference, scene);
  if (peers.length === 0 || isLicensed(fact, scene)) return undefined;
  const unsaid = peers.filter((peer) => creditOf(peer, reply.assertedFacts) === 0);
  if (unsaid.length === 0) {
    // A stretch that only overlaps the reference's own is not quite what it says.
    const isPartial = peers.every((peer) => creditOf(peer, [fact]) < 1) && !isDerived(fact, scene);
    return isPartial ? { reason: `says ${fact.text}, which the reference does not`, grave: false } : undefined;
  }
  if (isDerived(fact, scene)) return undefined;
  const role = factRole(reply, fact);
  const peer = unsaid.find((other) => factRole(reference, other) === role);
  const reason = `says ${fact.text} where the reference says ${(peer ?? (unsaid[0] as TypedFact)).text}`;
  // What the shopper says anyway is no sign that the reply says what the reference does, and 不足48小时 is the other side of 48小时以上.
  const fresh = peers.filter((other) => !holds(scene.utterance.facts, other));
  const grave = peer !== undefined && fresh.every((other) => unsaid.includes(other)) && !isTurnedNumber(fact, peers);
  return { reason, grave };
}

/** A quantity in the reply that stands where the reference has another: of its dimension and role, the reference's own unsaid. */
function rivalFact(reference: Reading, scene: NuggetScene, isAlike: boolean, working: Working | undefined): Finding | undefined {
  if (reference.facts.length === 0) return undefined;
  let mild: Finding | undefined;
  for (const fact of scene.reply.assertedFacts.slice(0, MOST_FACTS)) {
    const found = rivalOf(fact, reference, scene, working) ?? (isAlike ? misfit(fact, reference, scene) : undefined);
    if (found?.grave === true) return found;
    mild ??= found;
  }
  return mild;
}

const COMPANY = /^(?:带着?|陪同?|抱着?|牵着?|看护|监护|同行)/;

/** 大人带着上车 says of nobody but the child what is to be done. */
function isCompany({ form }: Reading, end: number): boolean {
  return COMPANY.test(form.slice(end, end + 2));
}

const OR = /还是|\bor\b/;

/** To L还是XL: the reference names first what to take, and the reply only the other. */
function otherAlternative(reference: Reading, { reply, utterance }: NuggetScene): Finding | undefined {
  if (!OR.test(utterance.form)) return undefined;
  for (const { label } of utterance.exclusive) {
    const asked = new Set(utterance.exclusive.filter((word) => word.label.set === label.set).map((word) => word.label.member));
    if (asked.size < 2) continue;
    const chosen = reference.exclusive.find((word) => word.label.set === label.set);
    const ours = reply.exclusive.filter((word) => word.label.set === label.set);
    const other = ours.find((word) => asked.has(word.label.member));
    if (chosen === undefined || other === undefined || ours.some((word) => word.label.member === chosen.label.member)) continue;
    if (reference.deniesAt(chosen.start, chosen.end) || reply.deniesAt(other.start, other.end)) continue;
    return { reason: `says ${other.phrase} where the reference says ${chosen.phrase}`, grave: true };
  }
  return undefined;
}

/** Names and properties of which only one can be true: the reply asserts another than the reference. */
function rivalWord(reference: Reading, { reply, utterance, answer }: NuggetScene): Finding | undefined {
  if (reference.exclusive.length === 0 || reply.exclusive.length === 0) return undefined;
  let mild: Finding | undefined;
  const known = [reference, utterance, ...answer.references];
  for (const { label, phrase, start } of reply.exclusive) {
    const peers = reference.exclusive.filter((word) => word.label.set === label.set);
    if (peers.length === 0) continue;
    const isSaid = known.some(({ exclusive }) =>
      exclusive.some((w) => w.label.set === label.set && w.label.member === label.member),
    );
    if (isSaid || reply.deniesAt(start, start + phrase.length) || isCompany(reply, start + phrase.length)) continue;
    const carried = peers.some((peer) =>
      reply.exclusive.some(({ label: ours }) => ours.set === label.set && ours.member === peer.label.member),
    );
    const finding = { reason: `says ${phrase} where the reference says ${peers[0]?.phrase}`, grave: !carried };
    if (finding.grave) return finding;
    mild ??= finding;
  }
  return mild;
}

/** A number without a unit that nobody else speaks of, while one of the reference's is unsaid. */
function rivalNumber(reference: Reading, { reply, utterance, answer }: NuggetScene): Finding | undefined {
  if (reference.bareNumbers.length === 0 || reply.bareNumbers.length === 0) return undefined;
  const known = [utterance, ...answer.references].map(({ form }) => form).join(' ');
  const other = reply.bareNumbers.find(({ text }) => !hasNumber(known, text))?.text;
  const unsaid = reference.bareNumbers.find(({ text }) => !hasNumber(reply.form, text))?.text;
  if (other === undefined || unsaid === undefined) return undefined;
  return { reason: `says ${other} where the reference says ${unsaid}`, grave: false };
}

function hasNumber(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    if (!/[\d.]/.test(text[at - 1] ?? '') && !/\d/.test(text[at + number.length] ?? '')) return true;
  }
  return false;
}

function opposite(reference: Reading, { reply }: NuggetScene): Finding | undefined {
  const flipped = flippedVerdict(reply, reference);
  if (flipped !== undefined) return { reason: `says the opposite of the reference on ${flipped}`, grave: true };
  if (reply.signed === undefined && reference.signed === undefined) return undefined;
  const { agreed, clashing } = contentClash(reply.signed, reply.tokens, reference.signed, reference.tokens);
  if (clashing < CLASH_FROM) return undefined;
  return {
    reason: 'denies what the reference says, or says what it denies',
    grave: clashing >= CLASH_SHARE * (agreed + clashing),
    bySign: true,
  };
}

/**
 * What the reply says against the reference; undefined when nothing. Where the reply is otherwise worded like the reference (`isAlike`), a detail that
 * differs is what the reply is about: it contradicts.
 */
export function findConflict(reference: Reading, scene: NuggetScene, isAlike: boolean): Conflict | undefined {
  const swapped = swappedFacts(reference, scene.reply) ?? swappedWords(reference, scene.reply);
  const found: Finding[] = [];
  const add = (finding: Finding | undefined): void => {
    if (finding !== undefined) found.push(finding);
  };
  const working = workedSum(reference, scene);
  if (working?.isRight === false) add({ reason: working.reason, grave: true });
  add(rivalFact(reference, scene, isAlike, working));
  if (swapped !== undefined) found.push({ reason: `swaps ${swapped}`, grave: true });
  else if (isAlike && isRecombined(reference, scene.reply)) found.push({ reason: RECOMBINED, grave: true });
  const turned = otherSide(reference, scene.reply, isSame);
  if (turned !== undefined) add({ reason: `is on the other side of ${turned.text}`, grave: false });
  add(opposite(reference, scene));
  if (turnsOrder(reference, scene.reply)) add({ reason: 'turns the order of two things round', grave: true });
  const choice = otherChoice(reference, scene.reply, scene.utterance);
  if (choice !== undefined) add({ reason: `opens with ${choice}, which is not what the reference chooses`, grave: true });
  const results = otherResult(reference, scene.reply);
  if (results !== undefined)
    add({ reason: `makes it ${results[0].text} where the reference makes it ${results[1].text}`, grave: true });
  add(rivalWord(reference, scene) ?? otherAlternative(reference, scene));
  add(rivalNumber(reference, scene));
  if (found.length === 0) return undefined;
  const grave = isAlike || found.some((finding) => finding.grave);
  const bySignAlone = found.length === 1 && found[0]?.bySign === true;
  const contradicted = bySignAlone && !isAlike ? DENIAL_SHARE : CONTRADICTION_SHARE;
  const details = isAlike ? 0 : found.filter((finding) => !finding.grave).length;
  return {
    reasons: (grave && !isAlike ? found.filter((finding) => finding.grave) : found).map(({ reason }) => reason),
    bySignAlone,
    share: (grave ? contradicted : 1) * DETAIL_SHARE ** details,
  };
}
