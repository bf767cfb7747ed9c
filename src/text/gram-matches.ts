/** Common n-grams of texts of any length, order by order: only what two texts share so far can be longer. */
import { allocateGramTable, findSlot, type GramTable, type Side } from './gram-table.js';

/** Stamps are 32-bit; before they run out the table is wiped. */
const WIPED_AT = 2 ** 31 - 64;
/** Texts beyond this are compared in a table of their own, which is then let go. */
const KEPT_CAPACITY = 1 << 16;
let kept = allocateGramTable(256);

function tableFor(length: number): GramTable {
  if (length <= kept.capacity) return kept;
  let capacity = kept.capacity;
  while (capacity < length) capacity *= 2;
  const table = allocateGramTable(capacity);
  if (capacity <= KEPT_CAPACITY) kept = table;
  return table;
}

/** Gives each n-gram of the reference that starts at a living position a class, and counts it. The number of grams. */
function classifyReference(
  table: GramTable,
  { characters, grams, alive, counts }: Side,
  living: number,
  length: number,
  n: number,
) {
  let classes = 0;
  let kept = 0;
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    if (at + n > length) break;
    const next = characters[at + n - 1] as number;
    if (next < 0) continue;
    const prefix = n === 1 ? 0 : (grams[at] as number);
    const slot = findSlot(table, prefix, next);
    if (table.stamps[slot] !== table.generation) {
      table.stamps[slot] = table.generation;
      table.prefixes[slot] = prefix;
      table.nexts[slot] = next;
      table.classes[slot] = classes;
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

let matched = 0;

/** Looks the hypothesis's n-grams up; keeps the positions that the reference knows, and leaves the clipped matches in `matched`. */
function matchHypothesis(table: GramTable, side: Side, living: number, length: number, n: number): number {
  const { characters, grams, alive, counts } = side;
  let kept = 0;
  matched = 0;
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    if (at + n > length) break;
    const next = characters[at + n - 1] as number;
    if (next < 0) continue;
    const slot = findSlot(table, n === 1 ? 0 : (grams[at] as number), next);
    if (table.stamps[slot] !== table.generation) continue;
    const id = table.classes[slot] as number;
    counts[id] = (counts[id] as number) + 1;
    if ((counts[id] as number) <= (table.reference.counts[id] as number)) matched += 1;
    grams[at] = id;
    alive[kept] = at;
    kept += 1;
  }
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

/** After order 1: characters become their classes, and those that the other side lacks −1. */
function renameCharacters({ characters, grams, alive }: Side, living: number, length: number): void {
  characters.fill(-1, 0, length);
  for (let k = 0; k < living; k += 1) {
    const at = alive[k] as number;
    characters[at] = grams[at] as number;
  }
}

function start(side: Side, characters: Int32Array, length: number): void {
  side.characters.set(characters.subarray(0, length));
  for (let i = 0; i < length; i += 1) side.alive[i] = i;
}

/** Writes, for n = 1 … `orders`, how many n-grams the two texts share, each clipped to its count in either, to `matches[n]`. */
export function matchGrams(
  hypothesis: Int32Array,
  lengthH: number,
  reference: Int32Array,
  lengthR: number,
  orders: number,
  matches: Int32Array,
): void {
  const table = tableFor(Math.max(lengthH, lengthR));
  if (table.generation > WIPED_AT) {
    table.stamps.fill(0);
    table.generation = 0;
  }
  start(table.hypothesis, hypothesis, lengthH);
  start(table.reference, reference, lengthR);
  let livingH = lengthH;
  let livingR = lengthR;
  matches.fill(0);
  for (let n = 1; n <= orders && livingH > 0; n += 1) {
    table.generation += 1;
    livingR = classifyReference(table, table.reference, livingR, lengthR, n);
    livingH = matchHypothesis(table, table.hypothesis, livingH, lengthH, n);
    livingR = dropUnmatched(table, livingR);
    matches[n] = matched;
    if (n > 1) continue;
    renameCharacters(table.hypothesis, livingH, lengthH);
    renameCharacters(table.reference, livingR, lengthR);
  }
}
