/** One bootstrap resample of families, as how often each family was drawn. */
import { philox } from './philox.js';
import { type StreamKey, streamKey } from './stream-key.js';

/** How often each family was drawn; sums to the number of families. */
export type FamilyWeights = Uint16Array | Uint32Array;

/** Beyond this, word × families would no longer be exact in a double. */
export const MAX_FAMILIES = 2 ** 21;
/** The most families whose weights fit into 16 bits whatever the draw. */
const MAX_16_BIT = 0xffff;

/** A buffer for the weights of so many families, as narrow as is safe. @throws RangeError unless 1 ≤ families ≤ MAX_FAMILIES. */
export function familyWeights(families: number): FamilyWeights {
  requireFamilies(families);
  return families <= MAX_16_BIT ? new Uint16Array(families) : new Uint32Array(families);
}

function requireFamilies(families: number): void {
  const valid = Number.isInteger(families) && families >= 1 && families <= MAX_FAMILIES;
  if (!valid) throw new RangeError(`the number of families must be an integer in [1, ${MAX_FAMILIES}], got ${families}`);
}

/**
 * The resamples of one plan. Each is a pure function of (seed, purpose, resample, families), whatever was drawn before.
 * Words come from xoshiro128++ (D. Blackman and S. Vigna, ACM TOMS 47, 2021), its state from Philox at counter `resample`;
 * they are turned into indices by D. Lemire's multiplication with rejection (ACM TOMACS 29, 2019), so without bias.
 * @throws RangeError unless the seed is a safe integer and families lie in [1, 2²¹].
 */
export class FamilyResampler {
  /** Naming the stream costs more than drawing from it: once a plan. */
  private readonly stream: StreamKey;

  constructor(
    seed: number,
    purpose: string,
    private readonly families: number,
  ) {
    requireFamilies(families);
    this.stream = streamKey(seed, 'family-resample', purpose);
  }

  /**
   * Fills the first `families` places of `out` with multinomial counts: as many families drawn, with replacement, as there are.
   * @throws RangeError unless resample is an integer ≥ 0 and the families fit into `out`.
   */
  draw(resample: number, out: FamilyWeights): void {
    const { families, stream } = this;
    if (out.length < families) throw new RangeError(`${families} families do not fit into ${out.length} places`);
    if (out instanceof Uint16Array && families > MAX_16_BIT) throw new RangeError(`${families} families need 32-bit weights`);
    if (!(Number.isSafeInteger(resample) && resample >= 0)) throw new RangeError(`no resample: ${resample}`);
    const [upper, uppermost] = stream.counterHigh;
    const state = philox([resample >>> 0, Math.floor(resample / 2 ** 32), upper, uppermost], stream.key);
    out.fill(0, 0, families);
    drawFamilies(state, families, out);
  }
}

/** The hot loop: xoshiro128++ and Lemire's method written out on local variables. */
function drawFamilies(state: readonly [number, number, number, number], families: number, out: FamilyWeights): void {
  let s0 = state[0] | 0;
  let s1 = state[1] | 0;
  let s2 = state[2] | 0;
  let s3 = state[3] | 0;
  const rejectBelow = 2 ** 32 % families;
  for (let drawn = 0; drawn < families; ) {
    const sum = (s0 + s3) | 0;
    const word = (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    // Low word of word × families decides on rejection, the high word is the index.
    if (Math.imul(word, families) >>> 0 < rejectBelow) continue;
    const index = (word * families * 2 ** -32) | 0;
    out[index] = (out[index] as number) + 1;
    drawn += 1;
  }
}
