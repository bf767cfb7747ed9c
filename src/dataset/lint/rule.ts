/** What a lint rule is given, and what it answers. A rule lives in a file of its own and in the list of the registry. */
import type { Dialogue, LintFinding, LintRule, Product } from '../../schema/index.js';

/** Where a dialogue stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** The lines of its turns, where each has one of its own (CSV). */
  readonly turnLines?: readonly number[];
  /** Splits of the folder that list the file. */
  readonly splits: readonly string[];
}

/** What stands beside the dialogues. */
export interface LintContext {
  /** The declared intents; undefined when none are declared. */
  readonly intents?: readonly string[];
  readonly products?: ReadonlyMap<string, Product>;
  /** Everything that the catalogue and the FAQ say, as text; undefined when there is neither. */
  readonly knowledge?: string;
  /** Names of the splits; empty for bare files. */
  readonly splits: readonly string[];
}

/** A finding of a rule, before the rule's name and the place are added. */
export interface Remark {
  readonly message: string;
  readonly mend?: string;
  readonly dialogue?: string;
  readonly place?: Place;
  /** Counts from 0. */
  readonly turn?: number;
  /** Within the turn, or within the dialogue where no turn is named. */
  readonly field?: string;
}

export type Report = (remark: Remark) => void;

/** One pass of a rule over one dataset. */
export interface RulePass {
  see?(dialogue: Dialogue, place: Place): void;
  /** Called once, after the last dialogue. */
  finish?(): void;
}

export interface Rule extends LintRule {
  /** Undefined where the rule has nothing to go by, such as no catalogue. */
  open(report: Report, context: LintContext): RulePass | undefined;
}

/** The finding of a remark. */
export function findingOf({ id, severity }: LintRule, remark: Remark): LintFinding {
  const { message, mend, dialogue, place, turn, field } = remark;
  const path = turn === undefined ? field : `turns[${turn}]${field === undefined ? '' : `.${field}`}`;
  const line = turn === undefined ? undefined : place?.turnLines?.[turn];
  return {
    rule: id,
    severity,
    message,
    ...(place === undefined ? {} : { file: place.file, line: line ?? place.line }),
    ...(path === undefined ? {} : { field: path }),
    ...(dialogue === undefined ? {} : { dialogue }),
    ...(mend === undefined ? {} : { mend }),
  };
}
