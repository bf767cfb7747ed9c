/** Overlap by characters: chrF2 as sacreBLEU computes it for a sentence, and character F1, both from one pass. */
import { allocateGramTable, fillSlot, findSlot, type GramTable, SQUARE_SIDE } from './gram-table.js';

export interface Overlap {
  /** chrF with character order 6, β = 2, white space removed, effective order; in [0,1]. */
  readonly chrf2: number;
  /** F1 over the multisets of characters (code points, white space removed); in [0,1]. */
  readonly charF1: number;
}

const ORDER = 6;
const BETA_SQUARED = 4;
/** Stamps are 32-bit; before they run out the table is wiped. */
const LAST_GENERATION = 2 ** 31 - 1 - ORDER;
/** How often each UTF-16 unit is left; all 0 between calls. */
const unitCounts = new Int32Array(1 << 16);
const NONE: Overlap = { chrf2: 0, charF1: 0 };
const SAME: Overlap = { chrf2: 1, charF1: 1 };

/** Texts beyond this are compared in a table of their own, which is then let go. */
const KEPT_CAPACITY = 1 << 16;
let kept = allocateGramTable(SQUARE_SIDE);

function tableFor(length: number): GramTable {
  if (length < kept.capacity) return kept;
  let capacity = kept.capacity;
  while (capacity <= length) capacity *= 2;
  const table = allocateGramTable(capacity);
  if (capacity <= KEPT_CAPACITY) kept = table;
  return table;
}

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

/** The class of each character of the reference; all 0 between calls. Astral ones, which are rare, stand in the map. */
const unitClasses = new Int32Array(1 << 16);
const astralClasses = new Map<number, number>();

function classOf(character: number): number {
  return character < 65_536 ? (unitClasses[character] as number) : (astralClasses.get(character) ?? 0);
}

function setClass(character: number, id: number): void {
  if (character < 65_536) unitClasses[character] = id;
  else astralClasses.set(character, id);
}

/** Order 1: gives each character of the reference a class from 1 on, and counts it. */
function classifyCharacters(table: GramTable, length: number): void {
  const { characters, grams, counts } = table.reference;
  let classes = 0;
  for (let i = 0; i < length; i += 1) {
    const character = characters[i] as number;
    let id = classOf(character);
    if (id === 0) {
      classes += 1;
      id = classes;
      setClass(character, id);
      counts[id] = 0;
      table.hypothesis.counts[id] = 0;
    }
    counts[id] = (counts[id] as number) + 1;
    grams[i] = id;
  }
}

/** Order 1: names the hypothesis's characters by those classes; returns how many both have, and leaves the matches in `matches`. */
function matchCharacters(table: GramTable, length: number): number {
  const { characters, grams, alive, counts } = table.hypothesis;
  let kept = 0;
  let matched = 0;
  for (let i = 0; i < length; i += 1) {
    const id = classOf(characters[i] as number);
    characters[i] = id;
    if (id === 0) continue;
    counts[id] = (counts[id] as number) + 1;
    if ((counts[id] as number) <= (table.reference.counts[id] as number)) matched += 1;
    grams[i] = id;
    alive[kept] = i;
    kept += 1;
  }
  matches = matched;
  return kept;
}

/** After order 1: names the reference's characters likewise, forgets the classes, and returns how many both have. */
function renameCharacters(table: GramTable, length: number): number {
  const { characters, grams, alive } = table.reference;
  const { counts } = table.hypothesis;
  let kept = 0;
  for (let i = 0; i < length; i += 1) {
    setClass(characters[i] as number, 0);
    const id = grams[i] as number;
    const shared = counts[id] !== 0;
    characters[i] = shared ? id : 0;
    if (!shared) continue;
    alive[kept] = i;
    kept += 1;
  }
  if (astralClasses.size > 0) astralClasses.clear();
  return kept;
}

/** Gives each n-gram of the reference that starts at a living position a class, and counts it. The number of grams. */
function classifyReference(table: GramTable, living: number, length: number, n: number): number {
  const { characters, grams, alive, counts } = table.reference;
  let classes = 0;
  let kept = 0;
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    if (at + n > length) break;
    const next = characters[at + n - 1] as number;
    if (next === 0) continue;
    const prefix = grams[at] as number;
    const slot = findSlot(table, prefix, next);
    if (table.stamps[slot] !== table.generation) {
      fillSlot(table, slot, prefix, next, classes);
      counts[classes] = 0;
      table.hypothesis.counts[classes] = 0;
      classes += 1;
    }
    const id = table.classes[slot] as number;
    counts[id] = (counts[id] as number) + 1;
    grams[at] = id;
    alive[kept] = at;
    kept += 1;
  }
  return kept;
}

let matches = 0;

/** Looks the hypothesis's n-grams up; keeps the positions that the reference knows, and leaves the clipped matches in `matches`. */
function matchHypothesis(table: GramTable, living: number, length: number, n: number): number {
  const { characters, grams, alive, counts } = table.hypothesis;
  let kept = 0;
  let matched = 0;
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    if (at + n > length) break;
    const next = characters[at + n - 1] as number;
    if (next === 0) continue;
    const slot = findSlot(table, grams[at] as number, next);
    if (table.stamps[slot] !== table.generation) continue;
    const id = table.classes[slot] as number;
    counts[id] = (counts[id] as number) + 1;
    if ((counts[id] as number) <= (table.reference.counts[id] as number)) matched += 1;
    grams[at] = id;
    alive[kept] = at;
    kept += 1;
  }
  matches = matched;
  return kept;
}

/** Drops the reference's positions whose n-gram the hypothesis lacks. */
function dropUnmatched(table: GramTable, living: number): number {
  const { grams, alive } = table.reference;
  const { counts } = table.hypothesis;
  let kept = 0;
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    if (counts[grams[at] as number] === 0) continue;
    alive[kept] = at;
    kept += 1;
  }
  return kept;
}

/**
 * Overlap of a hypothesis with one reference, on the texts as given (normalise both before). Two texts without any
 * character overlap by 0. Source: sacreBLEU's sentence chrF (`char_order=6, word_order=0, beta=2`) / 100.
 */
export function charOverlap(hypothesis: string, reference: string): Overlap {
  const table = tableFor(Math.max(hypothesis.length, reference.length));
  const lengthH = readCharacters(hypothesis, table.hypothesis.characters);
  const lengthR = readCharacters(reference, table.reference.characters);
  if (lengthH === 0 || lengthR === 0) return NONE;
  if (hypothesis === reference) return SAME;
  if (table.generation > LAST_GENERATION) {
    table.stamps.fill(0);
    table.generation = 0;
  }
  classifyCharacters(table, lengthR);
  let livingH = matchCharacters(table, lengthH);
  let livingR = renameCharacters(table, lengthR);
  const charF1 = (2 * matches) / (lengthH + lengthR);
  let precision = matches / lengthH;
  let recall = matches / lengthR;
  const orders = Math.min(ORDER, lengthH, lengthR);
  for (let n = 2; n <= orders && livingH > 0; n += 1) {
    table.generation += 1;
    livingR = classifyReference(table, livingR, lengthR, n);
    livingH = matchHypothesis(table, livingH, lengthH, n);
    livingR = dropUnmatched(table, livingR);
    precision += matches / (lengthH - n + 1);
    recall += matches / (lengthR - n + 1);
  }
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
