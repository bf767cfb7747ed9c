/** Normalisation: the one form in which any two texts are compared; both sides always go through the same function. */
import { FOLD, foldExpanded, foldKind, foldSingle, foldWhole } from './character-fold.js';

/** Part of every text metric's signature; raised whenever a normalised form can change. */
export const NORMALISER_VERSION = 6;

const SPACE = 32;
const FULL_WIDTH_COMMA = 0xff0c;
let units = new Uint16Array(1024);
let bytes = Buffer.from(units.buffer);

function grow(size: number): void {
  const next = new Uint16Array(Math.max(size, units.length * 2));
  next.set(units);
  units = next;
  bytes = Buffer.from(units.buffer);
}

/** Appends `text` at `at`; the new length. */
function append(text: string, at: number): number {
  if (at + text.length + 4 > units.length) grow(at + text.length + 4);
  for (let i = 0; i < text.length; i += 1) units[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** An astral character at `i`, or a lone surrogate, which stays. */
function appendPair(text: string, i: number, at: number): number {
  const point = text.codePointAt(i) as number;
  return point > 0xffff ? append(foldExpanded(point), at) : append(text.charAt(i), at);
}

/** 满300减40，914元 holds two numbers: the comma of Chinese text parts clauses, never thousands, and must not be taken for the other. */
function partsNumbers(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

function isDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 0xff10 && unit <= 0xff19);
}

/** Whether every character stands for itself, as in most that people type, so that there is nothing to write anew. */
function isNormal(text: string): boolean {
  const last = text.length - 1;
  for (let i = 0; i <= last; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === SPACE) {
      if (i === 0 || i === last || text.charCodeAt(i - 1) === SPACE) return false;
    } else if (unit === 0 || foldSingle(unit) !== unit) return false;
  }
  return true;
}

/**
 * NFKC, lower case, traditional → simplified (by character), zero-width and control characters dropped, white space
 * collapsed to one space and trimmed. Idempotent. `''` stays `''`.
 */
export function normaliseText(text: string): string {
  if (isNormal(text)) return text;
  if (text.length + 4 > units.length) grow(text.length + 4);
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const kind = foldKind(unit);
    if (kind === FOLD.single) {
      if (n + 4 > units.length) grow(n + 4);
      units[n] = foldSingle(unit);
      n += 1;
      if (unit === FULL_WIDTH_COMMA && partsNumbers(text, i)) {
        units[n] = SPACE;
        n += 1;
      }
    } else if (kind === FOLD.space) {
      if (n > 0 && units[n - 1] !== SPACE) {
        units[n] = SPACE;
        n += 1;
      }
    } else if (kind === FOLD.expands) {
      n = append(foldExpanded(unit), n);
    } else if (kind === FOLD.pair) {
      n = appendPair(text, i, n);
      if ((text.codePointAt(i) as number) > 0xffff) i += 1;
    } else if (kind === FOLD.whole) {
      return foldWhole(text);
    }
  }
  if (n > 0 && units[n - 1] === SPACE) n -= 1;
  return bytes.toString('utf16le', 0, n * 2);
}
