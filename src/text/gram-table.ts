/**
 * Work space for counting common n-grams of two texts, in flat arrays that are used again by every call: a square of
 * (prefix class, next character) for texts of usual length, a small open-addressed table for longer ones.
 */

/** One text's characters, its n-gram classes so far and the positions still alive. */
export interface Side {
  /** Code points, then (after order 1) character classes from 1 on; 0 for a character that the other side lacks. */
  readonly characters: Int32Array;
  /** Class of the (n−1)-gram that starts at a position. */
  readonly grams: Int32Array;
  /** Positions whose (n−1)-gram both texts have, in order. */
  readonly alive: Int32Array;
  /** How often each class occurs. */
  readonly counts: Int32Array;
}

export interface GramTable {
  readonly capacity: number;
  readonly hypothesis: Side;
  readonly reference: Side;
  /** (prefix class, next character) → class; a slot is filled when its stamp is the current generation. */
  readonly square: boolean;
  readonly mask: number;
  readonly stamps: Int32Array;
  readonly prefixes: Int32Array;
  readonly nexts: Int32Array;
  readonly classes: Int32Array;
  generation: number;
}

function side(capacity: number): Side {
  return {
    characters: new Int32Array(capacity),
    grams: new Int32Array(capacity),
    alive: new Int32Array(capacity),
    counts: new Int32Array(capacity),
  };
}

/** A square has so many rows and columns, and serves texts of fewer characters. */
const SIDE_BITS = 7;
export const SQUARE_SIDE = 1 << SIDE_BITS;

/** Room for texts of fewer than `capacity` characters (a power of two). */
export function allocateGramTable(capacity: number): GramTable {
  const square = capacity <= SQUARE_SIDE;
  const slots = square ? SQUARE_SIDE * SQUARE_SIDE : capacity * 4;
  return {
    capacity,
    hypothesis: side(capacity),
    reference: side(capacity),
    square,
    mask: slots - 1,
    stamps: new Int32Array(slots),
    prefixes: new Int32Array(square ? 0 : slots),
    nexts: new Int32Array(square ? 0 : slots),
    classes: new Int32Array(slots),
    generation: 0,
  };
}

/** The slot of a key: its own when filled in this generation, else the free one where it would go. */
export function findSlot(table: GramTable, prefix: number, next: number): number {
  if (table.square) return (prefix << SIDE_BITS) | next;
  const { mask, stamps, prefixes, nexts, generation } = table;
  let slot = (Math.imul(prefix, 0x9e3779b1) ^ Math.imul(next, 0x85ebca6b)) >>> 0;
  slot = (slot ^ (slot >>> 15)) & mask;
  while (stamps[slot] === generation && (prefixes[slot] !== prefix || nexts[slot] !== next)) slot = (slot + 1) & mask;
  return slot;
}

/** Fills a free slot. */
export function fillSlot(table: GramTable, slot: number, prefix: number, next: number, id: number): void {
  table.stamps[slot] = table.generation;
  table.classes[slot] = id;
  if (table.square) return;
  table.prefixes[slot] = prefix;
  table.nexts[slot] = next;
}
