/**
 * Common n-grams with a short reference, all orders at once: a set of places in the reference is a pair of 32-bit words, and
 * where an n-gram stands is where its first character stands, and one further its second, and so on.
 */

/** The longest reference, in characters. */
export const BIT_LENGTH = 64;

/** The class of each character of the reference; all 0 between calls. Astral ones, which are rare, stand in the map. */
const unitClasses = new Uint8Array(1 << 16);
const astralClasses = new Map<number, number>();
/** The places at which each class stands: 0–31 and 32–63. Class 0 stands nowhere. */
const low = new Int32Array(BIT_LENGTH + 1);
const high = new Int32Array(BIT_LENGTH + 1);
/** How often an n-gram was met, by its order and its first place in the reference. */
const met = new Int32Array(BIT_LENGTH * 8);

function classOf(character: number): number {
  return character < 65_536 ? (unitClasses[character] as number) : (astralClasses.get(character) ?? 0);
}

function setClass(character: number, id: number): void {
  if (character < 65_536) unitClasses[character] = id;
  else astralClasses.set(character, id);
}

function enter(reference: Int32Array, length: number): void {
  let classes = 0;
  for (let i = 0; i < length; i += 1) {
    const character = reference[i] as number;
    let id = classOf(character);
    if (id === 0) {
      classes += 1;
      id = classes;
      setClass(character, id);
      low[id] = 0;
      high[id] = 0;
    }
    const places = i < 32 ? low : high;
    places[id] = (places[id] as number) | (1 << (i & 31));
  }
}

function leave(reference: Int32Array, length: number): void {
  for (let i = 0; i < length; i += 1) setClass(reference[i] as number, 0);
  if (astralClasses.size > 0) astralClasses.clear();
}

function countBits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Counts one more of the n-gram that stands at these places; whether the reference has as many. */
function meets(n: number, l: number, h: number): boolean {
  const first = l !== 0 ? 31 - Math.clz32(l & -l) : 63 - Math.clz32(h & -h);
  const slot = n * BIT_LENGTH + first;
  const before = met[slot] as number;
  met[slot] = before + 1;
  return before === 0 || before < countBits(l) + countBits(h);
}

/**
 * Writes, for n = 1 … `orders` (6 at most), how many n-grams the two texts share, each clipped to its count in either, to
 * `matches[n]`. The hypothesis is overwritten.
 */
export function matchBits(
  hypothesis: Int32Array,
  lengthH: number,
  reference: Int32Array,
  lengthR: number,
  orders: number,
  matches: Int32Array,
): void {
  matches.fill(0);
  met.fill(0, 0, (orders + 1) * BIT_LENGTH);
  enter(reference, lengthR);
  for (let i = 0; i < lengthH; i += 1) hypothesis[i] = classOf(hypothesis[i] as number);
  for (let i = 0; i < lengthH; i += 1) {
    const longest = Math.min(orders, lengthH - i);
    let l = -1;
    let h = -1;
    for (let n = 1; n <= longest; n += 1) {
      const id = hypothesis[i + n - 1] as number;
      const lowPlaces = low[id] as number;
      const highPlaces = high[id] as number;
      // The places of the n-th character, each moved back to where the n-gram starts.
      l &= n === 1 ? lowPlaces : (lowPlaces >>> (n - 1)) | (highPlaces << (33 - n));
      h &= highPlaces >>> (n - 1);
      if ((l | h) === 0) break;
      if (meets(n, l, h)) matches[n] = (matches[n] as number) + 1;
    }
  }
  leave(reference, lengthR);
}
