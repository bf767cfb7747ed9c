/** Which of several word lists a text draws on, all found in one scan. Words may overlap and stand in several lists. */
import { isWordUnit } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

interface Word {
  readonly text: string;
  /** The lists that it stands in, one bit a list. */
  lists: number;
}

/** At most 31 lists of words in normalised form. */
export class WordMask {
  private readonly starts = new UnitSet('');
  private readonly words = new Map<number, Word[]>();
  /** Every list. */
  private readonly all: number;

  /** `whole`: a Latin word must not be a part of a longer one. */
  constructor(
    lists: readonly (readonly string[])[],
    private readonly whole: boolean,
  ) {
    this.all = 2 ** lists.length - 1;
    for (const [i, list] of lists.entries()) for (const text of list) this.add(text, 1 << i);
  }

  private add(text: string, list: number): void {
    const first = text.charCodeAt(0);
    this.starts.add(first);
    const peers = this.words.get(first) ?? [];
    this.words.set(first, peers);
    const known = peers.find((word) => word.text === text);
    if (known === undefined) peers.push({ text, lists: list });
    else known.lists |= list;
  }

  /** The lists of which a word stands in `text` between `start` and `end`, one bit a list. */
  of(text: string, start = 0, end = text.length): number {
    let found = 0;
    for (let i = start; i < end && found !== this.all; i += 1) {
      const unit = text.charCodeAt(i);
      if (this.starts.has(unit)) found |= this.listsAt(text, i, end, unit, found);
    }
    return found;
  }

  private listsAt(text: string, at: number, end: number, unit: number, known: number): number {
    let found = known;
    for (const word of this.words.get(unit) as Word[]) {
      if ((word.lists & ~found) !== 0 && this.stands(word.text, text, at, end)) found |= word.lists;
    }
    return found;
  }

  private stands(word: string, text: string, at: number, end: number): boolean {
    if (at + word.length > end || (word.length > 1 && !text.startsWith(word, at))) return false;
    if (!this.whole) return true;
    const to = at + word.length;
    return !(joins(text, at - 1, at) || joins(text, to - 1, to));
  }
}

/** Whether the characters at two neighbouring places are of one Latin word. */
function joins(text: string, at: number, next: number): boolean {
  return at >= 0 && next < text.length && isWordUnit(text.charCodeAt(at)) && isWordUnit(text.charCodeAt(next));
}
