/** Strings to 128 bits, after MurmurHash3 (x86, 128 bits; Austin Appleby, public domain), over the UTF-16 units. */

/** Writes the hash of a text, four words, into the first places of `out`. */
export type Hash128 = (text: string, out: Uint32Array) => void;

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Units `at` and the one behind it as one word; 0 beyond the end. */
function wordAt(text: string, at: number): number {
  const low = at < text.length ? text.charCodeAt(at) : 0;
  return at + 1 < text.length ? low | (text.charCodeAt(at + 1) << 16) : low;
}

function finish(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Every word enters every other. */
function spread(a: number, b: number, c: number, d: number): readonly [number, number, number, number] {
  const sum = (a + b + c + d) | 0;
  return [sum, (b + sum) | 0, (c + sum) | 0, (d + sum) | 0];
}

export const hash128: Hash128 = (text, out) => {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  // The last block is filled up with zeros; that the length enters below keeps "a" and "a\0" apart.
  for (let i = 0; i < text.length; i += 8) {
    h1 ^= Math.imul(rotate(Math.imul(wordAt(text, i), C1), 15), C2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(wordAt(text, i + 2), C2), 16), C3);
    h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(wordAt(text, i + 4), C3), 17), C4);
    h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(wordAt(text, i + 6), C4), 18), C1);
    h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  const { length } = text;
  const mixed = spread(h1 ^ length, h2 ^ length, h3 ^ length, h4 ^ length);
  const ended = spread(finish(mixed[0]), finish(mixed[1]), finish(mixed[2]), finish(mixed[3]));
  for (let i = 0; i < 4; i += 1) out[i] = ended[i] as number;
};
