/** Numbers for ids in the order of their first appearance, without keeping the ids: 16 bytes of hash each, and a slot. */
import { type Hash128, hash128 } from './hash128.js';

const WORDS = 4;
const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const FIRST_SLOTS = 1 << 10;
const EMPTY = 0;

/**
 * Ids with the same 128 bits are taken for the same: among a million ids, the chance of one such pair is below 10⁻²⁶.
 * Open addressing with linear probing, at most two thirds full; hashes are compared in full, so that a shared slot mistakes nothing.
 */
export class IdTable {
  private readonly hashes: Uint32Array[] = [];
  /** Index + 1 of the id in the slot. */
  private slots = new Uint32Array(FIRST_SLOTS);
  private readonly sought = new Uint32Array(WORDS);
  private count = 0;

  constructor(private readonly hash: Hash128 = hash128) {}

  /** How many different ids were added. */
  get size(): number {
    return this.count;
  }

  /** The number of the id, new or known. */
  add(id: string): number {
    const slot = this.find(id);
    const known = this.slots[slot] as number;
    if (known !== EMPTY) return known - 1;
    const index = this.count;
    this.write(index);
    this.count += 1;
    this.slots[slot] = this.count;
    if (this.count * 3 > this.slots.length * 2) this.grow();
    return index;
  }

  /** The number of the id; undefined when it was never added. */
  indexOf(id: string): number | undefined {
    const known = this.slots[this.find(id)] as number;
    return known === EMPTY ? undefined : known - 1;
  }

  /** The slot that holds the id, or the empty one that would. */
  private find(id: string): number {
    const { sought, slots } = this;
    this.hash(id, sought);
    const mask = slots.length - 1;
    let slot = (sought[0] as number) & mask;
    for (let held = slots[slot] as number; held !== EMPTY && !this.isAt(held - 1); held = slots[slot] as number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private isAt(index: number): boolean {
    const { sought } = this;
    const hashes = this.hashes[index >>> CHUNK_BITS] as Uint32Array;
    const at = (index & (CHUNK - 1)) * WORDS;
    return (
      hashes[at] === sought[0] && hashes[at + 1] === sought[1] && hashes[at + 2] === sought[2] && hashes[at + 3] === sought[3]
    );
  }

  private write(index: number): void {
    const c = index >>> CHUNK_BITS;
    if (this.hashes[c] === undefined) this.hashes.push(new Uint32Array(CHUNK * WORDS));
    this.hashes[c]?.set(this.sought, (index & (CHUNK - 1)) * WORDS);
  }

  private grow(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < this.count; index += 1) {
      let slot = ((this.hashes[index >>> CHUNK_BITS] as Uint32Array)[(index & (CHUNK - 1)) * WORDS] as number) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.slots = slots;
  }
}
