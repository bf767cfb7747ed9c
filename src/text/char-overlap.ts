/** Overlap by characters: chrF2 as sacreBLEU computes it for a sentence, and character F1, both from one pass. */
import { BIT_LENGTH, matchBits } from './bit-matches.js';
import { matchGrams } from './gram-matches.js';

export interface Overlap {
  /** chrF with character order 6, β = 2, white space removed, effective order; in [0,1]. */
  readonly chrf2: number;
  /** F1 over the multisets of characters (code points, white space removed); in [0,1]. */
  readonly charF1: number;
}

const ORDER = 6;
const BETA_SQUARED = 4;
/** How often each UTF-16 unit is left; all 0 between calls. */
const unitCounts = new Int32Array(1 << 16);
const NONE: Overlap = { chrf2: 0, charF1: 0 };
const SAME: Overlap = { chrf2: 1, charF1: 1 };

/** Work space of a call: the characters of either text, and the matches of each order. Longer texts get room of their own. */
const ROOM = 1 << 12;
const hypothesisRoom = new Int32Array(ROOM);
const referenceRoom = new Int32Array(ROOM);
const matches = new Int32Array(ORDER + 1);

/** What Python's `str.split` takes for white space. */
function isSpace(unit: number): boolean {
  if (unit <= 32) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
  if (unit < 0x85 || unit > 0x3000) return false;
  if (unit >= 0x2000 && unit <= 0x200a) return true;
  return [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(unit);
}

/** Writes the code points of `text` without white space; their number. */
function readCharacters(text: string, into: Int32Array): number {
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (isSpace(unit)) continue;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) i += 1;
      into[n] = point;
    } else into[n] = unit;
    n += 1;
  }
  return n;
}

/**
 * Overlap of a hypothesis with one reference, on the texts as given (normalise both before). Two texts without any
 * character overlap by 0. Source: sacreBLEU's sentence chrF (`char_order=6, word_order=0, beta=2`) / 100.
 */
export function charOverlap(hypothesis: string, reference: string): Overlap {
  const ours = hypothesis.length <= ROOM ? hypothesisRoom : new Int32Array(hypothesis.length);
  const theirs = reference.length <= ROOM ? referenceRoom : new Int32Array(reference.length);
  const lengthH = readCharacters(hypothesis, ours);
  const lengthR = readCharacters(reference, theirs);
  if (lengthH === 0 || lengthR === 0) return NONE;
  if (hypothesis === reference) return SAME;
  const orders = Math.min(ORDER, lengthH, lengthR);
  const match = lengthR <= BIT_LENGTH ? matchBits : matchGrams;
  match(ours, lengthH, theirs, lengthR, orders, matches);
  let precision = 0;
  let recall = 0;
  for (let n = 1; n <= orders; n += 1) {
    precision += (matches[n] as number) / (lengthH - n + 1);
    recall += (matches[n] as number) / (lengthR - n + 1);
  }
  const charF1 = (2 * (matches[1] as number)) / (lengthH + lengthR);
  return { chrf2: fScore(precision / orders, recall / orders), charF1 };
}

function fScore(precision: number, recall: number): number {
  if (precision + recall === 0) return 0;
  return ((1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall);
}

/**
 * The character F1 of {@link charOverlap} alone, with a table by UTF-16 unit where no astral character is about: many times
 * faster, for runs that ask for nothing more.
 */
export function charF1(hypothesis: string, reference: string): number {
  let common = 0;
  let lengthH = 0;
  let lengthR = 0;
  let astral = false;
  for (let i = 0; i < reference.length; i += 1) {
    const unit = reference.charCodeAt(i);
    if (isSpace(unit)) continue;
    astral ||= unit >= 0xd800 && unit <= 0xdfff;
    unitCounts[unit] = (unitCounts[unit] as number) + 1;
    lengthR += 1;
  }
  for (let i = 0; i < hypothesis.length; i += 1) {
    const unit = hypothesis.charCodeAt(i);
    if (isSpace(unit)) continue;
    astral ||= unit >= 0xd800 && unit <= 0xdfff;
    lengthH += 1;
    const left = unitCounts[unit] as number;
    if (left <= 0) continue;
    common += 1;
    unitCounts[unit] = left - 1;
  }
  for (let i = 0; i < reference.length; i += 1) unitCounts[reference.charCodeAt(i)] = 0;
  if (astral) return charOverlap(hypothesis, reference).charF1;
  return lengthH === 0 || lengthR === 0 ? 0 : (2 * common) / (lengthH + lengthR);
}

/** The best overlap over the references, each measure on its own; 0 without references. */
export function bestOverlap(hypothesis: string, references: readonly string[]): Overlap {
  let chrf2 = 0;
  let charF1 = 0;
  for (const reference of references) {
    const overlap = charOverlap(hypothesis, reference);
    if (overlap.chrf2 > chrf2) chrf2 = overlap.chrf2;
    if (overlap.charF1 > charF1) charF1 = overlap.charF1;
  }
  return { chrf2, charF1 };
}
