/** Reference match: how near a reply is to an acceptable one, and whether it says the opposite or other quantities. */
import { answerCoverage, type ContentShare, charOverlap, contentShare, orderShare, type Reading } from '../text/index.js';
import type { NuggetScene } from './nugget-scene.js';
import { CONTRADICTION_SHARE, type Conflict, creditOf, DETAIL_SHARE, findConflict } from './reference-conflict.js';

/** Similarity at which a reply is worth 0, and at which it is worth 1; in between the worth rises linearly. */
export const SIMILARITY_FLOOR = 0.18;
export const SIMILARITY_CEILING = 0.48;
/** How much the quantities of the reference count beside the similarity. */
export const FACT_SHARE = 0.3;
/** A reply that holds all of the reference and more is as similar as this, though its F1 is low. */
export const COVERAGE_WORTH = 0.8;

/** How much of the similarity is the part of the reference that the question does not say already: 顺丰, not 发快递. */
export const ANSWER_SHARE = 0.3;

/** How much of the value is left for wording: among replies that all say what the reference says, the nearer one is worth more. */
export const WORDING_SHARE = 0.1;

/** F1 of the content from which a reply is worded like the reference. */
export const ALIKE_FROM = 0.8;

export interface ReferenceMatch {
  /** In [0,1]: 1 the reply says what the reference says. */
  readonly value: number;
  /** The reply is the reference, but for fillers, punctuation and the like. */
  readonly same: boolean;
  /** What the reply says against the reference. */
  readonly against: Conflict | undefined;
  /** The value with what speaks against it taken off, in [0,1]. */
  readonly worth: number;
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

/** No conflict leaves less of a value than this. */
const LEAST_SHARE = CONTRADICTION_SHARE * DETAIL_SHARE ** 4;

/** The match with one reference. What speaks against it costs more than all the rest, and is looked for when it matters. */
class Match implements ReferenceMatch {
  readonly value: number;
  readonly same: boolean;
  /** Worded like the reference throughout, but for little. */
  private readonly isAlike: boolean;
  /** `null`: not looked for yet. */
  private found: Conflict | undefined | null = null;

  constructor(
    private readonly reference: Reading,
    private readonly scene: NuggetScene,
    share: ContentShare,
  ) {
    const near = similarity(scene.reply, reference, share);
    // The same words in another order may say another thing.
    this.isAlike = share.f1 >= ALIKE_FROM;
    this.same = near === 1 && scene.reply.content === reference.content;
    this.value = this.same ? 1 : valueWith(near, share.f1, reference, scene);
  }

  get against(): Conflict | undefined {
    if (this.same) return undefined;
    if (this.found === null) this.found = findConflict(this.reference, this.scene, this.isAlike);
    return this.found;
  }

  /** Whether it outdoes another match, by what each is worth in the end. */
  isBetterThan(other: Match): boolean {
    // What speaks against either is looked for only where it can turn the scale.
    if (this.value < LEAST_SHARE * other.value) return false;
    const theirs = other.worth;
    // Nothing is worth more than its value.
    if (this.value < theirs) return false;
    const ours = this.worth;
    return ours === theirs ? this.against === undefined && other.against !== undefined : ours > theirs;
  }

  get worth(): number {
    return this.value === 0 ? 0 : this.value * (this.against?.share ?? 1);
  }
}

/** What a reply of this similarity is worth, its quantities included. */
function valueWith(near: number, f1: number, reference: Reading, scene: NuggetScene): number {
  const answered = answerCoverage(reference, scene.reply, scene.utterance) ?? near;
  const wording = (f1 + orderShare(reference, scene.reply)) / 2;
  const base = (1 - WORDING_SHARE) * worth((1 - ANSWER_SHARE) * near + ANSWER_SHARE * answered) + WORDING_SHARE * wording;
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
  /** The largest share of the quantities that a reference adds to the question and the reply states, in [0,1]. */
  readonly stated: number;
  /** The largest F1 of the reply's content with a reference, in [0,1]. */
  readonly alike: number;
}

/** Of the quantities of a reference that the shopper has not named, the share that the reply states. */
function statedShare({ measures }: Reading, { reply, utterance }: NuggetScene): number {
  const fresh = measures.filter((fact) => creditOf(fact, utterance.facts) < 1);
  let count = 0;
  for (const fact of fresh) if (creditOf(fact, reply.assertedFacts) === 1) count += 1;
  return fresh.length === 0 ? 0 : count / fresh.length;
}

/** The best match over the references, by what each is worth in the end. */
export function matchReferences(scene: NuggetScene): ReferenceMatches {
  let best: Match | undefined;
  let coverage = 0;
  let alike = 0;
  let stated = 0;
  for (const reference of scene.answer.references) {
    const share = contentShare(reference, scene.reply);
    coverage = Math.max(coverage, share.coverage);
    alike = Math.max(alike, share.f1);
    stated = Math.max(stated, statedShare(reference, scene));
    const match = new Match(reference, scene, share);
    if (best === undefined || match.isBetterThan(best)) best = match;
  }
  return { best, coverage, alike, stated };
}
