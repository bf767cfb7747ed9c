/** How often each token of a text occurs, for comparisons with other texts. */
import type { ContentTokens } from './content-token.js';

/** The numbers of a slot lie side by side, within one line of the processor's cache. */
const WIDTH = 8;
const STAMP = 1;
const COUNT = 2;
const ROUND = 3;
const TAKEN = 4;

/** A hash table in flat memory. It is filled anew only when it is asked about another text than before. */
export class TokenTable {
  private readonly cells: Int32Array;
  private readonly shift: number;
  private readonly mask: number;
  /** Of more tokens, the first count, so that the table never fills. */
  readonly counted: number;
  private tokens: ContentTokens | undefined;
  private stamp = 0;
  private round = 0;

  /** With 2^`bits` slots, at most half of which are filled. */
  constructor(bits: number) {
    this.cells = new Int32Array(WIDTH << bits);
    this.shift = 32 - bits;
    this.mask = (WIDTH << bits) - 1;
    this.counted = 1 << (bits - 1);
  }

  /** Begins a round about a text: all of its tokens can be taken again. */
  begin(tokens: ContentTokens): void {
    this.round = (this.round + 1) | 0;
    if (tokens === this.tokens) return;
    this.tokens = tokens;
    this.stamp = (this.stamp + 1) | 0;
    const { cells, stamp } = this;
    const limit = Math.min(tokens.ids.length, this.counted);
    for (let i = 0; i < limit; i += 1) {
      const token = tokens.ids[i] as number;
      const cell = this.cellOf(token);
      if (cells[cell + STAMP] === stamp) cells[cell + COUNT] = (cells[cell + COUNT] as number) + 1;
      else {
        cells[cell] = token;
        cells[cell + STAMP] = stamp;
        cells[cell + COUNT] = 1;
      }
    }
  }

  /** The cell of a token: its own, or the free one where it would go. */
  private cellOf(token: number): number {
    const { cells, stamp, mask } = this;
    let cell = (Math.imul(token, 0x9e3779b1) >>> this.shift) * WIDTH;
    while (cells[cell + STAMP] === stamp && cells[cell] !== token) cell = (cell + WIDTH) & mask;
    return cell;
  }

  has(token: number): boolean {
    return this.cells[this.cellOf(token) + STAMP] === this.stamp;
  }

  /** Takes one of a token's occurrences; false when none is left in this round. */
  take(token: number): boolean {
    const { cells, round } = this;
    const cell = this.cellOf(token);
    if (cells[cell + STAMP] !== this.stamp) return false;
    const taken = cells[cell + ROUND] === round ? (cells[cell + TAKEN] as number) : 0;
    if (taken === cells[cell + COUNT]) return false;
    cells[cell + ROUND] = round;
    cells[cell + TAKEN] = taken + 1;
    return true;
  }
}
