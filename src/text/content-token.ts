/** Content tokens: what a text is about, one token a Chinese character and one a Latin word or number. */
import { isDigitUnit, isWordUnit, phrases } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

/**
 * Tokens as numbers: a character is its code unit, a word a hash above all of them. Function characters and stop words, which
 * weigh {@link LIGHT}, are the complement of theirs.
 */
export interface ContentTokens {
  readonly ids: readonly number[];
  /** The weight of all together. */
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

const lightCharacters = new UnitSet(LIGHT_CHARACTERS);
const lightWords = new Set(LIGHT_WORDS.map((word) => wordId(word, 0, word.length)));

export function weightOf(token: number): number {
  return token < 0 ? LIGHT : 1;
}

/** Signs that go on within a word or number: 16:00, 0-6, 1.5, all-in-one. */
function continues(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  return isWordUnit(unit) || ((unit === 46 || unit === 58 || unit === 45) && isWordUnit(text.charCodeAt(i + 1)));
}

const LETTER_S = 115;
const SPACE = 32;

/** The end of a word without its plural s. */
function stemEnd(text: string, start: number, end: number): number {
  const plural = text.charCodeAt(end - 1) === LETTER_S && text.charCodeAt(end - 2) !== LETTER_S;
  return end - start > 3 && plural && !isDigitUnit(text.charCodeAt(start)) ? end - 1 : end;
}

/** Where tokens are gathered before they are copied in one piece. */
const gathered: number[] = [];

/** The tokens of a content text, in order. */
export function tokenise(content: string): ContentTokens {
  let count = 0;
  let total = 0;
  for (let i = 0; i < content.length; ) {
    const unit = content.charCodeAt(i);
    let end = i + 1;
    let token = lightCharacters.has(unit) ? ~unit : unit;
    if (isWordUnit(unit)) {
      while (end < content.length && continues(content, end)) end += 1;
      const id = wordId(content, i, stemEnd(content, i, end));
      token = lightWords.has(id) ? ~id : id;
    } else if (unit >= 0xd800 && unit <= 0xdbff) {
      end = i + 2;
      token = wordId(content, i, end);
    }
    i = end;
    if (unit === SPACE) continue;
    gathered[count] = token;
    count += 1;
    total += weightOf(token);
  }
  return { ids: gathered.slice(0, count), total };
}

/** The pairs of neighbouring tokens, each a token of full weight. */
export function pairTokens({ ids }: ContentTokens): ContentTokens {
  const pairs: number[] = [];
  for (let i = 1; i < ids.length; i += 1) {
    const hash = Math.imul((ids[i - 1] as number) ^ 0x811c9dc5, 0x01000193) ^ (ids[i] as number);
    pairs.push(Math.imul(hash, 0x01000193) & 0x7fffffff);
  }
  return { ids: pairs, total: pairs.length };
}
