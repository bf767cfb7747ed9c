/** Adjustment of p values for the number of questions asked. */

function ascendingOrder(ps: readonly number[]): number[] {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value must lie in [0, 1], got ${p}`);
  return ps.map((_, index) => index).sort((a, b) => (ps[a] as number) - (ps[b] as number));
}

/**
 * Holm's step-down p values, in the order given, each in [p, 1]: bound the chance of any false discovery. Empty gives empty.
 * Source: S. Holm, Scand. J. Statist. 6 (1979).
 * @throws RangeError when a p is outside of [0,1].
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length).fill(1);
  let running = 0;
  ascendingOrder(ps).forEach((index, rank) => {
    running = Math.max(running, Math.min(1, (ps.length - rank) * (ps[index] as number)));
    adjusted[index] = running;
  });
  return adjusted;
}

/**
 * Benjamini–Hochberg step-up p values, in the order given, each in [p, 1]: bound the share of false discoveries. Empty gives empty.
 * Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).
 * @throws RangeError when a p is outside of [0,1].
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length).fill(1);
  const order = ascendingOrder(ps);
  let running = 1;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const index = order[rank - 1] as number;
    running = Math.min(running, ((ps[index] as number) * ps.length) / rank);
    adjusted[index] = running;
  }
  return adjusted;
}
