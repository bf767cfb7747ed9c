/** Contributions that one turn alone cannot make: what a link finds in the ledger once all turns are there. */
import type { Exposed } from '../schema/index.js';
import type { TurnLedger } from './turn-ledger.js';

/** Where a contribution counts. `turns`: in the slices that all of these turns share. */
export interface Contributed {
  readonly family: number;
  readonly turns: readonly number[];
  readonly numerator: number;
  readonly denominator: number;
  /** A call failed among those that it was made of. */
  readonly failed: boolean;
}

/** Pure; in an order that the dialogues alone decide. */
export type Link = (ledger: TurnLedger, exposed: Exposed) => Iterable<Contributed>;
