/** Term pool: similarity of texts by what is rare in a pool of texts and common to both. */
import { conceptsOf } from './concept.js';
import { contentText } from './content-text.js';

/** What a pair of neighbouring characters, and a concept, weighs against a single character of the same rarity. */
export const PAIR_WEIGHT = 0.5;
export const CONCEPT_WEIGHT = 2;

const WORD = /[a-z0-9]+|[^\s]/gu;

/** How often each term stands in a text: characters (Latin words whole), their pairs, and concepts. */
function termsOf(text: string): Map<string, number> {
  const content = contentText(text);
  const terms = new Map<string, number>();
  const add = (term: string, times: number) => terms.set(term, times + (terms.get(term) ?? 0));
  const characters = content.match(WORD) ?? [];
  for (const [i, character] of characters.entries()) {
    add(character, 1);
    if (i > 0) add(`${characters[i - 1]} ${character}`, 1);
  }
  for (const concept of conceptsOf(content)) add(`#${concept}`, 1);
  return terms;
}

function kindWeight(term: string): number {
  if (term.charCodeAt(0) === HASH && term.length > 1) return CONCEPT_WEIGHT;
  return term.includes(' ') ? PAIR_WEIGHT : 1;
}

const HASH = 35;

/** Document frequencies of a pool, and the similarity that follows from them. */
export class TermPool {
  private readonly frequencies = new Map<string, number>();
  private readonly size: number;

  /** `texts` as written; their order does not matter, and an empty pool weighs all terms alike. */
  constructor(texts: Iterable<string>) {
    let size = 0;
    for (const text of texts) {
      size += 1;
      for (const term of termsOf(text).keys()) this.frequencies.set(term, 1 + (this.frequencies.get(term) ?? 0));
    }
    this.size = size;
  }

  /** ln((1 + n) / (1 + df)) + 1, times the weight of the kind; a term that every text has still weighs something. */
  private weightOf(term: string): number {
    return kindWeight(term) * (Math.log((1 + this.size) / (1 + (this.frequencies.get(term) ?? 0))) + 1);
  }

  private vectorOf(text: string): { readonly weights: ReadonlyMap<string, number>; readonly length: number } {
    const weights = new Map<string, number>();
    let squares = 0;
    for (const [term, times] of termsOf(text)) {
      const weight = times * this.weightOf(term);
      weights.set(term, weight);
      squares += weight * weight;
    }
    return { weights, length: Math.sqrt(squares) };
  }

  /**
   * Cosine of the TF-IDF vectors of two texts, in [0,1]; 0 when either has no content. Normalised alike on both sides
   * ({@link contentText}). Source: Salton & Buckley 1988, IDF smoothed as in scikit-learn; concepts are this project's.
   */
  similarity(a: string, b: string): number {
    const [ours, theirs] = [this.vectorOf(a), this.vectorOf(b)];
    if (ours.length === 0 || theirs.length === 0) return 0;
    let dot = 0;
    for (const [term, weight] of ours.weights) dot += weight * (theirs.weights.get(term) ?? 0);
    return Math.min(1, dot / (ours.length * theirs.length));
  }
}
