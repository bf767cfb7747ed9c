/** Root of a monotone function: Newton's steps while they stay in the bracket and shrink, bisection otherwise. */

/** Value and slope of a function at a point. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

const TOLERANCE = 4 * Number.EPSILON;
// Bisection alone narrows any bracket of doubles used here to the tolerance within 70 steps.
const MAX_STEPS = 200;

/**
 * The zero of an increasing `f` in [lower, upper], to about 1e-15 absolute (relative beyond 1).
 * Without a sign change the nearer end is returned.
 * @throws RangeError when `start` lies outside of the bracket.
 */
export function bracketedNewton(f: (x: number) => ValueAndSlope, lower: number, upper: number, start: number): number {
  if (!(lower <= start && start <= upper)) throw new RangeError(`start ${start} lies outside of [${lower}, ${upper}]`);
  let [low, high, x, lastStep] = [lower, upper, start, upper - lower];
  for (let i = 0; i < MAX_STEPS; i += 1) {
    const { value, slope } = f(x);
    if (value === 0) return x;
    if (value < 0) low = x;
    else high = x;
    let next = x - value / slope;
    const trusted = next > low && next < high && Math.abs(next - x) < lastStep / 2;
    if (!trusted) next = low + (high - low) / 2;
    lastStep = Math.abs(next - x);
    x = next;
    if (lastStep <= TOLERANCE * Math.max(1, Math.abs(x))) return x;
  }
  return x;
}
