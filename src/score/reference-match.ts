/** Reference match: how near a reply is to an acceptable one, and whether it says the opposite or other quantities. */
import { answerCoverage, charOverlap, contentShare, equalFacts, type Reading, type TypedFact } from '../text/index.js';
import { factCredit } from './fact-credit.js';
import { factRole } from './fact-role.js';
import type { NuggetScene } from './nuggets.js';

/** Similarity at which a reply is worth 0, and at which it is worth 1; in between the worth rises linearly. */
export const SIMILARITY_FLOOR = 0.18;
export const SIMILARITY_CEILING = 0.48;
/** How much the quantities of the reference count beside the similarity. */
export const FACT_SHARE = 0.3;
/** Highest value of a reply that contradicts the reference. */
export const CONTRADICTION_CAP = 0.3;
/** A reply that holds all of the reference and more is as similar as this, though its F1 is low. */
export const COVERAGE_WORTH = 0.8;

/** How much of the similarity is the part of the reference that the question does not say already: 顺丰, not 发快递. */
export const ANSWER_SHARE = 0.3;

export interface ReferenceMatch {
  /** In [0,1]: 1 the reply says what the reference says. */
  readonly value: number;
  /** The reply is the reference, but for fillers, punctuation and the like. */
  readonly same: boolean;
  /** What the reply says against the reference, in words. */
  readonly against?: string;
}

/** Letters overlap by chance, so a Latin text is compared by words and long n-grams. */
function similarity(reply: Reading, reference: Reading): number {
  if (reply.content === reference.content) return reply.content === '' ? 0 : 1;
  const { f1, coverage } = contentShare(reference, reply);
  const similar = Math.max(f1, COVERAGE_WORTH * coverage);
  // chrF2 tells word order apart; on Chinese of this length it never exceeds the F1 of the characters by much.
  return IS_LATIN.test(reference.content) ? Math.max(similar, charOverlap(reply.content, reference.content).chrf2) : similar;
}

const IS_LATIN = /^[\x20-\x7e]*$/;

function worth(similar: number): number {
  return Math.min(1, Math.max(0, (similar - SIMILARITY_FLOOR) / (SIMILARITY_CEILING - SIMILARITY_FLOOR)));
}

/** The quantities that a reference turns on; counted things (2罐) are said or left out as one likes. */
function keyFacts(reference: Reading): readonly TypedFact[] {
  return reference.facts.filter((fact) => !fact.dimension.startsWith('count:'));
}

function assertedFacts(reply: Reading): readonly TypedFact[] {
  return reply.statedFacts.filter(({ polarity }) => polarity === 'asserted').map(({ fact }) => fact);
}

/** How far any of `stated` carries `wanted`, in [0,1]. */
function creditOf(wanted: TypedFact, stated: readonly TypedFact[]): number {
  let best = 0;
  for (const fact of stated) best = Math.max(best, factCredit(wanted, fact) ?? 0);
  return best;
}

/** A quantity in the reply that stands where the reference has another: same dimension and role, the reference's own unsaid. */
function rivalFact(wanted: readonly TypedFact[], reference: Reading, stated: readonly TypedFact[], scene: NuggetScene) {
  for (const fact of stated) {
    const peers = wanted.filter((other) => other.dimension === fact.dimension);
    if (peers.length === 0 || peers.some((peer) => creditOf(peer, stated) > 0)) continue;
    const licensed = [scene.utterance, ...scene.answer.references].some(({ facts }) =>
      facts.some((other) => equalFacts(other, fact)),
    );
    if (licensed) continue;
    const role = factRole(scene.reply, fact);
    const peer = peers.find((other) => factRole(reference, other) === role);
    if (peer !== undefined) return `says ${fact.text} where the reference says ${peer.text}`;
  }
  return undefined;
}

/** A verdict word that one text asserts and the other denies, when more are at odds than agree. */
function flippedVerdict(reply: Reading, reference: Reading): string | undefined {
  let agreed = 0;
  const flipped: string[] = [];
  for (const [verdict, asserted] of reply.verdicts) {
    const other = reference.verdicts.get(verdict);
    if (other === asserted) agreed += 1;
    else if (other !== undefined) flipped.push(verdict);
  }
  return flipped.length > agreed ? `says the opposite of the reference on ${flipped[0]}` : undefined;
}

function matchOne(reference: Reading, scene: NuggetScene): ReferenceMatch {
  const near = similarity(scene.reply, reference);
  if (near === 1) return { value: 1, same: true };
  const answered = answerCoverage(reference, scene.reply, scene.utterance) ?? near;
  const similar = (1 - ANSWER_SHARE) * near + ANSWER_SHARE * answered;
  const wanted = keyFacts(reference);
  const stated = assertedFacts(scene.reply);
  const base = worth(similar);
  const share = wanted.reduce((sum, fact) => sum + creditOf(fact, stated), 0) / wanted.length;
  const value = wanted.length === 0 ? base : (1 - FACT_SHARE) * base + FACT_SHARE * share;
  const against = rivalFact(wanted, reference, stated, scene) ?? flippedVerdict(scene.reply, reference);
  return { value, same: false, ...(against === undefined ? {} : { against }) };
}

/** The best match over the references, by what each is worth in the end. Undefined without references. */
export function matchReferences(scene: NuggetScene): ReferenceMatch | undefined {
  let best: ReferenceMatch | undefined;
  for (const reference of scene.answer.references) {
    const match = matchOne(reference, scene);
    if (best === undefined || isBetter(match, best)) best = match;
  }
  return best;
}

function isBetter(match: ReferenceMatch, best: ReferenceMatch): boolean {
  const [ours, theirs] = [netWorth(match), netWorth(best)];
  return ours === theirs ? match.against === undefined && best.against !== undefined : ours > theirs;
}

function netWorth({ value, against }: ReferenceMatch): number {
  return against === undefined ? value : Math.min(value, CONTRADICTION_CAP);
}
