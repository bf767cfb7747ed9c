/** Reliability over repeated trials. */

/**
 * pass^k: the chance that k trials drawn without replacement from the n made are all right, C(c,k)/C(n,k), in [0,1].
 * The unbiased estimate of (chance of one right trial)^k. `right` is c.
 * Source: S. Yao et al., τ-bench (2024).
 * @throws RangeError unless all are integers with 0 ≤ right ≤ trials and 1 ≤ k ≤ trials (callers guard: fewer trials leave it undefined).
 */
export function passHatK(trials: number, right: number, k: number): number {
  const whole = Number.isInteger(trials) && Number.isInteger(right) && Number.isInteger(k);
  if (!(whole && right >= 0 && right <= trials && k >= 1 && k <= trials)) {
    throw new RangeError(`pass^k needs 0 ≤ right ≤ trials and 1 ≤ k ≤ trials, got ${right} of ${trials} with k = ${k}`);
  }
  let chance = 1;
  for (let i = 0; i < k; i += 1) chance *= Math.max(0, right - i) / (trials - i);
  return chance;
}
