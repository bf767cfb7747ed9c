/** The turns of one slice as a threshold sees them, a few bytes each, with the counts that stand beside the finding. */
import { CountColumn, IdTable, NumberColumn } from '../../columns/index.js';
import type { ThresholdCounts } from '../../schema/index.js';
import { ROUTED, type Routed, type RoutedTurns } from '../../stats/index.js';

/** One turn, labelled or due to a person. */
export interface RoutedTurn {
  readonly family: string;
  /** Whether the answer was right; a failed call's never is. */
  readonly isRight: boolean;
  /** Due to a person, whatever the answer. */
  readonly isDue: boolean;
  /**
   * The confidence in the first intent, or why none counts: the call `failed`, the bot handed over itself (`handed`), recognised no intent
   * (`unrecognised`), or stated no confidence (`unstated`).
   */
  readonly confidence: number | 'failed' | 'handed' | 'unrecognised' | 'unstated';
}

const COUNT_OF = {
  failed: 'failed',
  handed: 'handed_by_bot',
  unrecognised: 'unrecognised',
  unstated: 'unstated',
} as const satisfies Record<Extract<RoutedTurn['confidence'], string>, keyof ThresholdCounts>;

export class RoutedTurnColumns {
  private readonly confidences = new NumberColumn();
  private readonly kinds = new CountColumn();
  private readonly owners = new CountColumn();
  private readonly families = new IdTable();
  private readonly tally = { unlabelled: 0, due: 0, failed: 0, handed_by_bot: 0, unrecognised: 0, unstated: 0 };

  /** `failedAt`: where failed calls stand; −∞ below every threshold, +∞ above all. */
  constructor(private readonly failedAt: number) {}

  add({ family, isRight, isDue, confidence }: RoutedTurn): void {
    if (typeof confidence === 'string') this.tally[COUNT_OF[confidence]] += 1;
    if (isDue) this.tally.due += 1;
    this.owners.push(this.families.add(family));
    this.kinds.push(kindOf(isRight, isDue, confidence === 'handed'));
    this.confidences.push(this.placeOf(confidence));
  }

  addUnlabelled(): void {
    this.tally.unlabelled += 1;
  }

  get counts(): ThresholdCounts {
    return { turns: this.kinds.length, families: this.families.size, ...this.tally };
  }

  /** Answers that a threshold can tell apart. */
  get stated(): number {
    const { failed, handed_by_bot, unrecognised, unstated } = this.tally;
    return this.kinds.length - failed - handed_by_bot - unrecognised - unstated;
  }

  routed(): RoutedTurns {
    const { length } = this.kinds;
    return {
      confidences: this.confidences.toArray(),
      kinds: Uint8Array.from({ length }, (_, i) => this.kinds.at(i)),
      owners: Uint32Array.from({ length }, (_, i) => this.owners.at(i)),
      families: this.families.size,
    };
  }

  private placeOf(confidence: RoutedTurn['confidence']): number {
    if (typeof confidence === 'number') return confidence;
    return confidence === 'failed' ? this.failedAt : Number.NEGATIVE_INFINITY;
  }
}

function kindOf(isRight: boolean, isDue: boolean, isHanded: boolean): Routed {
  if (isHanded) return isDue ? ROUTED.dueHanded : ROUTED.handed;
  if (isDue) return ROUTED.due;
  return isRight ? ROUTED.right : ROUTED.wrong;
}
