/** Counts turns, dialogues and families by name. */
import type { Presence } from '../../schema/index.js';

interface Entry {
  turns: number;
  dialogues: number;
  lastDialogue: string;
  lastFamily: string;
  readonly seen: Set<string>;
}

export class Presences {
  private readonly entries = new Map<string, Entry>();

  add(name: string, turns: number, dialogue: string, family: string): void {
    let entry = this.entries.get(name);
    if (entry === undefined) {
      entry = { turns: 0, dialogues: 0, lastDialogue: '', lastFamily: '', seen: new Set() };
      this.entries.set(name, entry);
    }
    entry.turns += turns;
    if (entry.lastDialogue !== dialogue) {
      entry.lastDialogue = dialogue;
      entry.dialogues += 1;
    }
    // Families mostly come in a row; the set is asked only where one begins.
    if (entry.lastFamily !== family) {
      entry.lastFamily = family;
      entry.seen.add(family);
    }
  }

  /** Sorted by name. */
  result(): Record<string, Presence> {
    const rows = [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      rows.map(([name, { turns, dialogues, seen }]) => [name, { turns, dialogues, families: seen.size }]),
    );
  }
}
