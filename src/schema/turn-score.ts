/**
 * Turn scores: what the scorers say of one record against its label. Plain and serialisable; the aggregate reads nothing else.
 * A section is absent when the turn carries no label for it. `0 | 1` are indicators. A failed call scores 0 where a label stands.
 */
import type { RecordStatus } from './record.js';

/** What the bot exposed on this turn; an aggregate over a bot that never exposes a thing is undefined, not 0. */
export interface Exposed {
  readonly text: boolean;
  readonly intents: boolean;
  readonly slots: boolean;
  readonly products: boolean;
  readonly handoff: boolean;
  readonly emotion: boolean;
}

export interface IntentScore {
  /** At least one; `oos` when out of scope. */
  readonly gold: readonly string[];
  /** Ranked, best first; `oos` when the bot recognised none; empty when the call failed or gave no intents. */
  readonly predicted: readonly string[];
  /** The first predicted intent is among the gold ones. */
  readonly correct: 0 | 1;
  /** Confidence of the first predicted intent, where stated. */
  readonly confidence?: number;
  /** Sum of the confidences that are stated, of all predicted intents. */
  readonly confidenceSum?: number;
  /** The set of gold intents against the set that the bot stands for (its first, and each further one not doubted). */
  readonly sets?: PairCounts;
}

/** Counts of (name, normalised value) pairs. */
export interface PairCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export interface SlotScore extends PairCounts {
  /** The whole state so far is right. */
  readonly jointGoal: 0 | 1;
  /** F1 of the state so far, and what this turn added to it. */
  readonly stateF1: number;
  readonly stateGain: number;
}

/** Overlap with the references, each the maximum over them, in [0,1]. */
export interface OverlapScore {
  /** Absent when nothing asked for it. */
  readonly chrf2?: number;
  readonly charF1: number;
  /** BM25 against the reference, as a share of the reference's own. Absent when nothing asked for it. */
  readonly bm25?: number;
}

export interface RelevanceScore {
  /** Composite in [0,1]; 0 on a critical error. */
  readonly value: number;
  /** value ≥ 0.5 without a critical error. */
  readonly pass: 0 | 1;
  readonly critical: 0 | 1;
  readonly offTopic: 0 | 1;
  /** Weighted share of nuggets carried; absent without nuggets. */
  readonly nuggets?: number;
  /** Why, in words. */
  readonly reasons: readonly string[];
}

export interface AbstentionScore {
  /** Said that it does not know, or handed over. */
  readonly abstained: 0 | 1;
  /** Answered with content that nothing supports. */
  readonly fabricated: 0 | 1;
}

/** A ranking against graded relevance; a product is relevant from a grade above 0 on. */
export interface ProductScore {
  /** Grade of each recommended product, best first; each product where it first stands. */
  readonly ranked: readonly number[];
  /** Grades of all relevant products, highest first; at least one. */
  readonly relevant: readonly number[];
}

export interface HandoffScore {
  readonly gold: 'none' | 'required' | 'optional';
  readonly handedOver: 0 | 1;
}

export interface EmotionScore {
  readonly gold: string;
  /** The bot's emotion, in the words of the label where they are the same; absent when it states none. */
  readonly predicted?: string;
  readonly correct: 0 | 1;
  /** 1 the reply does what `emotion_handling` asks for, 0 it does not, −1 it makes things worse; absent without that label. */
  readonly handled?: -1 | 0 | 1;
}

export interface TurnScore {
  readonly dialogue_id: string;
  readonly turn: number;
  readonly trial: number;
  readonly status: RecordStatus;
  readonly exposed: Exposed;
  readonly latencyMs?: number;
  readonly firstTokenMs?: number;
  readonly intent?: IntentScore;
  readonly slots?: SlotScore;
  readonly overlap?: OverlapScore;
  readonly relevance?: RelevanceScore;
  readonly abstention?: AbstentionScore;
  readonly products?: ProductScore;
  /** Recommended ids, and how many of them the catalogue does not know; absent without a catalogue or products. */
  readonly catalogue?: { readonly recommended: number; readonly unknown: number };
  readonly handoff?: HandoffScore;
  readonly emotion?: EmotionScore;
}

/** The scores of one dialogue × trial, with what the aggregate needs to place them. */
export interface DialogueScore {
  readonly family: string;
  /** Per turn: the slices it stands in, as `name=value` labels. */
  readonly slices: readonly (readonly string[])[];
  readonly turns: readonly TurnScore[];
  /** Events for the conversion simulation, one a turn, and the match of the recommendations. */
  readonly match?: number;
}
