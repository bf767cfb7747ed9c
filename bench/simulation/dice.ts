/** Fast draws for simulations: 32-bit words suffice where nothing but the average of thousands is read. */
import { normalQuantile, RandomGenerator } from '../../src/stats/index.js';

/** C. Doty-Humphrey's sfc32, seeded by name. */
export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, name: string) {
    const words = new RandomGenerator(seed, name, 'simulation');
    [this.a, this.b, this.c] = [words.uint32() | 0, words.uint32() | 0, words.uint32() | 0];
    for (let i = 0; i < 12; i += 1) this.uint32();
  }

  uint32(): number {
    const word = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + word) | 0;
    return word >>> 0;
  }

  /** In (0, 1). */
  uniform(): number {
    return (this.uint32() + 0.5) * 2 ** -32;
  }

  /** An integer in [0, n), for n far below 2³². */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  normal(mean: number, sd: number): number {
    return mean + sd * normalQuantile(this.uniform());
  }
}
