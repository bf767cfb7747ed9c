/** A label's answer, prepared once: patterns, facts, claims and references in the forms in which replies are searched. */
import type { Answer, Nugget } from '../schema/index.js';
import { findFacts, matchingForm, negatedCore, Reading, remembered, type TypedFact } from '../text/index.js';

export interface PatternForm {
  readonly text: string;
  /** For a pattern that denies (不能减40): the claim that it denies (能减40). */
  readonly denied: string | undefined;
  /** The quantity, when the pattern is one and nothing else (8小时). */
  readonly fact: TypedFact | undefined;
  readonly reading: Reading;
}

export interface NuggetForm {
  readonly nugget: Nugget;
  readonly patterns: readonly PatternForm[];
  readonly fact: TypedFact | undefined;
}

export interface ClaimForm {
  /** As labelled. */
  readonly claim: string;
  readonly text: string;
  /** The quantity, when the claim is one and nothing else (2段, 556元). */
  readonly fact: TypedFact | undefined;
}

export interface AnswerForm {
  readonly nuggets: readonly NuggetForm[];
  readonly forbidden: readonly ClaimForm[];
  readonly references: readonly Reading[];
  /** The references, normalised. */
  readonly normals: readonly string[];
}

// The variants of a dialogue carry the labels of their parent, so each pattern, claim and reference comes several times.
const patternForm = remembered((pattern: string): PatternForm => {
  const text = matchingForm(pattern);
  return { text, denied: negatedCore(text), fact: wholeFact(text), reading: new Reading(text) };
});

/** The fact that a text in matching form is, and nothing else; undefined when it says more or is none. */
export function wholeFact(form: string): TypedFact | undefined {
  if (!/\d/.test(form)) return undefined;
  const facts = findFacts(form);
  const [fact] = facts;
  return facts.length === 1 && fact?.start === 0 && fact.end === form.length ? fact : undefined;
}

/** A fact that is no quantity (10月3日) is looked up as a pattern. */
function nuggetForm(nugget: Nugget): NuggetForm {
  const fact = nugget.fact === undefined ? undefined : claimForm(nugget.fact).fact;
  const patterns = nugget.any ?? (nugget.fact !== undefined && fact === undefined ? [nugget.fact] : []);
  return { nugget, fact, patterns: patterns.map((pattern) => patternForm(pattern)) };
}

const claimForm = remembered((claim: string): ClaimForm => {
  const text = matchingForm(claim);
  return { claim, text, fact: wholeFact(text) };
});

/** The references of a few turns: what a family repeats comes soon, and what is kept for long the collector copies. */
const referenceReading = remembered((reference: string) => new Reading(reference), 256);

/** Each part is prepared when it is first asked for. */
class PreparedAnswer implements AnswerForm {
  readonly references: readonly Reading[];
  private ownNuggets: readonly NuggetForm[] | undefined;
  private ownForbidden: readonly ClaimForm[] | undefined;
  private ownNormals: readonly string[] | undefined;

  constructor(readonly answer: Answer) {
    this.references = answer.references?.map((reference) => referenceReading(reference)) ?? [];
  }

  get nuggets(): readonly NuggetForm[] {
    this.ownNuggets ??= (this.answer.nuggets ?? []).map(nuggetForm);
    return this.ownNuggets;
  }

  get forbidden(): readonly ClaimForm[] {
    this.ownForbidden ??= (this.answer.forbidden ?? []).map((claim) => claimForm(claim));
    return this.ownForbidden;
  }

  get normals(): readonly string[] {
    this.ownNormals ??= this.references.map((reference) => reference.normal);
    return this.ownNormals;
  }
}

function sameTexts(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

function sameNugget(a: Nugget, b: Nugget): boolean {
  return a.id === b.id && a.vital === b.vital && a.fact === b.fact && a.slot === b.slot && sameTexts(a.any, b.any);
}

/** Whether two answers come to the same form. */
function sameAnswer(a: Answer, b: Answer): boolean {
  if (!sameTexts(a.references, b.references) || !sameTexts(a.forbidden, b.forbidden)) return false;
  const ours = a.nuggets ?? NO_NUGGETS;
  const theirs = b.nuggets ?? NO_NUGGETS;
  if (ours.length !== theirs.length) return false;
  for (let i = 0; i < ours.length; i += 1) if (!sameNugget(ours[i] as Nugget, theirs[i] as Nugget)) return false;
  return true;
}

const NO_NUGGETS: readonly Nugget[] = [];
/** Answers of about a family: its variants say the same things, one behind the other. */
const KEPT = 32;
const kept = new Array<PreparedAnswer | undefined>(KEPT).fill(undefined);
let newest = 0;
/** The scorers of one turn ask for the same answer one after another. */
let last: { readonly answer: Answer; readonly form: PreparedAnswer } | undefined;

function prepare(answer: Answer): PreparedAnswer {
  for (let back = 0; back < KEPT; back += 1) {
    const form = kept[(newest - back + KEPT) % KEPT];
    if (form === undefined) break;
    if (sameAnswer(form.answer, answer)) return form;
  }
  const form = new PreparedAnswer(answer);
  newest = (newest + 1) % KEPT;
  kept[newest] = form;
  return form;
}

/** The prepared form of an answer. */
export function answerForm(answer: Answer): AnswerForm {
  if (last === undefined || last.answer !== answer) last = { answer, form: prepare(answer) };
  return last.form;
}
