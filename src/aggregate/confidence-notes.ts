/** What a reader has to know of the bot's confidences before trusting what is computed from them. */
import type { TurnScore } from '../schema/index.js';
import { confidenceOf, isOutside } from './sources/confidences.js';

/** Rounding of the bot's own arithmetic. */
const SUM_TOLERANCE = 1e-6;

export class ConfidenceNotes {
  private labelled = 0;
  private stated = 0;
  private outside = 0;
  private above = 0;
  private largestSum = 0;

  see(turn: TurnScore): void {
    if (turn.intent === undefined || turn.status !== 'ok') return;
    this.labelled += 1;
    const confidence = confidenceOf(turn);
    if (confidence === undefined) return;
    this.stated += 1;
    if (isOutside(confidence)) {
      this.outside += 1;
      return;
    }
    const sum = turn.intent.confidenceSum ?? confidence;
    if (sum <= 1 + SUM_TOLERANCE) return;
    this.above += 1;
    this.largestSum = Math.max(this.largestSum, sum);
  }

  /** In words; none where there is nothing to say. */
  list(): string[] {
    if (this.stated === 0) return [];
    const notes: string[] = [];
    const of = `of ${this.stated} turns with a confidence`;
    if (this.stated < this.labelled) {
      notes.push(
        `the bot states a confidence on ${this.stated} of ${this.labelled} answered turns with an intent label: intent.ece, brier and log_loss speak of these alone`,
      );
    }
    if (this.outside > 0) notes.push(`confidences outside [0,1] on ${this.outside} ${of}: calibration is undefined`);
    if (this.above > 0) {
      notes.push(
        `the confidences of the intents add up to more than 1 on ${this.above} ${of} (up to ${this.largestSum.toFixed(2)}): they are no distribution, and calibration judges the first alone`,
      );
    }
    return notes;
  }
}
