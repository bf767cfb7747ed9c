/** Signed sums over families under many sign patterns: eight families at a time, from tables of their 256 sums. */
import type { BitStream } from './bit-stream.js';

const BYTE = 8;
const PATTERNS = 256;

/** Σ ±values, the sign of value g being − where bit g of the pattern is set. */
export class SignedSums {
  private readonly tables: Float64Array;
  private readonly bytes: number;

  constructor(values: Float64Array) {
    this.bytes = Math.ceil(values.length / BYTE);
    this.tables = new Float64Array(this.bytes * PATTERNS);
    for (let byte = 0; byte < this.bytes; byte += 1) {
      const own = values.subarray(byte * BYTE, (byte + 1) * BYTE);
      for (let pattern = 0; pattern < PATTERNS; pattern += 1) {
        let sum = 0;
        for (let g = 0; g < own.length; g += 1) sum += (pattern >>> g) & 1 ? -(own[g] as number) : (own[g] as number);
        this.tables[byte * PATTERNS + pattern] = sum;
      }
    }
  }

  /** `words` hold the pattern, 32 families each. */
  at(words: Uint32Array): number {
    let sum = 0;
    for (let byte = 0; byte < this.bytes; byte += 1) {
      const pattern = ((words[byte >>> 2] as number) >>> (BYTE * (byte & 3))) & (PATTERNS - 1);
      sum += this.tables[byte * PATTERNS + pattern] as number;
    }
    return sum;
  }
}

/** Room for a pattern of so many families. */
export function patternWords(families: number): Uint32Array {
  return new Uint32Array(Math.max(1, Math.ceil(families / 32)));
}

export function drawPattern(words: Uint32Array, bits: BitStream): void {
  for (let i = 0; i < words.length; i += 1) words[i] = bits.uint32();
}
