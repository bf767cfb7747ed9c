/** The dialogues that a report shows: those with most wrong turns, the first of equals, bounded in number. */
import { isWrongTurn, type ScoredDialogue } from '../schema/index.js';

/** More than anybody reads; errors.csv has them all. */
const SHOWN = 200;

/**
 * Keeps copies of scores and replies: if the first scores and replies of a run themselves lived on, the engine would take it that all from the same places in the
 * code do, and from then on put every one into the old part of the heap, where collecting it costs more than scoring it did.
 */
export class WrongDialogues {
  private readonly worst: { readonly wrong: number; readonly scored: ScoredDialogue }[] = [];
  private total = 0;

  /** How many dialogues have a wrong turn. */
  get count(): number {
    return this.total;
  }

  see(scored: ScoredDialogue): void {
    let wrong = 0;
    for (const turn of scored.score.turns) if (isWrongTurn(turn)) wrong += 1;
    if (wrong === 0) return;
    this.total += 1;
    const last = this.worst[SHOWN - 1];
    if (last !== undefined && last.wrong >= wrong) return;
    const place = this.worst.findIndex((kept) => kept.wrong < wrong);
    this.worst.splice(place === -1 ? this.worst.length : place, 0, { wrong, scored: copyOf(scored) });
    if (this.worst.length > SHOWN) this.worst.pop();
  }

  /** Worst first. */
  list(): readonly ScoredDialogue[] {
    return this.worst.map(({ scored }) => scored);
  }
}

function copyOf({ dialogue, trial, records, score }: ScoredDialogue): ScoredDialogue {
  return { dialogue, trial, records: structuredClone(records), score: structuredClone(score) };
}
