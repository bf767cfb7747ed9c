/** Content tokens: what a text is about, one token a Chinese character and one a Latin word or number; and how much two texts share. */
import { isDigitUnit, isWordUnit, phrases } from './phrase-table.js';

/** Tokens as numbers: a character is its code unit, a word a hash above all of them. */
export interface ContentTokens {
  readonly ids: readonly number[];
  /** Function characters and stop words weigh {@link LIGHT}, all others 1. */
  readonly weights: readonly number[];
  readonly total: number;
}

/** What a function character weighs against a content character. */
export const LIGHT = 0.2;
const LIGHT_CHARACTERS =
  '的了是在有和也就都您你我们这那个哦呢吗么吧啊呀可以会能要请给为一下与及或上到着过得地很还再又来去把被让从对';
const LIGHT_WORDS = phrases(
  'the|a|an|is|are|it|to|of|and|in|on|for|you|your|we|i|can|do|does|this',
  'that|with|be|please|our|my|will|have|has|at|or|if|as|so|yes|me|us',
);

const FIRST_WORD_ID = 65_536;

/** FNV-1a over the units from `start` to `end`, kept above all code units and below 2³¹. */
function wordId(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return FIRST_WORD_ID + ((hash >>> 0) % (2 ** 31 - FIRST_WORD_ID));
}

const light = new Set([
  ...[...LIGHT_CHARACTERS].map((character) => character.charCodeAt(0)),
  ...LIGHT_WORDS.map((word) => wordId(word, 0, word.length)),
]);

/** Signs that go on within a word or number: 16:00, 0-6, 1.5, all-in-one. */
function continues(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  return isWordUnit(unit) || ((unit === 46 || unit === 58 || unit === 45) && isWordUnit(text.charCodeAt(i + 1)));
}

const LETTER_S = 115;

/** The end of a word without its plural s. */
function stemEnd(text: string, start: number, end: number): number {
  const plural = text.charCodeAt(end - 1) === LETTER_S && text.charCodeAt(end - 2) !== LETTER_S;
  return end - start > 3 && plural && !isDigitUnit(text.charCodeAt(start)) ? end - 1 : end;
}

/** The tokens of a content text, in order. */
export function tokenise(content: string): ContentTokens {
  const ids: number[] = [];
  const weights: number[] = [];
  let total = 0;
  for (let i = 0; i < content.length; ) {
    let end = i + 1;
    let id = content.charCodeAt(i);
    if (isWordUnit(id)) {
      while (end < content.length && continues(content, end)) end += 1;
      id = wordId(content, i, stemEnd(content, i, end));
    } else if (id >= 0xd800 && id <= 0xdbff) {
      end = i + 2;
      id = wordId(content, i, end);
    }
    i = end;
    if (id === 32) continue;
    const weight = light.has(id) ? LIGHT : 1;
    ids.push(id);
    weights.push(weight);
    total += weight;
  }
  return { ids, weights, total };
}

/** A hash table of counts, used again by every call. */
const SLOTS = 4096;
const keys = new Int32Array(SLOTS);
const counts = new Int32Array(SLOTS);
const stamps = new Int32Array(SLOTS);
let stamp = 0;

function slotOf(id: number): number {
  let slot = Math.imul(id, 0x9e3779b1) >>> 20;
  while (stamps[slot] === stamp && keys[slot] !== id) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

/** Sets the table to the counts of a text's tokens; of thousands, the first count. */
function countTokens({ ids }: ContentTokens): void {
  stamp = (stamp + 1) | 0;
  const limit = Math.min(ids.length, SLOTS / 2);
  for (let i = 0; i < limit; i += 1) {
    const id = ids[i] as number;
    const slot = slotOf(id);
    counts[slot] = stamps[slot] === stamp ? (counts[slot] as number) + 1 : 1;
    stamps[slot] = stamp;
    keys[slot] = id;
  }
}

/** The tokens of a text that another lacks altogether. */
export function tokensBeyond(tokens: ContentTokens, known: ContentTokens): ContentTokens {
  countTokens(known);
  const ids: number[] = [];
  const weights: number[] = [];
  let total = 0;
  for (let i = 0; i < tokens.ids.length; i += 1) {
    const id = tokens.ids[i] as number;
    if (stamps[slotOf(id)] === stamp) continue;
    const weight = tokens.weights[i] as number;
    ids.push(id);
    weights.push(weight);
    total += weight;
  }
  return { ids, weights, total };
}

/** Weight that the multisets of tokens of two texts share. */
export function sharedWeight(a: ContentTokens, b: ContentTokens): number {
  countTokens(b);
  let shared = 0;
  for (let i = 0; i < a.ids.length; i += 1) {
    const slot = slotOf(a.ids[i] as number);
    if (stamps[slot] !== stamp || counts[slot] === 0) continue;
    counts[slot] = (counts[slot] as number) - 1;
    shared += a.weights[i] as number;
  }
  return shared;
}
