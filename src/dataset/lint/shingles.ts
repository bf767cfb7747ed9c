/** The character trigrams of a text as a sorted set of 32-bit hashes: what near-duplicate search compares. */
import { contentText } from '../../text/index.js';

const SIZE = 3;

/** MurmurHash3's finaliser: spreads trigrams evenly over all 32 bits, so that keeping every m-th hash is a fair sample. */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Distinct hashes in ascending order; empty for a text of fewer than three letters, digits or characters. */
export function shinglesOf(text: string): Uint32Array {
  const content = contentText(text);
  const found = new Set<number>();
  for (let i = 0; i + SIZE <= content.length; i += 1) {
    const [a, b, c] = [content.charCodeAt(i), content.charCodeAt(i + 1), content.charCodeAt(i + 2)];
    found.add(mixed(Math.imul(Math.imul(a, 0x01000193) ^ b, 0x01000193) ^ c));
  }
  return Uint32Array.from(found).sort();
}

/** How many hashes two sorted sets share. */
export function sharedCount(a: Uint32Array, b: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = (a[i] as number) - (b[j] as number);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared;
}
