/** Simulation events in typed columns: 28 bytes a turn, so that a run of millions of turns fits in memory. */
import type { DialogueEvents, TurnEvents } from '../schema/index.js';
import type { Exposure } from './events.js';

/** Category → code; 0 is "absent" in every categorical column, so that a table of gains starts with 0. */
export const INTENT_CODES = { wrong: 1, right: 2 } as const;
export const CRITICAL_CODES = { no: 1, yes: 2 } as const;
export const EMOTION_CODES = { [-1]: 1, 0: 2, 1: 3 } as const;
export const HANDOFF_CODES = { none: 1, correct: 2, unneeded: 3, missed: 4 } as const;

/** The columns as they stand now; read only. Turn columns run over all turns, `NaN` and code 0 mean absent. */
export interface EventView {
  readonly intent: Uint8Array;
  readonly critical: Uint8Array;
  readonly emotion: Uint8Array;
  readonly handoff: Uint8Array;
  readonly relevance: Float64Array;
  readonly stateGain: Float64Array;
  readonly latencyS: Float64Array;
  /** Dialogue i owns the turns from `start[i]` up to, but not including, `start[i + 1]`. */
  readonly start: Uint32Array;
  readonly match: Float64Array;
  readonly trial: Uint32Array;
}

type Column = Uint8Array | Uint32Array | Float64Array;

const FIRST_CAPACITY = 64;
/** Small on purpose: slack counts against the memory bound. */
const GROWTH = 1.125;

/**
 * An append-only list of {@link DialogueEvents}. Values survive unchanged: `at(i)` equals what was appended.
 * @throws RangeError on a number that is not finite or outside its range; that is a bug in the scoring.
 */
export class EventColumns {
  private readonly turns = {
    intent: new Uint8Array(FIRST_CAPACITY),
    critical: new Uint8Array(FIRST_CAPACITY),
    emotion: new Uint8Array(FIRST_CAPACITY),
    handoff: new Uint8Array(FIRST_CAPACITY),
    relevance: new Float64Array(FIRST_CAPACITY),
    stateGain: new Float64Array(FIRST_CAPACITY),
    latencyS: new Float64Array(FIRST_CAPACITY),
  };
  private readonly dialogues = {
    start: new Uint32Array(FIRST_CAPACITY),
    match: new Float64Array(FIRST_CAPACITY),
    trial: new Uint32Array(FIRST_CAPACITY),
  };
  private readonly ids: string[] = [];
  private readonly families: string[] = [];
  private turnTotal = 0;

  /** Columns of an array, in its order. */
  static of(dialogues: readonly DialogueEvents[]): EventColumns {
    const columns = new EventColumns();
    for (const dialogue of dialogues) columns.append(dialogue);
    return columns;
  }

  /** Dialogues × trials. */
  get length(): number {
    return this.ids.length;
  }

  get turnCount(): number {
    return this.turnTotal;
  }

  /** Bytes of the typed columns, spare room included, the id strings excluded. */
  get byteLength(): number {
    return [...Object.values(this.turns), ...Object.values(this.dialogues)].reduce((sum, column) => sum + column.byteLength, 0);
  }

  /**
   * The same events without those of a kind that is not exposed; what a run exposes is known only at its end.
   * The copy shares the columns that it does not change, so append to neither afterwards.
   */
  masked(exposure: Exposure): EventColumns {
    const copy = new EventColumns();
    Object.assign(copy.turns, this.turns);
    Object.assign(copy.dialogues, this.dialogues);
    if (!exposure.intents) copy.turns.intent = new Uint8Array(this.turns.intent.length);
    if (!exposure.handoff) copy.turns.handoff = new Uint8Array(this.turns.handoff.length);
    if (!exposure.slots) copy.turns.stateGain = new Float64Array(this.turns.stateGain.length).fill(Number.NaN);
    for (const id of this.ids) copy.ids.push(id);
    for (const family of this.families) copy.families.push(family);
    copy.turnTotal = this.turnTotal;
    return copy;
  }

  append(dialogue: DialogueEvents): void {
    const index = this.ids.length;
    const where = `${dialogue.dialogue_id}/${dialogue.trial}`;
    const match = checked(dialogue.match, 0, 1, 'match', where);
    for (const turn of dialogue.turns) checkTurn(turn, where);
    reserve(this.turns, this.turnTotal, this.turnTotal + dialogue.turns.length);
    reserve(this.dialogues, index + 1, index + 2);
    for (const turn of dialogue.turns) this.appendTurn(turn);
    this.dialogues.start[index + 1] = this.turnTotal;
    this.dialogues.match[index] = match;
    this.dialogues.trial[index] = dialogue.trial;
    this.ids.push(dialogue.dialogue_id);
    // One string serves where names agree: a dialogue heads its own family, or follows one of its family.
    const alike = [dialogue.dialogue_id, this.families[index - 1]].find((name) => name === dialogue.family);
    this.families.push(alike ?? dialogue.family);
  }

