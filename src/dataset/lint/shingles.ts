/** The character n-grams of a text as a sorted set of 32-bit hashes: what near-duplicate search compares. */
import { contentText } from '../../text/index.js';

/** Three Han characters are a phrase; as much takes six letters, where any two texts share most of their trigrams. */
const SIZE = 3;
const LATIN_SIZE = 6;

function isLatin(unit: number): boolean {
  return unit < 0x250;
}

/** MurmurHash3's finaliser: spreads n-grams evenly over all 32 bits, so that keeping every m-th hash is a fair sample. */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Distinct hashes in ascending order; empty for a text of fewer than three characters, or six letters. */
export function shinglesOf(text: string): Uint32Array {
  const content = contentText(text);
  const found = new Set<number>();
  for (let i = 0; i < content.length; i += 1) {
    const size = isLatin(content.charCodeAt(i)) ? LATIN_SIZE : SIZE;
    if (i + size > content.length) continue;
    let hash = 0;
    for (let k = i; k < i + size; k += 1) hash = Math.imul(hash, 0x01000193) ^ content.charCodeAt(k);
    found.add(mixed(hash));
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
