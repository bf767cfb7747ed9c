/** Random draws from a stream named by (seed, key, purpose): what one stream gives depends on no other. */
import { betaQuantile } from './beta.js';
import { normalQuantile } from './normal.js';
import { type FourWords, philox } from './philox.js';
import { type StreamKey, streamKey } from './stream-key.js';
import { fraction53 } from './uniform.js';

const WORDS = 4;
const TWO_TO_32 = 0x1_0000_0000;

/** A stream of draws. All continuous draws but `uniform` take exactly one inverse-CDF step, so they are monotone in it. */
export class RandomGenerator {
  private readonly stream: StreamKey;
  private block: FourWords = [0, 0, 0, 0];
  private blocks = 0;
  private used = WORDS;

  constructor(seed: number, key: string, purpose: string) {
    this.stream = streamKey(seed, key, purpose);
  }

  /** An integer in [0, 2³²). */
  uint32(): number {
    if (this.used === WORDS) {
      const counter: FourWords = [this.blocks >>> 0, Math.floor(this.blocks / TWO_TO_32), ...this.stream.counterHigh];
      this.block = philox(counter, this.stream.key);
      this.blocks += 1;
      this.used = 0;
    }
    const word = this.block[this.used] as number;
    this.used += 1;
    return word;
  }

  /** A multiple of 2⁻⁵³ in [0, 1). */
  uniform(): number {
    return fraction53(this.uint32(), this.uint32());
  }

  /** In (0, 1), both ends excluded: where an inverse distribution function would give ±∞. */
  private openUniform(): number {
    return ((this.uint32() >>> 6) * 0x400_0000 + (this.uint32() >>> 6) + 0.5) * 2 ** -52;
  }

  /** An integer in [0, n), each equally likely: words of the incomplete last cycle are drawn again. @throws RangeError unless 1 ≤ n ≤ 2³². */
  below(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= TWO_TO_32)) throw new RangeError(`below needs an integer in [1, 2^32], got ${n}`);
    const limit = TWO_TO_32 - (TWO_TO_32 % n);
    let word = this.uint32();
    while (word >= limit) word = this.uint32();
    return word % n;
  }

  /** Uniform in [lower, upper]. @throws RangeError unless lower ≤ upper, both finite. */
  uniformBetween(lower: number, upper: number): number {
    if (!(lower <= upper && Number.isFinite(upper - lower))) throw new RangeError(`no range: [${lower}, ${upper}]`);
    return Math.min(upper, lower + (upper - lower) * this.openUniform());
  }

  /** Normal with the given mean and standard deviation. @throws RangeError unless the mean is finite and sd ≥ 0. */
  normal(mean: number, sd: number): number {
    requireSpread(mean, sd);
    return mean + sd * normalQuantile(this.openUniform());
  }

  /** Log-normal: median · exp(sigma · Z). @throws RangeError unless median > 0 and sigma ≥ 0. */
  logNormal(median: number, sigma: number): number {
    if (!(median > 0)) throw new RangeError(`a log-normal median must be positive, got ${median}`);
    requireSpread(median, sigma);
    return median * Math.exp(sigma * normalQuantile(this.openUniform()));
  }

  /** Beta(a, b), in [0,1]. @throws RangeError unless a, b > 0. */
  beta(a: number, b: number): number {
    return betaQuantile(this.openUniform(), a, b);
  }
}

function requireSpread(centre: number, spread: number): void {
  const valid = Number.isFinite(centre) && spread >= 0 && spread < Number.POSITIVE_INFINITY;
  if (!valid) throw new RangeError(`a distribution needs a finite centre and a spread ≥ 0, got ${centre} and ${spread}`);
}