  /** @throws RangeError beyond the length. */
  at(index: number): DialogueEvents {
    const { start, match } = this.dialogues;
    const turns: TurnEvents[] = [];
    for (let t = start[index] as number; t < this.end(index); t += 1) turns.push(this.turnAt(t));
    const fit = match[index] as number;
    return {
      dialogue_id: this.idOf(index),
      trial: this.trialOf(index),
      family: this.familyOf(index),
      turns,
      ...(Number.isNaN(fit) ? {} : { match: fit }),
    };
  }

  idOf(index: number): string {
    return known(this.ids[index], index);
  }

  familyOf(index: number): string {
    return known(this.families[index], index);
  }

  trialOf(index: number): number {
    known(this.ids[index], index);
    return this.dialogues.trial[index] as number;
  }

  /** Valid until the next `append`. */
  view(): EventView {
    return { ...this.turns, ...this.dialogues };
  }

  private end(index: number): number {
    known(this.ids[index], index);
    return this.dialogues.start[index + 1] as number;
  }

  private appendTurn(turn: TurnEvents): void {
    const { turns } = this;
    const t = this.turnTotal;
    turns.intent[t] = turn.intent_correct === undefined ? 0 : INTENT_CODES[turn.intent_correct ? 'right' : 'wrong'];
    turns.critical[t] = turn.critical_error === undefined ? 0 : CRITICAL_CODES[turn.critical_error ? 'yes' : 'no'];
    turns.emotion[t] = turn.emotion_handling === undefined ? 0 : EMOTION_CODES[turn.emotion_handling];
    turns.handoff[t] = turn.handoff === undefined ? 0 : HANDOFF_CODES[turn.handoff];
    turns.relevance[t] = turn.relevance ?? Number.NaN;
    turns.stateGain[t] = turn.state_gain ?? Number.NaN;
    turns.latencyS[t] = turn.latency_s ?? Number.NaN;
    this.turnTotal += 1;
  }

  private turnAt(t: number): TurnEvents {
    const { turns } = this;
    const turn: { -readonly [K in keyof TurnEvents]: TurnEvents[K] } = {};
    if (turns.intent[t] !== 0) turn.intent_correct = turns.intent[t] === INTENT_CODES.right;
    if (turns.critical[t] !== 0) turn.critical_error = turns.critical[t] === CRITICAL_CODES.yes;
    if (turns.emotion[t] !== 0) turn.emotion_handling = ((turns.emotion[t] as number) - EMOTION_CODES[0]) as -1 | 0 | 1;
    if (turns.handoff[t] !== 0) turn.handoff = HANDOFFS[(turns.handoff[t] as number) - 1] as (typeof HANDOFFS)[number];
    if (!Number.isNaN(turns.relevance[t])) turn.relevance = turns.relevance[t] as number;
    if (!Number.isNaN(turns.stateGain[t])) turn.state_gain = turns.stateGain[t] as number;
    if (!Number.isNaN(turns.latencyS[t])) turn.latency_s = turns.latencyS[t] as number;
    return turn;
  }
}

const HANDOFFS = Object.keys(HANDOFF_CODES) as (keyof typeof HANDOFF_CODES)[];

function known(id: string | undefined, index: number): string {
  if (id === undefined) throw new RangeError(`no dialogue at ${index}`);
  return id;
}

/** The value, or NaN for absent. */
function checked(value: number | undefined, lower: number, upper: number, name: string, where: string): number {
  if (value === undefined) return Number.NaN;
  if (!(value >= lower && value <= upper)) throw new RangeError(`${where}: ${name} is ${value}, expected ${lower} to ${upper}`);
  return value;
}

function checkTurn(turn: TurnEvents, where: string): void {
  checked(turn.relevance, 0, 1, 'relevance', where);
  checked(turn.state_gain, -1, 1, 'state_gain', where);
  checked(turn.latency_s, 0, Number.MAX_VALUE, 'latency_s', where);
}

/** Makes room for `needed` entries in every column, keeping the first `used`. */
function reserve<T extends Record<string, Column>>(columns: T, used: number, needed: number): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column.length >= needed) continue;
    const Grown = column.constructor as new (length: number) => Column;
    const grown = new Grown(Math.max(needed, Math.ceil(column.length * GROWTH)));
    grown.set(column.subarray(0, used));
    (columns as Record<string, Column>)[name] = grown;
  }
}
