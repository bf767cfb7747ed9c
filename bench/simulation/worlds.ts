/** Families of turns with known truth: unequal sizes, turns of a family alike to a stated degree. */
import type { RatioColumns } from '../../src/stats/index.js';
import type { Dice } from './dice.js';

/** A family has 1 to 12 turns, each size equally likely. */
export const LARGEST_FAMILY = 12;

function happens(draw: Dice, chance: number): boolean {
  return draw.uint32() < chance * 2 ** 32;
}

export function familySizes(draw: Dice, families: number): Int32Array {
  return new Int32Array(families).map(() => 1 + draw.below(LARGEST_FAMILY));
}

/**
 * Turns right with chance `p`. A turn takes its family's common outcome with chance √icc and its own otherwise, so any two turns of a
 * family correlate by icc.
 */
export function rightTurns(draw: Dice, families: number, p: number, icc: number): RatioColumns {
  const denominator = Float64Array.from(familySizes(draw, families));
  const numerator = denominator.map((turns) => {
    const common = happens(draw, p) ? 1 : 0;
    let right = 0;
    for (let i = 0; i < turns; i += 1) right += happens(draw, Math.sqrt(icc)) ? common : Number(happens(draw, p));
    return right;
  });
  return { numerator, denominator };
}

/** Two runs over the same turns: each turn's pair of outcomes is (both, first alone, second alone, neither) by these chances. */
export interface PairChances {
  readonly both: number;
  readonly baselineAlone: number;
  readonly candidateAlone: number;
}

function pairOf(draw: Dice, { both, baselineAlone, candidateAlone }: PairChances): readonly [number, number] {
  const u = draw.uniform();
  if (u < both) return [1, 1];
  if (u < both + baselineAlone) return [1, 0];
  return u < both + baselineAlone + candidateAlone ? [0, 1] : [0, 0];
}

export function pairedTurns(
  draw: Dice,
  families: number,
  chances: PairChances,
  icc: number,
  largest = LARGEST_FAMILY,
): { readonly baseline: RatioColumns; readonly candidate: RatioColumns } {
  const denominator = new Float64Array(families).map(() => 1 + draw.below(largest));
  const [before, after] = [new Float64Array(families), new Float64Array(families)];
  denominator.forEach((turns, g) => {
    const common = pairOf(draw, chances);
    for (let i = 0; i < turns; i += 1) {
      const [b, c] = happens(draw, Math.sqrt(icc)) ? common : pairOf(draw, chances);
      before[g] = (before[g] as number) + b;
      after[g] = (after[g] as number) + c;
    }
  });
  return { baseline: { numerator: before, denominator }, candidate: { numerator: after, denominator } };
}

/**
 * Slots: a turn has 1 to 3 gold ones, each found with chance `recall` (alike within the family by icc), and a false one beside it with
 * chance `spurious`. Columns of micro-F1: 2·TP over 2·TP + FP + FN.
 */
export function slotTurns(draw: Dice, families: number, recall: number, spurious: number, icc: number): RatioColumns {
  const [numerator, denominator] = [new Float64Array(families), new Float64Array(families)];
  familySizes(draw, families).forEach((turns, g) => {
    const common = happens(draw, recall);
    for (let i = 0; i < turns; i += 1) {
      const gold = 1 + draw.below(3);
      let found = 0;
      for (let s = 0; s < gold; s += 1) found += Number(happens(draw, Math.sqrt(icc)) ? common : happens(draw, recall));
      const wrong = Number(happens(draw, spurious));
      numerator[g] = (numerator[g] as number) + 2 * found;
      denominator[g] = (denominator[g] as number) + found + gold + wrong;
    }
  });
  return { numerator, denominator };
}

/** F1 of {@link slotTurns} in the population: a turn has 2 gold slots on average. */
export function slotF1(recall: number, spurious: number): number {
  return (4 * recall) / (2 * recall + 2 + spurious);
}

/** Shares of the intents of {@link intentTurns}: one dominates, as in shops. */
export const INTENT_SHARES = [0.4, 0.25, 0.15, 0.12, 0.08] as const;

/**
 * Triples of family, gold and predicted intent. A turn is right with chance `p`, alike within the family by icc; a wrong one goes to the
 * next intent. A family keeps to one intent for half of its turns.
 */
export function intentTurns(draw: Dice, families: number, p: number, icc: number): Int32Array {
  const triples: number[] = [];
  familySizes(draw, families).forEach((turns, g) => {
    const [topic, common] = [intentOf(draw), happens(draw, p)];
    for (let i = 0; i < turns; i += 1) {
      const gold = happens(draw, 0.5) ? topic : intentOf(draw);
      const right = happens(draw, Math.sqrt(icc)) ? common : happens(draw, p);
      triples.push(g, gold, right ? gold : (gold + 1) % INTENT_SHARES.length);
    }
  });
  return Int32Array.from(triples);
}

function intentOf(draw: Dice): number {
  let u = draw.uniform();
  for (const [intent, share] of INTENT_SHARES.entries()) {
    u -= share;
    if (u < 0) return intent;
  }
  return INTENT_SHARES.length - 1;
}

/** Macro-F1 of {@link intentTurns} in the population. */
export function intentMacroF1(p: number): number {
  const f1 = INTENT_SHARES.map((share, intent) => {
    const before = INTENT_SHARES.at(intent - 1) as number;
    return (2 * p * share) / (share + p * share + (1 - p) * before);
  });
  return f1.reduce((sum, f) => sum + f, 0) / f1.length;
}

/**
 * Log-normal latencies of two runs over the same turns, medians 300 and 300·`ratio` ms: what is common to a family is common to both runs.
 * Not sorted; the columns of {@link latencies}.
 */
export function pairedLatencies(draw: Dice, families: number, sigma: number, icc: number, ratio: number) {
  const [before, after, owners]: [number[], number[], number[]] = [[], [], []];
  familySizes(draw, families).forEach((turns, g) => {
    const common = draw.normal(0, sigma * Math.sqrt(icc));
    const next = (median: number) => median * Math.exp(common + draw.normal(0, sigma * Math.sqrt(1 - icc)));
    for (let i = 0; i < turns; i += 1) {
      before.push(next(300));
      after.push(next(300 * ratio));
      owners.push(g);
    }
  });
  return { before: Float64Array.from(before), after: Float64Array.from(after), owners: Int32Array.from(owners) };
}

/** Log-normal latencies with median 300 ms; the logs have standard deviation `sigma`, of which icc is common to a family. Not sorted. */
export function latencies(
  draw: Dice,
  families: number,
  sigma: number,
  icc: number,
): { readonly values: Float64Array; readonly owners: Int32Array } {
  const [values, owners]: [number[], number[]] = [[], []];
  familySizes(draw, families).forEach((turns, g) => {
    const common = draw.normal(0, sigma * Math.sqrt(icc));
    for (let i = 0; i < turns; i += 1) {
      values.push(300 * Math.exp(common + draw.normal(0, sigma * Math.sqrt(1 - icc))));
      owners.push(g);
    }
  });
  return { values: Float64Array.from(values), owners: Int32Array.from(owners) };
}

/** Graded differences of two runs, one a family: symmetric steps of ¼ about `shift`, many of them 0. */
export function gradedDifferences(draw: Dice, families: number, shift: number): Float64Array {
  return new Float64Array(families).map(() => Math.round(4 * (shift + draw.normal(0, 0.25))) / 4);
}
