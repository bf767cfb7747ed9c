/** Tilt: moves a value up or down within its verdict by what weak signs say, so that replies that fare alike are told apart. */
import { WEAK_SIGNS, type WeakSign, type WeakSigns } from './weak-sign.js';

/**
 * Log-odds by which one more of a sign moves a value; found by `npm run -s tilt` on the minimal pairs (logistic regression of which reply of a pair is the better,
 * weights of the natural sign only, L2), in units of the value's own log-odds.
 */
export const TILT: Readonly<Record<WeakSign, number>> = {
  numbers: -2.14,
  quantities: -1.42,
  conflicts: -6.36,
  recombined: -10.61,
  denials: -1.33,
  omissions: -1.87,
  binding: 1.19,
  reversals: -2.98,
  rivals: -2.24,
  additions: -4.73,
};

/** Shares nearer to 0 or 1 than these are moved as these are. */
export const LEAST_SHARE = 0.0005;
export const MOST_SHARE = 0.999;

export function logOdds(share: number): number {
  const kept = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, share));
  return Math.log(kept / (1 - kept));
}

/** Log-odds that the signs of a reply come to. */
export function tiltOf(signs: WeakSigns): number {
  let sum = 0;
  for (const sign of WEAK_SIGNS) sum += TILT[sign] * signs[sign];
  return sum;
}

/** The share in (0,1) moved by log-odds. */
export function tilted(share: number, tilt: number): number {
  return 1 / (1 + Math.exp(-(logOdds(share) + tilt)));
}
