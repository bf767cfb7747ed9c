/** A reading: one text and all that this room finds in it, each thing worked out once, when first asked for. */
import { findsAbstention, findsHandover } from './abstention.js';
import { type BareNumber, bareNumbersOf } from './bare-number.js';
import { findsQuestionBack } from './clarification.js';
import { type Clause, splitClauses } from './clause.js';
import { extractContent } from './content-text.js';
import { type ContentTokens, pairTokens, tokenise } from './content-token.js';
import { type ExclusiveWord, findExclusive } from './exclusive-word.js';
import { findRivals } from './likely-rival.js';
import { findLooseWords, type LooseWord } from './loose-word.js';
import { toMatchingForm } from './matching-form.js';
import { type Cue, findCues } from './negation-cue.js';
import { normaliseText } from './normalise.js';
import type { PhraseHit } from './phrase-table.js';
import { type Polarity, polarityAt, type Statement } from './polarity.js';
import { findVerdicts, type Verdicts } from './predicate.js';
import { classifyQuestion, type QuestionType } from './question-type.js';
import { remembered } from './recent.js';
import { findSigns, type ReplySigns } from './reply-type.js';
import { type SignedContent, signContent } from './signed-content.js';
import { findStance, type Stance } from './stance.js';
import { isStock } from './stock-phrase.js';
import { findFacts, type TypedFact } from './typed-fact.js';

export interface StatedFact {
  readonly fact: TypedFact;
  readonly polarity: Polarity;
}

/** Patterns, quantities and claims are looked for in so many first characters; no shopper reads on, and time stays bounded. */
const READ_LENGTH = 20_000;

/** One text, read as far as it is asked about. Getters are pure; each keeps its answer. */
export class Reading implements Statement {
  private ownNormal: string | undefined;
  private ownForm: string | undefined;
  private ownContent: string | undefined;
  private ownTokens: ContentTokens | undefined;
  private ownFacts: readonly TypedFact[] | undefined;
  private ownMeasures: readonly TypedFact[] | undefined;
  private ownStatedFacts: readonly StatedFact[] | undefined;
  private ownAssertedFacts: readonly TypedFact[] | undefined;
  private ownClauses: readonly Clause[] | undefined;
  private ownCues: readonly Cue[] | undefined;
  private ownVerdicts: Verdicts | undefined;
  private ownSigned: SignedContent | undefined | null = null;
  private ownStance: Stance | undefined | null = null;
  private ownExclusive: readonly PhraseHit<ExclusiveWord>[] | undefined;
  private ownRivals: readonly PhraseHit<ExclusiveWord>[] | undefined;
  private ownLooseWords: readonly PhraseHit<LooseWord>[] | undefined;
  private ownBareNumbers: readonly BareNumber[] | undefined;
  private ownPairs: ContentTokens | undefined;
  private ownQuestionTypes: readonly QuestionType[] | undefined;
  private ownSigns: ReplySigns | undefined;
  private ownIsStock: boolean | undefined;
  private ownAbstains: boolean | undefined;
  private ownHandsOver: boolean | undefined;
  private ownAsksBack: boolean | undefined;

  constructor(readonly raw: string) {}

  /** {@link normaliseText}. */
  get normal(): string {
    this.ownNormal ??= normaliseText(this.raw);
    return this.ownNormal;
  }

  /** The form in which patterns are looked up: standard words, quantities written in one way. */
  get form(): string {
    this.ownForm ??= toMatchingForm(this.normal.slice(0, READ_LENGTH));
    return this.ownForm;
  }

  /** The matching form without fillers, emoji and punctuation. */
  get content(): string {
    this.ownContent ??= extractContent(this.form);
    return this.ownContent;
  }

  get tokens(): ContentTokens {
    this.ownTokens ??= tokenise(this.content);
    return this.ownTokens;
  }

  get facts(): readonly TypedFact[] {
    this.ownFacts ??= findFacts(this.form);
    return this.ownFacts;
  }

