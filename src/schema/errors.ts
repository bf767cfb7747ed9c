/** Users' mistakes: stable codes, the place, what was expected and how to mend it. A bot's failures are values, not errors. */

/** Process exit codes, as documented for CI. */
export const EXIT = { pass: 0, gateFailed: 1, invalid: 2, infrastructure: 3, inconclusive: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Every error code, with the exit code it leads to.
 * Codes are stable: scripts match on them. Adding one is a minor change, renaming one a major.
 */
export const ERROR_CODES = {
  E_USAGE: EXIT.invalid,
  E_CONFIG: EXIT.invalid,
  E_FILE_MISSING: EXIT.invalid,
  E_FILE_FORMAT: EXIT.invalid,
  E_ENCODING: EXIT.invalid,
  E_JSON: EXIT.invalid,
  E_CSV: EXIT.invalid,
  E_YAML: EXIT.invalid,
  E_FIELD: EXIT.invalid,
  E_DUPLICATE_ID: EXIT.invalid,
  E_UNKNOWN_PARENT: EXIT.invalid,
  E_UNKNOWN_INTENT: EXIT.invalid,
  E_UNKNOWN_PRODUCT: EXIT.invalid,
  E_EMPTY_DATASET: EXIT.invalid,
  E_UNKNOWN_SPLIT: EXIT.invalid,
  E_DATASET_CHANGED: EXIT.invalid,
  E_UNKNOWN_METRIC: EXIT.invalid,
  E_UNKNOWN_SLICE: EXIT.invalid,
  E_UNKNOWN_REPORTER: EXIT.invalid,
  E_GATE: EXIT.invalid,
  E_BASELINE: EXIT.invalid,
  E_UNLIKE_RUNS: EXIT.invalid,
  E_BOT_SPEC: EXIT.invalid,
  E_BOT_MODULE: EXIT.invalid,
  E_TRANSCRIPT: EXIT.invalid,
  E_BOT_START: EXIT.infrastructure,
  E_BOT_ERRORS: EXIT.infrastructure,
  E_RUN_EXISTS: EXIT.invalid,
  E_RUN_FORMAT: EXIT.invalid,
  E_RUN_INCOMPLETE: EXIT.invalid,
  E_RUN_LOCKED: EXIT.invalid,
  E_RESUME_MISMATCH: EXIT.invalid,
  E_DUPLICATE_RECORD: EXIT.invalid,
  E_PATH_ESCAPE: EXIT.invalid,
  E_INTERRUPTED: EXIT.infrastructure,
  E_STRAY_ERROR: EXIT.infrastructure,
  E_JUDGE_CACHE: EXIT.invalid,
  E_RATINGS: EXIT.invalid,
  E_MODEL: EXIT.infrastructure,
  E_EMBEDDING: EXIT.invalid,
  E_OUTPUT: EXIT.invalid,
} as const satisfies Record<string, ExitCode>;
export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing that is wrong, at one place. `line` counts from 1, `field` is a path such as `turns[2].label.intent`. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
  readonly expected?: string;
  readonly mend?: string;
}

/** How many problems of one input are spelled out; the rest are counted. */
export const PROBLEMS_SHOWN = 20;

/**
 * A mistake that the user can mend. Carries all problems found together (the first {@link PROBLEMS_SHOWN}, and the count).
 * The exit code is that of the first problem's code.
 */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  /** All problems found, shown or not; at least `problems.length`. */
  readonly problemCount: number;

  constructor(problems: Problem | readonly [Problem, ...Problem[]], options: { count?: number; cause?: unknown } = {}) {
    const list: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem];
    const first = list[0] as Problem;
    super(describeProblem(first), options.cause === undefined ? {} : { cause: options.cause });
    this.code = first.code;
    this.problems = list.slice(0, PROBLEMS_SHOWN);
    this.problemCount = options.count ?? list.length;
  }

  get exitCode(): ExitCode {
    return ERROR_CODES[this.code];
  }
}

/** `file:line field: message (expected …). Mend: …` on one line; the parts that are unknown are left out. */
export function describeProblem(problem: Problem): string {
  const place = problem.file === undefined ? '' : `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: `;
  const field = problem.field === undefined ? '' : `${problem.field}: `;
  const expected = problem.expected === undefined ? '' : ` (expected ${problem.expected})`;
  const mend =
    problem.mend === undefined
      ? ''
      : `${/[.?!]$/.test(problem.message) && problem.expected === undefined ? '' : '.'} To mend: ${problem.mend}`;
  return `${place}${field}${problem.message}${expected}${mend}`;
}

/** Collects the problems of one input, so that they are reported together. */
export class ProblemList {
  private readonly shown: Problem[] = [];
  private total = 0;

  add(problem: Problem): void {
    this.total += 1;
    if (this.shown.length < PROBLEMS_SHOWN) this.shown.push(problem);
  }

  get count(): number {
    return this.total;
  }

  /** @throws HarnessError when anything was added. */
  throwIfAny(): void {
    const [first, ...rest] = this.shown;
    if (first !== undefined) throw new HarnessError([first, ...rest], { count: this.total });
  }
}
