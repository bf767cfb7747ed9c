/** Keeps the id, place and parent of every dialogue, and checks at the end that ids are unique and families whole. */
import { CountColumn, IdTable, TextColumn } from '../columns/index.js';
import { PROBLEMS_SHOWN, type Problem } from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';
import type { FaultQueue } from './fault-queue.js';
import type { SourceFile } from './source-file.js';

/** Turns of a dialogue that was not accepted: known to exist, and no more. */
const UNKNOWN_TURNS = -1;
const NO_PARENT = -1;
/** A parent that stands behind its variant, or nowhere. */
const NOT_YET = -2;
/** Columns hold whole numbers from 0. */
const SHIFT = 2;

/** Memory: about 40 bytes and the id for each dialogue. */
export class FamilyLedger {
  private readonly ids = new IdTable();
  private readonly names = new TextColumn();
  private readonly files: SourceFile[] = [];
  private readonly fileOf = new CountColumn();
  private readonly lines = new CountColumn();
  private readonly turns = new CountColumn();
  private readonly parents = new CountColumn();
  private readonly awaited = new Map<number, string>();
  private readonly selected = new CountColumn();

  constructor(private readonly problems: FaultQueue) {}

  /** What follows stands in this file. */
  openFile(file: SourceFile): void {
    this.files.push(file);
  }

  /** `isSelected`: the dialogue is among those that are replayed. */
  add(id: string, parent: string | undefined, turns: number, line: number, isSelected: boolean): void {
    const index = this.ids.size;
    const first = this.ids.add(id);
    if (first !== index) {
      this.addDuplicate(id, first, line);
      return;
    }
    this.names.push(id);
    this.fileOf.push(this.files.length - 1);
    this.lines.push(line);
    this.turns.push(turns + SHIFT);
    this.parents.push((parent === undefined ? NO_PARENT : (this.ids.indexOf(parent) ?? NOT_YET)) + SHIFT);
    this.selected.push(isSelected ? 1 : 0);
    if (parent !== undefined && this.parentOf(index) === NOT_YET) this.awaited.set(index, parent);
  }

  /** A dialogue that was rejected: its id is taken, and its variants are not blamed for it. */
  addRejected(value: unknown, line: number): void {
    if (typeof value !== 'object' || value === null) return;
    const { id } = value as { id?: unknown };
    if (typeof id === 'string' && id !== '') this.add(id, undefined, UNKNOWN_TURNS, line, false);
  }

  /** Families of the selected dialogues. */
  countFamilies(): number {
    const heads = new Uint8Array(this.ids.size);
    for (let i = 0; i < heads.length; i += 1) {
      if (this.selected.at(i) === 0) continue;
      const parent = this.parentOf(i);
      heads[parent === NO_PARENT ? i : parent] = 1;
    }
    return heads.reduce((sum, head) => sum + head, 0);
  }

  /** Checks the parents, which may stand behind their variants and in other files. */
  finish(): void {
    for (const [variant, id] of this.awaited) this.parents.set(variant, (this.ids.indexOf(id) ?? NOT_YET) + SHIFT);
    for (let i = 0; i < this.ids.size; i += 1) {
      // Problems stand in the order of the files, too.
      if (i > 0 && this.fileOf.at(i) !== this.fileOf.at(i - 1)) this.problems.flush();
      const parent = this.parentOf(i);
      if (parent !== NO_PARENT) this.checkParent(i, parent);
    }
  }

  private checkParent(variant: number, parent: number): void {
    const id = this.parentNameOf(variant);
    if (parent === NOT_YET) {
      this.blame(variant, 'parent', {
        code: 'E_UNKNOWN_PARENT',
        message: `no dialogue that was read has the id "${id}"`,
        expected: 'the id of a dialogue of the same split',
        ...this.suggestion(id),
      });
    } else if (this.parentOf(parent) !== NO_PARENT) {
      const head = this.parentNameOf(parent);
      this.blame(variant, 'parent', {
        code: 'E_FIELD',
        message: parent === variant ? 'the dialogue is its own parent' : `the parent "${id}" is itself a variant (of "${head}")`,
        expected: 'a dialogue without a parent',
        mend: parent === variant ? 'remove the parent' : `write "parent": "${head}"`,
      });
    } else this.checkAgainst(variant, parent, id);
  }

  private parentOf(index: number): number {
    return this.parents.at(index) - SHIFT;
  }

  private parentNameOf(variant: number): string {
    const parent = this.parentOf(variant);
    return parent === NOT_YET ? (this.awaited.get(variant) as string) : this.names.at(parent);
  }

  private turnsOf(index: number): number {
    return this.turns.at(index) - SHIFT;
  }

  /** A variant says the same things in the same split. */
  private checkAgainst(variant: number, parent: number, id: string): void {
    const own = this.turnsOf(variant);
    const due = this.turnsOf(parent);
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
        table && this.fileOf.at(first) === this.files.length - 1
          ? 'put the rows of a dialogue together, or rename one of the two'
          : 'rename one of the two, or remove it',
    });
  }

  private blame(index: number, field: string, problem: Omit<Problem, 'file' | 'line' | 'field'>): void {
    this.problems.report({ ...problem, file: this.file(index).shown, line: this.lines.at(index), field });
  }

  /** Looking through all ids takes time, so only where it is shown. */
  private suggestion(id: string): { mend?: string } {
    const otherwise = 'read the file that holds it too, or remove the parent';
    return this.problems.count < PROBLEMS_SHOWN ? didYouMean(id, this.names, otherwise) : {};
  }

  private place(index: number): string {
    return `${this.file(index).shown}:${this.lines.at(index)}`;
  }

  private file(index: number): SourceFile {
    return this.files[this.fileOf.at(index)] as SourceFile;
  }
}

function counted(turns: number): string {
  return turns === 1 ? '1 turn' : `${turns} turns`;
}

function named(splits: string): string {
  return splits === '' ? 'none' : `"${splits}"`;
}
