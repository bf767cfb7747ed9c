/** Scores as columns, and back: what a pinned baseline keeps of a run. Free text never enters, ids only as hashes. */
import { createHash } from 'node:crypto';
import type { DialogueScore, ScoreColumn, StoredScores, TurnScore } from '../schema/index.js';

/** Leaves whose text is a name of the labels or a word of ours; any other text might quote a shopper or a bot. */
const NAMED: readonly string[] = [
  'status',
  'intent.gold',
  'intent.predicted',
  'emotion.gold',
  'emotion.predicted',
  'handoff.gold',
];
/** Kept apart from the columns. */
const PLACED: readonly string[] = ['dialogue_id', 'turn', 'trial', 'family', 'slices', 'turns'];

/** Enough of SHA-256 to tell ids apart: among a million, the chance that two share a hash is below 10⁻⁷. */
export function idHash(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 11);
}

type Leaves = Map<string, unknown>;

function leavesOf(value: object, prefix: string, into: Leaves): Leaves {
  for (const [key, inner] of Object.entries(value)) {
    const path = `${prefix}${key}`;
    if (inner === undefined || (prefix === '' && PLACED.includes(path))) continue;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) leavesOf(inner, `${path}.`, into);
    else if (NAMED.includes(path) || !holdsText(inner)) into.set(path, inner);
  }
  return into;
}

function holdsText(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsText);
}

class ColumnBuilder {
  private readonly names: unknown[] = [];
  private readonly positions = new Map<string, number>();
  private readonly values: (number | null)[] = [];
  private isPlain = true;

  constructor(readonly path: string) {}

  /** `row` counts from 0; rows left out are null. */
  set(row: number, value: unknown): void {
    while (this.values.length < row) this.values.push(null);
    if (typeof value === 'number') {
      this.values.push(value);
      return;
    }
    this.isPlain = false;
    const key = JSON.stringify(value);
    const position = this.positions.get(key) ?? this.names.push(value) - 1;
    this.positions.set(key, position);
    this.values.push(position);
  }

  finish(rows: number): ScoreColumn {
    while (this.values.length < rows) this.values.push(null);
    const { path, values } = this;
    const names = this.isPlain ? {} : { names: this.names };
    const [first] = values;
    if (first !== undefined && first !== null && values.every((value) => value === first))
      return { path, ...names, value: first };
    return { path, ...names, values };
  }
}

/** Columns of objects that are added one after another. */
class Columns {
  private readonly builders = new Map<string, ColumnBuilder>();
  private rows = 0;

  add(value: object): void {
    for (const [path, leaf] of leavesOf(value, '', new Map())) {
      const builder = this.builders.get(path) ?? new ColumnBuilder(path);
      this.builders.set(path, builder);
      builder.set(this.rows, leaf);
    }
    this.rows += 1;
  }

  finish(): ScoreColumn[] {
    return [...this.builders.values()].map((builder) => builder.finish(this.rows));
  }
}

/** Numbers for texts in the order of their first appearance. */
class Positions {
  private readonly positions = new Map<string, number>();

  of(text: string): number {
    const position = this.positions.get(text) ?? this.positions.size;
    this.positions.set(text, position);
    return position;
  }

  get texts(): string[] {
    return [...this.positions.keys()];
  }
}

/** Gathers the scores of a run, in the order of the dataset. */
export class ScoreColumnsWriter {
  private readonly families = new Positions();
  private readonly dialogues = new Positions();
  private readonly sets = new Positions();
  private readonly rows = { dialogue: [] as number[], family: [] as number[], trial: [] as number[], turns: [] as number[] };
  private readonly set: number[] = [];
  private readonly columns = new Columns();
  private readonly wholes = new Columns();

  add(score: DialogueScore): void {
    const [first] = score.turns;
    if (first === undefined) return;
    this.rows.dialogue.push(this.dialogues.of(first.dialogue_id));
    this.rows.family.push(this.families.of(score.family));
    this.rows.trial.push(first.trial);
    this.rows.turns.push(score.turns.length);
    this.wholes.add(score);
    score.turns.forEach((turn, i) => {
      this.set.push(this.sets.of(JSON.stringify(score.slices[i] ?? [])));
      this.columns.add(turn);
    });
  }

