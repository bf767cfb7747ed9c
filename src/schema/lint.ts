/** What the linter of a dataset says. Plain and serialisable. */

/** An error makes a dataset unfit for use (exit code 2); a warning is worth a look. */
export type LintSeverity = 'error' | 'warning';

export interface LintRule {
  /** Kebab-case and stable: scripts match on it. */
  readonly id: string;
  readonly severity: LintSeverity;
  /** What it looks for, in one sentence. */
  readonly says: string;
}

export interface LintFinding {
  /** Id of the rule, or the error code of what cannot even be read. */
  readonly rule: string;
  readonly severity: LintSeverity;
  readonly message: string;
  readonly file?: string;
  /** Counts from 1. */
  readonly line?: number;
  /** Path within the dialogue, such as `turns[2].label.intent`. */
  readonly field?: string;
  readonly dialogue?: string;
  readonly mend?: string;
}

export interface LintReport {
  readonly format_version: 1;
  /** As the user named it. */
  readonly dataset: string;
  /** Dialogues and turns that could be read. */
  readonly dialogues: number;
  readonly turns: number;
  readonly errors: number;
  readonly warnings: number;
  /** By rule, errors and warnings, sorted by name; rules that found nothing are left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** Rows of a foreign format that were left out on purpose, by reason; absent when there are none. */
  readonly skipped?: Readonly<Record<string, number>>;
  /** The first findings of each rule, in the order of the files. */
  readonly findings: readonly LintFinding[];
}
