/** Nugget scene: what a nugget, and all else that is labelled, is judged against. */
import type { Slots } from '../schema/index.js';
import type { Reading } from '../text/index.js';
import type { AnswerForm } from './answer-form.js';

/** What a nugget is judged against. */
export interface NuggetScene {
  readonly reply: Reading;
  readonly utterance: Reading;
  readonly answer: AnswerForm;
  /** The gold state so far. */
  readonly state: Slots;
}
