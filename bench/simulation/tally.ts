/** Counting how often intervals cover and tests reject, over seeded repetitions. */
import type { Interval } from '../../src/stats/index.js';
import { Dice } from './dice.js';

const SEED = 0;

/** Per method: share of repetitions whose interval holds the truth (none given counts as a miss), and the mean width of those given. */
export interface Covered {
  readonly method: string;
  readonly coverage: number;
  readonly width: number;
}

export interface CoverageRow {
  readonly setting: string;
  readonly methods: readonly Covered[];
}

/** `attempt` makes one data set and the interval of each method; the draws depend on the setting alone. */
export function coverageOf(
  setting: string,
  repetitions: number,
  truth: number,
  attempt: (draw: Dice, repetition: number) => Readonly<Record<string, Interval | undefined>>,
): CoverageRow {
  const sums = new Map<string, { covered: number; width: number; given: number }>();
  const draw = new Dice(SEED, setting);
  for (let r = 0; r < repetitions; r += 1) {
    for (const [method, interval] of Object.entries(attempt(draw, r))) {
      const sum = sums.get(method) ?? { covered: 0, width: 0, given: 0 };
      sums.set(method, sum);
      if (interval === undefined) continue;
      sum.given += 1;
      sum.width += interval.upper - interval.lower;
      if (interval.lower <= truth && truth <= interval.upper) sum.covered += 1;
    }
  }
  const methods = [...sums].map(([method, { covered, width, given }]) => ({
    method,
    coverage: covered / repetitions,
    width: width / Math.max(1, given),
  }));
  return { setting, methods };
}

export interface RejectionRow {
  readonly setting: string;
  readonly tests: ReadonlyMap<string, number>;
}

/** Share of repetitions in which each test rejects. */
export function rejectionOf(
  setting: string,
  repetitions: number,
  attempt: (draw: Dice, repetition: number) => Readonly<Record<string, boolean>>,
): RejectionRow {
  const counts = new Map<string, number>();
  const draw = new Dice(SEED, setting);
  for (let r = 0; r < repetitions; r += 1) {
    for (const [test, rejects] of Object.entries(attempt(draw, r))) {
      counts.set(test, (counts.get(test) ?? 0) + Number(rejects));
    }
  }
  return { setting, tests: new Map([...counts].map(([test, count]) => [test, count / repetitions])) };
}
