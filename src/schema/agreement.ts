/** How far two labellings of the same turns agree. Plain and serialisable. */

export interface LabelAgreement {
  /** What was labelled: `intent`, `main intent`, `slots`, `answerable`, `handoff`, `emotion`, `emotion_handling`, `products`. */
  readonly label: string;
  /** How agreement beyond chance is measured. */
  readonly measure: string;
  /** 1 full agreement, 0 what chance gives; absent where chance cannot disagree, with the reason. */
  readonly value?: number;
  readonly reason?: string;
  /** 95% percentile interval over resampled families; absent with fewer than two, or where most resamples have no value. */
  readonly lower?: number;
  readonly upper?: number;
  /** Share of the turns on which both say the same. */
  readonly same: number;
  readonly turns: number;
}

export interface AgreementReport {
  readonly format_version: 1;
  readonly first: string;
  readonly second: string;
  /** Turns that both have labelled, and their families. */
  readonly turns: number;
  readonly families: number;
  readonly labels: readonly LabelAgreement[];
  /** Where they differ, in the order of the first. */
  readonly differences: readonly {
    readonly dialogue: string;
    readonly turn: number;
    readonly label: string;
    readonly first: string;
    readonly second: string;
  }[];
}
