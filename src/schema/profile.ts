/** What `dataset stats` says of a dataset. Plain and serialisable; shares are in [0,1]. */

/** How a number spreads; absent where there is nothing to describe. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** How often something stands in the data. */
export interface Presence {
  readonly turns: number;
  readonly dialogues: number;
  /** The number that counts: variants of one dialogue are not independent. */
  readonly families: number;
}

/** What clustering by family costs, at an assumed likeness of the turns of a family. */
export interface DesignEffect {
  /** Assumed intra-family correlation of a turn's score. */
  readonly icc: number;
  /** Variance relative to as many independent turns: 1 + (m̄(1 + cv²) − 1)·ICC (Kish, for unequal families). */
  readonly effect: number;
  /** Independent turns that would give the same interval. */
  readonly effectiveTurns: number;
}

export interface DatasetProfile {
  readonly format_version: 1;
  readonly dataset: string;
  readonly version?: string;
  readonly digest: string;
  readonly all: Presence;
  /** Rows of a foreign format that were left out on purpose, by reason; absent when there are none. */
  readonly skipped?: Readonly<Record<string, number>>;
  /** Dialogues without a parent, and their turns. */
  readonly base: { readonly dialogues: number; readonly turns: number };
  readonly splits: Readonly<Record<string, Presence>>;
  /** Slice name → value → where it stands. */
  readonly slices: Readonly<Record<string, Readonly<Record<string, Presence>>>>;
  readonly intents: Readonly<Record<string, Presence>>;
  /** exp of the entropy of the intents: as many equally frequent ones would be as hard to guess. Undefined without intents. */
  readonly effectiveIntents?: number;
  /** Label → turns that carry it. */
  readonly labels: Readonly<Record<string, number>>;
  readonly turnsPerDialogue?: Spread;
  /** Characters (code points) of the utterances. */
  readonly utteranceLength?: Spread;
  /** Moving-average type–token ratio over windows of 500 words or Han characters; undefined for fewer. */
  readonly lexicalVariety?: number;
  /** Share of the utterances that stand elsewhere in the data, letter for letter. */
  readonly repeatedUtterances: number;
  readonly turnsPerFamily?: Spread;
  readonly designEffects: readonly DesignEffect[];
}
