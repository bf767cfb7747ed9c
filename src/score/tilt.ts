/** Tilt: moves a value up or down within its verdict by what weak signs say, so that replies that fare alike are told apart. */
import { WEAK_SIGNS, type WeakSign, type WeakSigns } from './weak-sign.js';

/**
 * Log-odds by which one more of a sign moves a value; found by `npm run -s tilt` on the minimal pairs (logistic regression of which reply of a pair is the better,
 * weights of the natural sign only, L2), in units of the value's own log-odds.
 */
export const TILT: Readonly<Record<WeakSign, number>> = {
  numbers: -1.57,
  quantities: -1.17,
  conflicts: -8.25,
  recombined: -4.57,
  denials: -0.82,
  omissions: -1.27,
  binding: 1.93,
  reversals: -2.58,
  rivals: -2.46,
  additions: -3.05,
  sweeping: -1.47,
  courtesies: -1.99,
};

/** Shares nearer to 0 or 1 than these are moved as these are. */
export const LEAST_SHARE = 0.0005;
export const MOST_SHARE = 0.999;

export function logOdds(share: number): number {
  const kept = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, share));
  return Math.log(kept / (1 - kept));
}

/** What a sign says, in words. */
const WORDS: Readonly<Record<WeakSign, string>> = {
  numbers: 'says a number that neither the label nor the shopper says',
  quantities: 'states a quantity that follows from nothing said',
  conflicts: 'differs from a reference that it is worded like',
  recombined: 'puts the clauses of a reference together otherwise',
  denials: 'denies more than the label',
  omissions: 'denies less than the label',
  binding: 'says things of each other that the label says of others',
  reversals: 'denies what the label asserts together, or the other way about',
  rivals: "says a word that rivals the label's",
  additions: "adds a word that rivals the label's",
  sweeping: 'lumps together what the label does not',
  courtesies: 'courtesies in place of an answer',
};

/** Log-odds from which on a sign is worth a word. */
const TELLING = 1.5;

/** What the signs that cost a reply most say, in words. */
export function weakReasons(signs: WeakSigns): readonly string[] {
  return WEAK_SIGNS.filter((sign) => TILT[sign] * signs[sign] <= -TELLING).map((sign) => `${WORDS[sign]} (weak sign)`);
}

/** Log-odds that the signs of a reply come to. */
export function tiltOf(signs: WeakSigns): number {
  let sum = 0;
  for (const sign of WEAK_SIGNS) sum += TILT[sign] * signs[sign];
  return sum;
}

/** How a moved share is written: its log-odds divided by `spread`, then `lift` added. */
export interface Scale {
  readonly spread: number;
  readonly lift: number;
}

/**
 * Weights tell which reply is the better, not how good it is. Right replies in other words have several signs against them by chance, so that those that pass are
 * spread wide and lifted: half of them lie above 0.87; those that fail keep low.
 */
export const PASSING: Scale = { spread: 3, lift: 1 };
export const FAILING: Scale = { spread: 2, lift: -0.5 };

/** The share in (0,1) moved by log-odds and written on a scale; the larger the log-odds of both together, the larger. */
export function tilted(share: number, tilt: number, { spread, lift }: Scale): number {
  return 1 / (1 + Math.exp(-((logOdds(share) + tilt) / spread + lift)));
}
