/** What `dataset convert` and the list of formats say. Plain and serialisable. */

/** A format of other people's that is read. */
export interface ForeignFormat {
  /** Stands before the colon: `clinc150:PATH`. */
  readonly id: string;
  /** The dataset and the files it comes in, in one line. */
  readonly says: string;
  /** What whoever reads the figures must know of the data. */
  readonly note?: string;
  /** What becomes what. */
  readonly mapping: readonly (readonly [from: string, to: string])[];
  /** What may stand behind `?` in a spec. */
  readonly options: Readonly<Record<string, string>>;
}

export interface Conversion {
  readonly format_version: 1;
  /** As the user wrote them. */
  readonly from: string;
  readonly to: string;
  /** Absent for a format of ours. */
  readonly format?: ForeignFormat;
  /** Rows or elements of the source, those left out included; of ours, dialogues. */
  readonly rows: number;
  readonly dialogues: number;
  readonly turns: number;
  /** Different ones. */
  readonly intents: number;
  /** File → dialogues written to it, in order. */
  readonly files: Readonly<Record<string, number>>;
  /** Split → dialogues. */
  readonly splits: Readonly<Record<string, number>>;
  /** Reason → rows that were left out. */
  readonly skipped: Readonly<Record<string, number>>;
  /** What the form that was written cannot hold → how often it was dropped. */
  readonly lost: Readonly<Record<string, number>>;
}
