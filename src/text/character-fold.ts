/** What each code unit becomes under normalisation, worked out once per character and kept in flat tables. */
import { simplifyCharacter } from './traditional.js';

/** How a code unit is folded. `expands`: to several units. `pair`: half of an astral character. `whole`: depends on its neighbours. */
export const FOLD = { unknown: 0, single: 1, drop: 2, space: 3, expands: 4, pair: 5, whole: 6 } as const;

const kinds = new Uint8Array(65_536);
const singles = new Uint16Array(65_536);
const expansions = new Map<number, string>();

const DROPPED = /[\p{Cc}\p{Cf}]|\p{Variation_Selector}/u;
/** Combining marks and the trailing Hangul jamo may compose with the character before them. */
const COMBINING = /[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;

/** Counted as white space by JavaScript, but it has no width. */
const BYTE_ORDER_MARK = 0xfeff;

/** NFKC, lower case, simplified; for one code point that does not combine. */
function foldAlone(character: string): string {
  const lower = character.normalize('NFKC').toLowerCase().normalize('NFKC');
  let out = '';
  for (const c of lower) out += simplifyCharacter(c);
  return out;
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return FOLD.pair;
  const character = String.fromCharCode(unit);
  if (unit !== BYTE_ORDER_MARK && (/\s/.test(character) || unit === 0x85)) return FOLD.space;
  if (DROPPED.test(character)) return FOLD.drop;
  if (COMBINING.test(character)) return FOLD.whole;
  const folded = foldAlone(character);
  if (/[\p{M}\s]/u.test(folded)) return FOLD.whole;
  if (folded.length === 1) {
    singles[unit] = folded.charCodeAt(0);
    return FOLD.single;
  }
  expansions.set(unit, folded);
  return FOLD.expands;
}

/** The fold kind of a UTF-16 code unit. */
export function foldKind(unit: number): number {
  const known = kinds[unit] as number;
  if (known !== FOLD.unknown) return known;
  const kind = classify(unit);
  kinds[unit] = kind;
  return kind;
}

/** What a unit of kind `single` becomes; 0 for a unit of another kind, or not met yet. */
export function foldSingle(unit: number): number {
  return singles[unit] as number;
}

/** What a unit of kind `expands`, or an astral code point, becomes. */
export function foldExpanded(codePoint: number): string {
  const known = expansions.get(codePoint);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(codePoint);
  const folded = DROPPED.test(character) ? '' : foldAlone(character);
  expansions.set(codePoint, folded);
  return folded;
}

/** The same folding for a text in which characters compose; slower, and rarely needed. */
export function foldWhole(text: string): string {
  const parted = text.replace(/(?<=[\d\uff10-\uff19])\uff0c(?=[\d\uff10-\uff19])/g, ', ');
  const spaced = parted.replaceAll('\ufeff', '').replace(/[\s\u0085]+/g, ' ');
  const kept = spaced.replace(new RegExp(DROPPED, 'gu'), '');
  let lower = '';
  for (const c of kept.normalize('NFKC')) lower += c.toLowerCase();
  let out = '';
  for (const c of lower.normalize('NFKC')) out += simplifyCharacter(c);
  return out.replace(/\s+/g, ' ').trim();
}
