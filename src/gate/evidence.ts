/** What is known of a run against its baseline, as the harness hands it to a gate. */
import type { GateResult } from '../schema/index.js';

export type GateEvidence =
  | {
      readonly kind: 'difference';
      readonly baseline: number;
      /** candidate − baseline. */
      readonly difference: number;
      readonly lower?: number;
      readonly upper?: number;
      /** Standard error and degrees of freedom of the difference. */
      readonly spread?: { readonly se: number; readonly df: number };
      readonly families: number;
      /** No family differs at all. */
      readonly isSame: boolean;
    }
  | {
      readonly kind: 'ratio';
      readonly baseline: number;
      /** candidate / baseline. */
      readonly ratio: number;
      readonly lower?: number;
      readonly upper?: number;
      readonly families: number;
    }
  | {
      readonly kind: 'new-errors';
      readonly count: number;
      /** Turns with an error in either. */
      readonly baselineCount: number;
      readonly offenders: NonNullable<GateResult['offenders']>;
      readonly families: number;
    }
  | { readonly kind: 'none'; readonly reason: string };

/** Two-sided level of the intervals of a difference or ratio: each bound holds at 95%. */
export const EVIDENCE_LEVEL = 0.9;
