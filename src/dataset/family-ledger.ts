/** Keeps the id, place and parent of every dialogue, and checks at the end that ids are unique and families whole. */
import { PROBLEMS_SHOWN, type Problem } from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';
import type { FaultQueue } from './fault-queue.js';
import type { SourceFile } from './source-file.js';

/** Turns of a dialogue that was not accepted: known to exist, and no more. */
const UNKNOWN_TURNS = -1;

/** Memory: one id and four numbers a dialogue. */
export class FamilyLedger {
  private readonly indexOf = new Map<string, number>();
  private readonly files: SourceFile[] = [];
  private readonly fileOf: number[] = [];
  private readonly lines: number[] = [];
  private readonly turns: number[] = [];
  private readonly parents: (string | undefined)[] = [];

  constructor(private readonly problems: FaultQueue) {}

  /** What follows stands in this file. */
  openFile(file: SourceFile): void {
    this.files.push(file);
  }

  add(id: string, parent: string | undefined, turns: number, line: number): void {
    const first = this.indexOf.get(id);
    if (first !== undefined) {
      this.addDuplicate(id, first, line);
      return;
    }
    this.indexOf.set(id, this.lines.length);
    this.fileOf.push(this.files.length - 1);
    this.lines.push(line);
    this.turns.push(turns);
    this.parents.push(parent);
  }

  /** A dialogue that was rejected: its id is taken, and its variants are not blamed for it. */
  addRejected(value: unknown, line: number): void {
    if (typeof value !== 'object' || value === null) return;
    const { id } = value as { id?: unknown };
    if (typeof id === 'string' && id !== '') this.add(id, undefined, UNKNOWN_TURNS, line);
  }

  /** Checks the parents, which may stand behind their variants and in other files. */
  finish(): void {
    for (let i = 0; i < this.parents.length; i += 1) {
      // Problems stand in the order of the files, too.
      if (this.fileOf[i] !== this.fileOf[i - 1]) this.problems.flush();
      const parent = this.parents[i];
      if (parent !== undefined) this.checkParent(i, parent);
    }
  }

  private checkParent(variant: number, id: string): void {
    const parent = this.indexOf.get(id);
    if (parent === undefined) {
      this.blame(variant, 'parent', {
        code: 'E_UNKNOWN_PARENT',
        message: `no dialogue that was read has the id "${id}"`,
        expected: 'the id of a dialogue of the same split',
        ...this.suggestion(id),
      });
    } else if (this.parents[parent] !== undefined) {
      this.blame(variant, 'parent', {
        code: 'E_FIELD',
        message:
          parent === variant
            ? 'the dialogue is its own parent'
            : `the parent "${id}" is itself a variant (of "${this.parents[parent]}")`,
        expected: 'a dialogue without a parent',
        mend: parent === variant ? 'remove the parent' : `write "parent": "${this.parents[parent]}"`,
      });
    } else this.checkAgainst(variant, parent, id);
  }

  /** A variant says the same things in the same split. */
  private checkAgainst(variant: number, parent: number, id: string): void {
    const own = this.turns[variant] ?? UNKNOWN_TURNS;
    const due = this.turns[parent] ?? UNKNOWN_TURNS;
    if (own !== due && due !== UNKNOWN_TURNS) {
      this.blame(variant, 'turns', {
        code: 'E_FIELD',
        message: `the variant has ${counted(own)}, its parent "${id}" (${this.place(parent)}) has ${counted(due)}`,
        expected: `${counted(due)}: a variant rewrites every turn of its parent`,
        mend: 'add or remove turns, or remove the parent',
      });
    }
    const here = this.file(variant).splits.join(', ');
    const there = this.file(parent).splits.join(', ');
    if (here !== there) {
      this.blame(variant, 'parent', {
        code: 'E_FIELD',
        message: `the family straddles splits: this variant stands in ${named(here)}, its parent "${id}" in ${named(there)}`,
        expected: 'a dialogue and its variants in the same split, for they are not independent',
        mend: 'move the variant to the file of its parent',
      });
    }
  }

  private addDuplicate(id: string, first: number, line: number): void {
    const file = this.files.at(-1) as SourceFile;
    const table = file.format !== 'jsonl';
    this.problems.report({
      code: 'E_DUPLICATE_ID',
      file: file.shown,
      line,
      field: table ? 'dialogue_id' : 'id',
      message: `the dialogue id "${id}" stands already in ${this.place(first)}`,
      expected: 'an id that no other dialogue has',
      mend:
        table && this.fileOf[first] === this.files.length - 1
          ? 'put the rows of a dialogue together, or rename one of the two'
          : 'rename one of the two, or remove it',
    });
  }

  private blame(index: number, field: string, problem: Omit<Problem, 'file' | 'line' | 'field'>): void {
    this.problems.report({ ...problem, file: this.file(index).shown, line: this.lines[index] ?? 0, field });
  }

  /** Looking through all ids takes time, so only where it is shown. */
  private suggestion(id: string): { mend?: string } {
    const otherwise = 'read the file that holds it too, or remove the parent';
    return this.problems.count < PROBLEMS_SHOWN ? didYouMean(id, this.indexOf.keys(), otherwise) : {};
  }

  private place(index: number): string {
    return `${this.file(index).shown}:${this.lines[index]}`;
  }

  private file(index: number): SourceFile {
    return this.files[this.fileOf[index] ?? 0] as SourceFile;
  }
}

function counted(turns: number): string {
  return turns === 1 ? '1 turn' : `${turns} turns`;
}

function named(splits: string): string {
  return splits === '' ? 'none' : `"${splits}"`;
}
