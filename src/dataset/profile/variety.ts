/** Lexical variety: the moving-average type–token ratio (Covington & McFall 2010), which does not fall with the length of a text. */
import { normaliseText } from '../../text/index.js';

export const WINDOW = 500;
const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu;

/** Words, and Han characters one by one, of the text in its normal form. */
export function tokensOf(text: string): readonly string[] {
  return normaliseText(text).match(TOKEN) ?? [];
}

/** Fed with tokens in order; constant memory but for the distinct tokens of one window. */
export class MovingVariety {
  private readonly window: string[] = [];
  private readonly counts = new Map<string, number>();
  private at = 0;
  private sum = 0;
  private windows = 0;

  add(token: string): void {
    const out = this.window[this.at];
    if (out !== undefined) this.drop(out);
    this.window[this.at] = token;
    this.counts.set(token, (this.counts.get(token) ?? 0) + 1);
    this.at = (this.at + 1) % WINDOW;
    if (this.window.length < WINDOW) return;
    this.sum += this.counts.size / WINDOW;
    this.windows += 1;
  }

  /** Mean share of distinct tokens over all windows, in (0,1]; undefined for fewer tokens than a window. */
  get value(): number | undefined {
    return this.windows === 0 ? undefined : this.sum / this.windows;
  }

  private drop(token: string): void {
    const left = (this.counts.get(token) ?? 0) - 1;
    if (left > 0) this.counts.set(token, left);
    else this.counts.delete(token);
  }
}
