/** Finds many phrases in one scan of a text; the lexicons of this room are such tables. */
import { UnitSet } from './unit-set.js';

/** A phrase of a table. */
interface Entry<L> {
  readonly phrase: string;
  readonly label: L;
  /** Starts or ends with a Latin letter or digit, and so must not continue a word there. */
  readonly wordStart: boolean;
  readonly wordEnd: boolean;
}

/** A list of phrases written as `a|b|c`, several lines of it joined. */
export function phrases(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split('|'));
}

/** A phrase found: `text.slice(start, end)`. */
export interface PhraseHit<L> {
  readonly label: L;
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
}

/** Whether a code unit is an ASCII letter or digit. */
export function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
}

/** Whether a code unit is an ASCII digit. */
export function isDigitUnit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** Phrases of two characters or more are found by their first two, as one 32-bit integer. */
function pairKey(first: number, second: number): number {
  return (first << 16) | second;
}

/** Phrases under labels. Phrases are expected in normalised form; Latin ones match whole words only. */
export class PhraseTable<L> {
  /** What any phrase starts with. */
  private readonly starts = new UnitSet('');
  /** Longest first. */
  private readonly longer = new Map<number, Entry<L>[]>();
  private readonly single = new Map<number, Entry<L>>();

  constructor(groups: Iterable<readonly [label: L, phrases: readonly string[]]>) {
    for (const [label, list] of groups) for (const phrase of list) this.add(phrase, label);
    for (const list of this.longer.values()) list.sort((a, b) => b.phrase.length - a.phrase.length);
  }

  static of<L extends string>(groups: Readonly<Record<L, readonly string[]>>): PhraseTable<L> {
    return new PhraseTable(Object.entries(groups) as [L, readonly string[]][]);
  }

  private add(phrase: string, label: L): void {
    const first = phrase.charCodeAt(0);
    const last = phrase.charCodeAt(phrase.length - 1);
    const entry = { phrase, label, wordStart: isWordUnit(first), wordEnd: isWordUnit(last) };
    this.starts.add(first);
    if (phrase.length === 1) {
      this.single.set(first, entry);
      return;
    }
    const key = pairKey(first, phrase.charCodeAt(1));
    const list = this.longer.get(key);
    if (list === undefined) this.longer.set(key, [entry]);
    else list.push(entry);
  }

  /** The longest phrase that starts at `at`, or undefined. `glued`: what stands before it does not matter. */
  entryAt(text: string, at: number, glued = false): Entry<L> | undefined {
    const unit = text.charCodeAt(at);
    return this.starts.has(unit) ? this.lookUp(text, at, unit, glued) : undefined;
  }

  private lookUp(text: string, at: number, unit: number, glued: boolean): Entry<L> | undefined {
    const list = at + 1 < text.length ? this.longer.get(pairKey(unit, text.charCodeAt(at + 1))) : undefined;
    if (list !== undefined) {
      for (const entry of list) {
        if ((entry.phrase.length === 2 || text.startsWith(entry.phrase, at)) && standsAlone(text, at, entry, glued)) return entry;
      }
    }
    const entry = this.single.get(unit);
    return entry !== undefined && standsAlone(text, at, entry, glued) ? entry : undefined;
  }

  /** All phrases from left to right, the longest at each place, without overlap. */
  find(text: string): readonly PhraseHit<L>[] {
    let hits: PhraseHit<L>[] | undefined;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (!this.starts.has(unit)) continue;
      const entry = this.lookUp(text, i, unit, false);
      if (entry === undefined) continue;
      const end = i + entry.phrase.length;
      const hit = { label: entry.label, phrase: entry.phrase, start: i, end };
      if (hits === undefined) hits = [hit];
      else hits.push(hit);
      i = end - 1;
    }
    return hits ?? NO_HITS;
  }
}

const NO_HITS: readonly never[] = [];

/** A Latin phrase must not be a part of a longer word. */
function standsAlone(text: string, at: number, entry: Entry<unknown>, glued: boolean): boolean {
  if (entry.wordStart && !glued && at > 0 && isWordUnit(text.charCodeAt(at - 1))) return false;
  if (!entry.wordEnd) return true;
  const end = at + entry.phrase.length;
  return end >= text.length || !isWordUnit(text.charCodeAt(end));
}