  /** The quantities but for counted things (2罐), which are said or left out as one likes. */
  get measures(): readonly TypedFact[] {
    this.ownMeasures ??= this.facts.filter((fact) => !fact.dimension.startsWith('count:'));
    return this.ownMeasures;
  }

  get statedFacts(): readonly StatedFact[] {
    this.ownStatedFacts ??= this.facts.map((fact) => ({ fact, polarity: polarityAt(this, fact.start, fact.end).polarity }));
    return this.ownStatedFacts;
  }

  get assertedFacts(): readonly TypedFact[] {
    this.ownAssertedFacts ??= this.statedFacts.filter(({ polarity }) => polarity === 'asserted').map(({ fact }) => fact);
    return this.ownAssertedFacts;
  }

  get clauses(): readonly Clause[] {
    this.ownClauses ??= splitClauses(this.form);
    return this.ownClauses;
  }

  /** Negation cues, and phrases that only look like one. */
  get cues(): readonly Cue[] {
    this.ownCues ??= findCues(this.form);
    return this.ownCues;
  }

  /** Verdict words (可以, 支持, 有 …), asserted or denied. */
  get verdicts(): Verdicts {
    this.ownVerdicts ??= findVerdicts(this);
    return this.ownVerdicts;
  }

  /** What it asserts and what it denies; undefined when it denies nothing. */
  get signed(): SignedContent | undefined {
    if (this.ownSigned === null) this.ownSigned = signContent(this);
    return this.ownSigned;
  }

  /** The yes or no that it opens with. */
  get stance(): Stance | undefined {
    if (this.ownStance === null) this.ownStance = findStance(this);
    return this.ownStance;
  }

  /** Names and properties of which only one can be true. */
  get exclusive(): readonly PhraseHit<ExclusiveWord>[] {
    this.ownExclusive ??= findExclusive(this.form);
    return this.ownExclusive;
  }

  /** Those, and words of which only one is likely to be true. */
  get rivals(): readonly PhraseHit<ExclusiveWord>[] {
    this.ownRivals ??= findRivals(this.form);
    return this.ownRivals;
  }

  /** Courtesies, and words that lump things together. */
  get looseWords(): readonly PhraseHit<LooseWord>[] {
    this.ownLooseWords ??= findLooseWords(this.form);
    return this.ownLooseWords;
  }

  /** Whether what stands at `start`–`end` of the form is denied or asked there. */
  deniesAt(start: number, end: number): boolean {
    return polarityAt(this, start, end).polarity !== 'asserted';
  }

  /** The numbers of the form that belong to no quantity (T2, 10号线). */
  get bareNumbers(): readonly BareNumber[] {
    this.ownBareNumbers ??= bareNumbersOf(this.form, this.facts);
    return this.ownBareNumbers;
  }

  /** Every two neighbouring tokens of the content as one: what the order of a text is compared by. */
  get pairs(): ContentTokens {
    this.ownPairs ??= pairTokens(this.tokens);
    return this.ownPairs;
  }

  get questionTypes(): readonly QuestionType[] {
    this.ownQuestionTypes ??= classifyQuestion(this.form);
    return this.ownQuestionTypes;
  }

  /** What can answer a question. */
  get signs(): ReplySigns {
    this.ownSigns ??= findSigns(this.form, this.content, this.facts);
    return this.ownSigns;
  }

  /** Says nothing of the matter. */
  get isStock(): boolean {
    this.ownIsStock ??= isStock(this.form);
    return this.ownIsStock;
  }

  /** Says that it does not know, will find out, or hands over. */
  get abstains(): boolean {
    this.ownAbstains ??= findsAbstention(this.form);
    return this.ownAbstains;
  }

  get handsOver(): boolean {
    this.ownHandsOver ??= findsHandover(this.form);
    return this.ownHandsOver;
  }

  /** Asks for something that it needs to know. */
  get asksBack(): boolean {
    this.ownAsksBack ??= findsQuestionBack(this.form, this.clauses);
    return this.ownAsksBack;
  }
}

/** The reading of a text; that of a recent text is the same object. Few are kept: the collector copies all that live long. */
export const read: (text: string) => Reading = remembered((text) => new Reading(text), 128);
