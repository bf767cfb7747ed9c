/** Problems in the order of the lines: a reader finds those of a whole chunk before the first line of it is judged. */
import { PROBLEMS_SHOWN, type Problem } from '../schema/index.js';

/** Holds the problems of one file back until no earlier line can have another. */
export class FaultQueue {
  private readonly waiting: Problem[] = [];
  private reported = 0;

  constructor(private readonly emit: (problem: Problem) => void) {}

  /** Problems reported so far. */
  get count(): number {
    return this.reported;
  }

  readonly report = (problem: Problem): void => {
    this.reported += 1;
    this.waiting.push(problem);
    // More than can be shown need no order, only counting.
    if (this.waiting.length > PROBLEMS_SHOWN) this.flush();
  };

  /** All lines before `line` have been judged. */
  flushBefore(line: number): void {
    if (this.waiting.length === 0) return;
    this.sort();
    const after = this.waiting.findIndex((problem) => (problem.line ?? 0) >= line);
    for (const problem of this.waiting.splice(0, after < 0 ? this.waiting.length : after)) this.emit(problem);
  }

  flush(): void {
    this.sort();
    for (const problem of this.waiting.splice(0)) this.emit(problem);
  }

  private sort(): void {
    this.waiting.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }
}
