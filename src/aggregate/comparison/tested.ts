/** A p value with the name of its test, and how hard one is looked for. */

export interface Tested {
  /** Two-sided, of "no difference". */
  readonly p: number;
  /** `sign-flip` or `swap`; `-exact` when every pattern was tried. */
  readonly test: string;
}

/** Patterns after which a p above {@link SETTLED} is left as it is: a p that is far from small need not be precise. */
export const FIRST_PATTERNS = 499;
export const SETTLED = 0.1;
