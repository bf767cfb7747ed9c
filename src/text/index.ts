/** Text: the forms in which texts are compared, and what a text states, denies, asks and leaves open. */
export { CLOCK_HALF } from './calendar.js';
export { bestOverlap, charF1, charOverlap, type Overlap } from './char-overlap.js';
export { type Clause, splitClauses } from './clause.js';
export { contentText } from './content-text.js';
export { standardiseWords } from './dialect-word.js';
export type { ExclusiveWord } from './exclusive-word.js';
export { flippedVerdict } from './flipped-verdict.js';
export { indexOfPattern } from './matching-form.js';
export { negatedCore } from './negated-core.js';
export { NORMALISER_VERSION, normaliseText } from './normalise.js';
export { type Numeral, parseNumeral, readNumeral } from './numeral.js';
export { phrases } from './phrase-table.js';
export { clauseAt, findOccurrences, type Occurrence, type Polarity, polarityAt, type Statement } from './polarity.js';
export { QUESTION_TYPES, type QuestionType } from './question-type.js';
export { bm25Share, rarityOf } from './rarity.js';
export { RARITY_VERSION } from './rarity-table.js';
export { Reading, read, type StatedFact } from './reading.js';
export { remembered } from './recent.js';
export { signsFit } from './reply-type.js';
export { type Clash, contentClash, type SignedContent } from './signed-content.js';
export type { Stance } from './stance.js';
export { TermPool } from './term-pool.js';
export {
  abstains,
  answerCoverage,
  asksBack,
  type ContentShare,
  contentShare,
  contentTokens,
  factsOf,
  focusShare,
  handsOver,
  isStockPhrase,
  matchingForm,
  orderShare,
  polarityOf,
  questionType,
  questionTypes,
  replyFits,
} from './text-query.js';
export { type Agreement, compareFacts, equalFacts, type FactKind, findFacts, type TypedFact } from './typed-fact.js';
export { WordMask } from './word-mask.js';
