/** Single uniform draws by number, for callers that count their draws themselves. */
import { philox } from './philox.js';
import { type StreamKey, streamKey } from './stream-key.js';

/** Naming a stream costs more than drawing from it, so the names used last are kept; this changes no value. */
const KEPT_KEYS = 256;
const keys = new Map<string, StreamKey>();

function keptKey(seed: number, purpose: string): StreamKey {
  const name = `${seed} ${purpose}`;
  const kept = keys.get(name);
  if (kept !== undefined) return kept;
  const made = streamKey(seed, 'uniform', purpose);
  if (keys.size >= KEPT_KEYS) keys.clear();
  keys.set(name, made);
  return made;
}

/** The multiple of 2⁻⁵³ in [0, 1) that two words make. */
export function fraction53(first: number, second: number): number {
  return ((first >>> 5) * 0x400_0000 + (second >>> 6)) * 2 ** -53;
}

/**
 * Draw number `index` of the stream (seed, purpose): a multiple of 2⁻⁵³ in [0, 1). A pure function of its arguments.
 * @throws RangeError unless the seed is a safe integer and the index one ≥ 0.
 */
export function uniform(seed: number, index: number, purpose: string): number {
  if (!(Number.isSafeInteger(index) && index >= 0)) throw new RangeError(`a draw's index must be an integer ≥ 0, got ${index}`);
  const { key, counterHigh } = keptKey(seed, purpose);
  const [first, second] = philox([index >>> 0, Math.floor(index / 2 ** 32), ...counterHigh], key);
  return fraction53(first, second);
}
