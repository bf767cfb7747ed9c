/** The p of a randomisation test whose patterns are drawn one by one, until it is known well enough. */

/** How many patterns to draw. */
export interface PatternPlan {
  /** At most. */
  readonly resamples: number;
  /** Drawing stops when so many patterns reach the observed difference; absent: never before `resamples`. */
  readonly enough?: number;
}

/**
 * Counts the patterns that reach the observed difference. p is h/l when the last of h = `enough` is the l-th drawn; (1 + reached)/(R + 1) when
 * all R are drawn before that. Both are valid p values: P(p ≤ α) ≤ α when nothing differs.
 * Source: J. Besag and P. Clifford, Biometrika 78 (1991), Sequential Monte Carlo p-values.
 */
export class SequentialP {
  private reached = 0;
  private drawn = 0;

  constructor(private readonly plan: PatternPlan) {}

  get isOpen(): boolean {
    return this.drawn < this.plan.resamples && !this.isEnough;
  }

  add(isReached: boolean): void {
    this.drawn += 1;
    if (isReached) this.reached += 1;
  }

  get p(): number {
    return this.isEnough ? this.reached / this.drawn : (1 + this.reached) / (this.drawn + 1);
  }

  get patterns(): number {
    return this.drawn;
  }

  private get isEnough(): boolean {
    return this.plan.enough !== undefined && this.reached >= this.plan.enough;
  }
}
