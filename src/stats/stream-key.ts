/** From (seed, key, purpose) to the 128 bits that name a stream of random numbers. */
import { hash } from 'node:crypto';

/** Two words for the key of the counter-based generator, two for the upper half of its counter. */
export interface StreamKey {
  readonly key: readonly [number, number];
  readonly counterHigh: readonly [number, number];
}

/**
 * The name of a stream: the first 128 bits of the SHA-256 of the JSON array [seed, key, purpose], which no two triples share.
 * Seed 0 is a seed like any other.
 * @throws RangeError unless the seed is a safe integer; a missing seed never becomes a default.
 */
export function streamKey(seed: number, key: string, purpose: string): StreamKey {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be an integer, got ${seed}`);
  const digest = hash('sha256', JSON.stringify([seed, key, purpose]), 'buffer');
  return {
    key: [digest.readUInt32LE(0), digest.readUInt32LE(4)],
    counterHigh: [digest.readUInt32LE(8), digest.readUInt32LE(12)],
  };
}

/** Naming a stream costs more than drawing from it, so the names used last are kept; this changes no value. */
const KEPT_KEYS = 256;
const keys = new Map<string, StreamKey>();

/** {@link streamKey} for callers that come back to the same few streams. */
export function keptStreamKey(seed: number, key: string, purpose: string): StreamKey {
  const name = `${seed} ${key} ${purpose}`;
  const kept = keys.get(name);
  if (kept !== undefined) return kept;
  const made = streamKey(seed, key, purpose);
  if (keys.size >= KEPT_KEYS) keys.clear();
  keys.set(name, made);
  return made;
}
