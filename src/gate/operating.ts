/** The operating characteristic of a gate: what it does by chance. */
import type { GateResult } from '../schema/index.js';
import { type OperatingCharacteristic, operatingCharacteristic } from '../stats/index.js';

export type Operating = NonNullable<GateResult['operating']>;

/** Higher is better; `noChange` and `limit` on the scale of the estimate whose standard error is given. */
export interface OperatingQuestion {
  readonly noChange: number;
  readonly limit: number;
  readonly se: number;
  readonly df: number;
  readonly judge: 'point' | 'margin';
  /** One-sided. */
  readonly level: number;
  /** Ask also for a truth as far beyond the limit as the limit is from no change. */
  readonly beyond?: boolean;
}

/** Undefined without a standard error to go by. */
export function operatingOf({ noChange, limit, se, df, judge, level, beyond }: OperatingQuestion): Operating | undefined {
  if (!(se > 0 && Number.isFinite(se) && df > 0)) return undefined;
  const at = (truth: number): OperatingCharacteristic =>
    operatingCharacteristic({ truth, threshold: limit, se, df, judge, level });
  return {
    no_change: at(noChange),
    at_limit: at(limit),
    ...(beyond === true ? { twice_the_margin: at(2 * limit - noChange) } : {}),
  };
}
