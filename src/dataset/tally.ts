/** Counts turns by slice and by intent. A turn counts once in each value that its dialogue or itself names. */
import { type Dialogue, goldIntents, type Slices } from '../schema/index.js';

type Counts = Map<string, number>;

export class Tally {
  private dialogues = 0;
  private turns = 0;
  private readonly slices = new Map<string, Counts>();
  private readonly intents: Counts = new Map();

  add(dialogue: Dialogue): void {
    this.dialogues += 1;
    this.turns += dialogue.turns.length;
    if (dialogue.slices !== undefined) this.addSlices(dialogue.slices, dialogue.turns.length);
    for (const turn of dialogue.turns) {
      if (turn.slices !== undefined) this.addSlices(turn.slices, 1, dialogue.slices);
      const intents = turn.label === undefined ? undefined : goldIntents(turn.label);
      if (intents === undefined) continue;
      for (let i = 0; i < intents.length; i += 1) {
        const intent = intents[i] as string;
        if (i === 0 || intents.indexOf(intent) === i) increment(this.intents, intent, 1);
      }
    }
  }

  /** Names, values and intents sorted by code unit. */
  result(): {
    dialogues: number;
    turns: number;
    slices: Record<string, Record<string, number>>;
    intents: Record<string, number>;
  } {
    const slices = sorted(this.slices).map(([name, counts]) => [name, Object.fromEntries(sorted(counts))] as const);
    return {
      dialogues: this.dialogues,
      turns: this.turns,
      slices: Object.fromEntries(slices),
      intents: Object.fromEntries(sorted(this.intents)),
    };
  }

  private addSlices(slices: Slices, turns: number, already?: Slices): void {
    for (const name in slices) {
      const value = slices[name];
      if (value === undefined) continue;
      const counts = this.countsOf(name);
      if (typeof value === 'string') {
        if (!contains(already, name, value)) increment(counts, value, turns);
        continue;
      }
      for (let i = 0; i < value.length; i += 1) {
        const one = value[i] as string;
        if (value.indexOf(one) === i && !contains(already, name, one)) increment(counts, one, turns);
      }
    }
  }

  private countsOf(name: string): Counts {
    let counts = this.slices.get(name);
    if (counts === undefined) {
      counts = new Map();
      this.slices.set(name, counts);
    }
    return counts;
  }
}

function contains(slices: Slices | undefined, name: string, value: string): boolean {
  if (slices === undefined || !Object.hasOwn(slices, name)) return false;
  const values = slices[name];
  return typeof values === 'string' ? values === value : (values?.includes(value) ?? false);
}

function increment(counts: Counts, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
