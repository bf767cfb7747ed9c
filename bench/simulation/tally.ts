/** Counting how often intervals cover and tests reject, over seeded repetitions. */
import type { Interval } from '../../src/stats/index.js';
import { Dice } from './dice.js';

const SEED = 0;

/**
 * Per method: share of repetitions whose interval holds the truth (none given counts as a miss), the share of intervals with an open end, and the mean
 * width of the others; undefined where there are none.
 */
export interface Covered {
  readonly method: string;
  readonly coverage: number;
  readonly open: number;
  readonly width: number | undefined;
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
  const sums = new Map<string, { covered: number; open: number; width: number; bounded: number }>();
  const draw = new Dice(SEED, setting);
  for (let r = 0; r < repetitions; r += 1) {
    for (const [method, interval] of Object.entries(attempt(draw, r))) {
      const sum = sums.get(method) ?? { covered: 0, open: 0, width: 0, bounded: 0 };
      sums.set(method, sum);
      if (interval === undefined) continue;
      const span = interval.upper - interval.lower;
      if (Number.isFinite(span)) {
        sum.bounded += 1;
        sum.width += span;
      } else sum.open += 1;
      if (interval.lower <= truth && truth <= interval.upper) sum.covered += 1;
    }
  }
  const methods = [...sums].map(([method, { covered, open, width, bounded }]) => ({
    method,
    coverage: covered / repetitions,
    open: open / repetitions,
    width: bounded === 0 ? undefined : width / bounded,
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
