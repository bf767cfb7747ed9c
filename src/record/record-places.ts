/** Where the records of a log stand, by dialogue × trial: a few numbers a record, in columns. */
import { CountColumn, IdTable, NumberColumn, TextColumn } from '../columns/index.js';
import type { TurnKey } from '../schema/index.js';

/** A line of the log. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** The records of a conversation form a chain, the last one first: they need not stand together in the log. */
export class RecordPlaces {
  private readonly keys = new IdTable();
  private readonly dialogueIds = new TextColumn();
  private readonly trials = new CountColumn();
  private readonly counts = new CountColumn();
  /** Index + 1 of the last record of the conversation. */
  private readonly lasts = new CountColumn();
  private readonly offsets = new NumberColumn();
  private readonly lengths = new CountColumn();
  private readonly turns = new CountColumn();
  /** Index + 1 of the record before it in the conversation; 0 for its first. */
  private readonly earlier = new CountColumn();

  get records(): number {
    return this.lengths.length;
  }

  /** @returns false, and does nothing, when the turn has a place already. */
  add({ dialogue_id, turn, trial }: TurnKey, { offset, length }: Place): boolean {
    const conversation = this.keys.add(keyOf(dialogue_id, trial));
    if (conversation === this.dialogueIds.length) {
      this.dialogueIds.push(dialogue_id);
      this.trials.push(trial);
    }
    for (const record of this.chain(conversation)) if (this.turns.at(record) === turn) return false;
    this.earlier.push(this.lasts.at(conversation));
    this.offsets.push(offset);
    this.lengths.push(length);
    this.turns.push(turn);
    this.lasts.set(conversation, this.records);
    this.counts.set(conversation, this.counts.at(conversation) + 1);
    return true;
  }

  turnsOf(dialogueId: string, trial: number): number {
    const conversation = this.keys.indexOf(keyOf(dialogueId, trial));
    return conversation === undefined ? 0 : this.counts.at(conversation);
  }

  /** In the order of the turns; undefined unless exactly the first `turns` turns have a place. */
  placesOf(dialogueId: string, trial: number, turns: number): Place[] | undefined {
    const conversation = this.keys.indexOf(keyOf(dialogueId, trial));
    if (conversation === undefined || this.counts.at(conversation) !== turns) return undefined;
    const places = new Array<Place | undefined>(turns);
    for (const record of this.chain(conversation)) {
      const turn = this.turns.at(record);
      if (turn >= turns) return undefined;
      places[turn] = { offset: this.offsets.at(record), length: this.lengths.at(record) };
    }
    return places as Place[];
  }

  /** `[dialogue_id, trial, turns]` in the order of the first records. */
  *conversations(): Generator<readonly [string, number, number]> {
    for (let i = 0; i < this.keys.size; i += 1) yield [this.dialogueIds.at(i), this.trials.at(i), this.counts.at(i)];
  }

  private *chain(conversation: number): Generator<number> {
    for (let next = this.lasts.at(conversation); next !== 0; next = this.earlier.at(next - 1)) yield next - 1;
  }
}

function keyOf(dialogueId: string, trial: number): string {
  return `${trial} ${dialogueId}`;
}
