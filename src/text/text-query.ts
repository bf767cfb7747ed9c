/** The questions of this room, put to plain texts; each is answered by the text's reading. */
import { pairF1, rareShare, sharedWeight, shareOfNew } from './content-share.js';
import { extractContent } from './content-text.js';
import { type ContentTokens, tokenise } from './content-token.js';
import { toMatchingForm } from './matching-form.js';
import { normaliseText } from './normalise.js';
import { findOccurrences, type Polarity } from './polarity.js';
import type { QuestionType } from './question-type.js';
import { type Reading, read } from './reading.js';
import { signsFit } from './reply-type.js';
import type { TypedFact } from './typed-fact.js';

/** The form in which patterns are looked up: normalised, dialect words in standard Mandarin, 三个月 as 3个月. */
export function matchingForm(text: string): string {
  return toMatchingForm(normaliseText(text));
}

/** The quantities that a text states, places counted in its matching form. */
export function factsOf(text: string): readonly TypedFact[] {
  return read(text).facts;
}

/** The strongest polarity of a pattern in a text: asserted anywhere, else negated, else asked; undefined when absent. */
export function polarityOf(text: string, pattern: string): Polarity | undefined {
  const polarities = findOccurrences(read(text), matchingForm(pattern)).map((occurrence) => occurrence.polarity);
  return (['asserted', 'negated', 'asked'] as const).find((polarity) => polarities.includes(polarity));
}

/** All the kinds of answer an utterance asks for; `['other']` when it asks for none. */
export function questionTypes(utterance: string): readonly QuestionType[] {
  return read(utterance).questionTypes;
}

/** The first of {@link questionTypes}. */
export function questionType(utterance: string): QuestionType {
  return questionTypes(utterance)[0] ?? 'other';
}

/** Whether a reply is of a kind that can answer a question of any of these types. */
export function replyFits(types: readonly QuestionType[], reply: string): boolean {
  return signsFit(types, read(reply).signs);
}

/** Whether a reply says nothing of the matter: empty, or stock clauses alone. */
export function isStockPhrase(reply: string): boolean {
  return read(reply).isStock;
}

/** Whether a reply says that it does not know or cannot tell, will find out, or hands over. */
export function abstains(reply: string): boolean {
  return read(reply).abstains;
}

/** Whether a reply hands over to a person, by its words. */
export function handsOver(reply: string): boolean {
  return read(reply).handsOver;
}

/** Whether a reply asks back for something it needs to know. */
export function asksBack(reply: string): boolean {
  return read(reply).asksBack;
}

export interface ContentShare {
  /** Weighted F1 of the content of both, in [0,1]; 0 when either has none. */
  readonly f1: number;
  /** Weighted share of `of`'s content that `by` holds, in [0,1]; 0 when `of` has none. */
  readonly coverage: number;
}

/** How much of the content of one text another holds. */
export function contentShare(of: Reading, by: Reading): ContentShare {
  const ours = of.tokens;
  const theirs = by.tokens;
  if (ours.total === 0 || theirs.total === 0) return { f1: 0, coverage: 0 };
  const shared = sharedWeight(ours, theirs);
  return { f1: (2 * shared) / (ours.total + theirs.total), coverage: shared / ours.total };
}

/**
 * Weighted share of what `of` adds to `question` (the part that answers it) that `by` holds, in [0,1];
 * undefined when `of` adds less than one content character.
 */
export function answerCoverage(of: Reading, by: Reading, question: Reading): number | undefined {
  return shareOfNew(of.tokens, by.tokens, question.tokens);
}

/** How much of the content of a question another text takes up, rare words counting for more; in [0,1]. */
export function focusShare(question: Reading, by: Reading): number {
  return rareShare(question.tokens, by.tokens);
}

/** How far two texts say the same in the same order, in [0,1]: F1 of their neighbouring tokens. */
export function orderShare(of: Reading, by: Reading): number {
  return pairF1(of.pairs, by.pairs);
}

/** The content tokens of a text in matching form. */
export function contentTokens(form: string): ContentTokens {
  return tokenise(extractContent(form));
}
