/** Reference match: how near a reply is to an acceptable one, and whether it says the opposite or other quantities. */
import {
  answerCoverage,
  type ContentShare,
  charOverlap,
  contentShare,
  equalFacts,
  flippedVerdict,
  type Reading,
  type TypedFact,
} from '../text/index.js';
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
  readonly against: string | undefined;
}

/** Letters overlap by chance, so a Latin text is compared by words and long n-grams. */
function similarity(reply: Reading, reference: Reading, { f1, coverage }: ContentShare): number {
  if (reply.content === reference.content) return reply.content === '' ? 0 : 1;
  const similar = Math.max(f1, COVERAGE_WORTH * coverage);
  // chrF2 tells word order apart; on Chinese of this length it never exceeds the F1 of the characters by much.
  return IS_LATIN.test(reference.content) ? Math.max(similar, charOverlap(reply.content, reference.content).chrf2) : similar;
}

const IS_LATIN = /^[\x20-\x7e]*$/;

function worth(similar: number): number {
  return Math.min(1, Math.max(0, (similar - SIMILARITY_FLOOR) / (SIMILARITY_CEILING - SIMILARITY_FLOOR)));
}

/** How far any of `stated` carries `wanted`, in [0,1]. */
function creditOf(wanted: TypedFact, stated: readonly TypedFact[]): number {
  let best = 0;
  for (const fact of stated) best = Math.max(best, factCredit(wanted, fact) ?? 0);
  return best;
}

/** Whether the shopper or a reference speaks of the quantity. */
function isLicensed(stated: TypedFact, { utterance, answer }: NuggetScene): boolean {
  const same = (fact: TypedFact) => equalFacts(fact, stated);
  return utterance.facts.some(same) || answer.references.some(({ facts }) => facts.some(same));
}

/** A quantity in the reply that stands where the reference has another: same dimension and role, the reference's own unsaid. */
function rivalFact(reference: Reading, scene: NuggetScene): string | undefined {
  const stated = scene.reply.assertedFacts;
  const wanted = reference.measures;
  if (wanted.length === 0) return undefined;
  for (const fact of stated) {
    const peers = wanted.filter((other) => other.dimension === fact.dimension);
    if (peers.length === 0 || peers.some((peer) => creditOf(peer, stated) > 0) || isLicensed(fact, scene)) continue;
    const role = factRole(scene.reply, fact);
    const peer = peers.find((other) => factRole(reference, other) === role);
    if (peer !== undefined) return `says ${fact.text} where the reference says ${peer.text}`;
  }
  return undefined;
}

/** What the reply says against the reference, in words. */
function findAgainst(reference: Reading, scene: NuggetScene): string | undefined {
  const rival = rivalFact(reference, scene);
  if (rival !== undefined) return rival;
  const flipped = flippedVerdict(scene.reply.verdicts, reference.verdicts);
  return flipped === undefined ? undefined : `says the opposite of the reference on ${flipped}`;
}

/** The match with one reference. What speaks against it costs more than all the rest, and is looked for when it matters. */
class Match implements ReferenceMatch {
  readonly value: number;
  readonly same: boolean;
  /** `null`: not looked for yet. */
  private found: string | undefined | null = null;

  constructor(
    private readonly reference: Reading,
    private readonly scene: NuggetScene,
    share: ContentShare,
  ) {
    const near = similarity(scene.reply, reference, share);
    this.same = near === 1;
    this.value = this.same ? 1 : valueWith(near, reference, scene);
  }

  get against(): string | undefined {
    if (this.same) return undefined;
    if (this.found === null) this.found = findAgainst(this.reference, this.scene);
    return this.found;
  }

  /** Whether it outdoes another match, by what each is worth in the end. */
  isBetterThan(other: Match): boolean {
    const theirs = other.worth;
    // Nothing is worth more than its value.
    if (this.value < theirs) return false;
    const ours = this.worth;
    return ours === theirs ? this.against === undefined && other.against !== undefined : ours > theirs;
  }

  private get worth(): number {
    return this.value > CONTRADICTION_CAP && this.against !== undefined ? CONTRADICTION_CAP : this.value;
  }
}

/** What a reply of this similarity is worth, its quantities included. */
function valueWith(near: number, reference: Reading, scene: NuggetScene): number {
  const answered = answerCoverage(reference, scene.reply, scene.utterance) ?? near;
  const base = worth((1 - ANSWER_SHARE) * near + ANSWER_SHARE * answered);
  const wanted = reference.measures;
  if (wanted.length === 0) return base;
  let credits = 0;
  for (const fact of wanted) credits += creditOf(fact, scene.reply.assertedFacts);
  return (1 - FACT_SHARE) * base + FACT_SHARE * (credits / wanted.length);
}

export interface ReferenceMatches {
  /** Undefined without references. */
  readonly best: ReferenceMatch | undefined;
  /** The largest share of a reference's content that the reply holds, in [0,1]. */
  readonly coverage: number;
}

/** The best match over the references, by what each is worth in the end. */
export function matchReferences(scene: NuggetScene): ReferenceMatches {
  let best: Match | undefined;
  let coverage = 0;
  for (const reference of scene.answer.references) {
    const share = contentShare(reference, scene.reply);
    coverage = Math.max(coverage, share.coverage);
    const match = new Match(reference, scene, share);
    if (best === undefined || match.isBetterThan(best)) best = match;
  }
  return { best, coverage };
}