  finish(): StoredScores {
    return {
      families: this.families.texts.map(idHash),
      dialogues: this.dialogues.texts.map(idHash),
      ...this.rows,
      sets: this.sets.texts.map((text) => JSON.parse(text) as string[]),
      set: this.set,
      columns: this.columns.finish(),
      wholes: this.wholes.finish(),
    };
  }
}

/** The scores of whole columns, with hashes where ids stood and without reasons. */
export function storedScores(stored: StoredScores): DialogueScore[] {
  let next = 0;
  const turnLeaves = readers(stored.columns);
  const wholeLeaves = readers(stored.wholes);
  const sets = stored.sets.map((labels) => Object.freeze(labels));
  return stored.dialogue.map((dialogue, row) => {
    const place = { dialogue_id: stored.dialogues[dialogue] as string, trial: stored.trial[row] as number };
    const slices: (readonly string[])[] = [];
    const turns: TurnScore[] = [];
    for (let turn = 0; turn < (stored.turns[row] as number); turn += 1, next += 1) {
      slices.push(sets[stored.set[next] as number] as readonly string[]);
      turns.push(restored(turnLeaves, next, { ...place, turn }) as unknown as TurnScore);
    }
    const family = stored.families[stored.family[row] as number] as string;
    return { ...restored(wholeLeaves, row, {}), family, slices, turns };
  });
}

interface Reader {
  readonly path: readonly string[];
  at(row: number): unknown;
}

function readers(columns: readonly ScoreColumn[]): Reader[] {
  return columns.map(({ path, names, values, value }) => ({
    path: path.split('.'),
    at: (row) => {
      const cell = values === undefined ? value : values[row];
      return cell === undefined || cell === null ? undefined : names === undefined ? cell : names[cell];
    },
  }));
}

/** Reasons may quote, so they were not kept; where a score has to have some, it has none. */
function restored(leaves: readonly Reader[], row: number, into: Record<string, unknown>): Record<string, unknown> {
  for (const { path, at } of leaves) {
    const value = at(row);
    if (value === undefined) continue;
    let inner = into;
    for (const key of path.slice(0, -1)) {
      if (!Object.hasOwn(inner, key)) inner[key] = {};
      inner = inner[key] as Record<string, unknown>;
    }
    inner[path.at(-1) as string] = value;
  }
  const relevance = into.relevance as { reasons?: readonly string[] } | undefined;
  if (relevance !== undefined) relevance.reasons ??= [];
  return into;
}

/** Why columns cannot be read: a position that leads nowhere, or columns of unequal length. Undefined when they are whole. */
export function scoreColumnsFault(stored: StoredScores): string | undefined {
  const rows = stored.dialogue.length;
  const turns = stored.turns.reduce((sum, count) => sum + count, 0);
  const hasLength = ({ values, value }: ScoreColumn, length: number) =>
    values === undefined ? value !== undefined : values.length === length;
  const isEven =
    [stored.family, stored.trial, stored.turns].every(({ length }) => length === rows) &&
    stored.set.length === turns &&
    stored.columns.every((column) => hasLength(column, turns)) &&
    stored.wholes.every((column) => hasLength(column, rows));
  if (!isEven) return 'its columns differ in length';
  const within = (positions: readonly (number | null)[], names: readonly unknown[]) =>
    positions.every((at) => at === null || names[at] !== undefined);
  const isWhole =
    within(stored.dialogue, stored.dialogues) &&
    within(stored.family, stored.families) &&
    within(stored.set, stored.sets) &&
    [...stored.columns, ...stored.wholes].every(
      ({ names, values, value }) => names === undefined || within(values ?? [value ?? null], names),
    );
  return isWhole ? undefined : 'a position in it leads nowhere';
}
