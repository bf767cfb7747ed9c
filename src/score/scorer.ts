/** The scorer port: label + record → one section of a turn's score. Scorers are pure; one a file. */
import type { BotReply, Dialogue, Label, Product, Slots, Turn, TurnRecord, TurnScore } from '../schema/index.js';

/** The sections that scorers yield. */
export type SectionName =
  | 'intent'
  | 'slots'
  | 'overlap'
  | 'relevance'
  | 'abstention'
  | 'products'
  | 'catalogue'
  | 'handoff'
  | 'emotion';
export type Sections = { [K in SectionName]?: NonNullable<TurnScore[K]> };

/** What stands beside the dialogues: the catalogue, when there is one. */
export interface ScoreContext {
  readonly productIds?: ReadonlySet<string>;
  readonly products?: ReadonlyMap<string, Product>;
  /** Of the overlap, nothing but the character F1 is asked for. */
  readonly charF1Only?: boolean;
  /** Of the overlap, BM25 is asked for. */
  readonly bm25?: boolean;
}

/** The slots so far, this turn's included; a later value replaces an earlier one. `before` leaves this turn's out. */
export interface SlotState {
  readonly gold: Slots;
  readonly predicted: Slots;
  readonly predictedBefore: Slots;
}

/** All that a scorer may look at. */
export interface TurnView {
  readonly dialogue: Dialogue;
  readonly turn: Turn;
  /** Counted from 0. */
  readonly index: number;
  readonly label: Label | undefined;
  readonly record: TurnRecord;
  /** Undefined unless the record's status is `ok`. */
  readonly reply: BotReply | undefined;
  readonly state: SlotState;
  readonly context: ScoreContext;
}

/** One scorer. `version` is part of the signatures of the metrics over its section and rises when any score can change. */
export interface Scorer<K extends SectionName = SectionName> {
  readonly id: K;
  readonly version: number;
  /** Undefined when the turn carries no label for this section. */
  score(view: TurnView): NonNullable<TurnScore[K]> | undefined;
}
