/** Single uniform draws by number, for callers that count their draws themselves. */
import { philox } from './philox.js';
import { keptStreamKey } from './stream-key.js';

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
  const { key, counterHigh } = keptStreamKey(seed, 'uniform', purpose);
  const [first, second] = philox([index >>> 0, Math.floor(index / 2 ** 32), ...counterHigh], key);
  return fraction53(first, second);
}
