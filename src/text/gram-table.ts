/** Work space for counting common n-grams of two texts: flat arrays and a small open-addressed table, used again by every call. */

/** One text's characters, its n-gram classes so far and the positions still alive. */
export interface Side {
  /** Code points, then (after order 1) character classes; −1 for a character that the other side lacks. */
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

/** Room for texts of up to `capacity` characters (a power of two). */
export function allocateGramTable(capacity: number): GramTable {
  const slots = capacity * 4;
  return {
    capacity,
    hypothesis: side(capacity),
    reference: side(capacity),
    mask: slots - 1,
    stamps: new Int32Array(slots),
    prefixes: new Int32Array(slots),
    nexts: new Int32Array(slots),
    classes: new Int32Array(slots),
    generation: 0,
  };
}

/** The slot of a key: its own when filled in this generation, else the free one where it would go. */
export function findSlot(table: GramTable, prefix: number, next: number): number {
  const { mask, stamps, prefixes, nexts, generation } = table;
  let slot = (Math.imul(prefix, 0x9e3779b1) ^ Math.imul(next, 0x85ebca6b)) >>> 0;
  slot = (slot ^ (slot >>> 15)) & mask;
  while (stamps[slot] === generation && (prefixes[slot] !== prefix || nexts[slot] !== next)) slot = (slot + 1) & mask;
  return slot;
}
