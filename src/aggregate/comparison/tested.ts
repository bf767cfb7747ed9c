/** A p value with the name of its test, and how hard one is looked for. */

export interface Tested {
  /** Two-sided, of "no difference". */
  readonly p: number;
  /** `sign-flip` or `swap`; `-exact` when every pattern was tried. */
  readonly test: string;
}

/**
 * Patterns that reach the observed difference, after which no more are drawn: p is known to a seventh of itself then, and one that is far from
 * small is known after few patterns.
 */
export const ENOUGH_PATTERNS = 50;
