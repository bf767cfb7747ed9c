/** Flipped verdicts: a verdict word that one text asserts and the other denies, of the same thing. */
import { clauseAt, type Statement } from './polarity.js';
import type { Verdicts } from './predicate.js';
import { contentTokens } from './text-query.js';

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

type Judging = Statement & { readonly verdicts: Verdicts };

type Said = Verdicts['said'][number];

/** A text is held against several others. */
const known = new WeakMap<Said, ReadonlySet<number>>();

/** What else the clause of a verdict word says, without function words and signs of denial. */
function matterOf(text: Judging, said: Said): ReadonlySet<number> {
  let matter = known.get(said);
  if (matter === undefined) {
    matter = readMatter(text, said);
    known.set(said, matter);
  }
  return matter;
}

/** How far around a verdict word its matter is looked for, in characters. */
const REACH = 60;

function readMatter({ form, clauses }: Judging, { start, end }: Said): ReadonlySet<number> {
  const clause = clauseAt(clauses, start);
  if (clause === undefined) return NOTHING;
  const [from, to] = [Math.max(clause.start, start - REACH), Math.min(clause.end, end + REACH)];
  const rest = `${form.slice(from, start)} ${form.slice(end, to)}`;
  return new Set(contentTokens(rest.replace(DENIALS, ' ')).ids.filter((token) => token >= 0));
}

const NOTHING: ReadonlySet<number> = new Set();
const DENIALS = /[不没无未别]|\bnot\b|n't/g;

/** Whether a verdict word of both texts is about the same: their clauses share a word, or one says nothing beside it. */
function isSameMatter(bit: number, ours: Judging, theirs: Judging): boolean {
  return ours.verdicts.said.some((own) => {
    if (own.bit !== bit) return false;
    const matter = matterOf(ours, own);
    return theirs.verdicts.said.some((other) => {
      if (other.bit !== bit || other.asserted === own.asserted) return false;
      const their = matterOf(theirs, other);
      return matter.size === 0 || their.size === 0 || [...matter].some((token) => their.has(token));
    });
  });
}

/** The first verdict word that one text asserts of a thing and the other denies of it, when more are at odds than agree. */
export function flippedVerdict(ours: Judging, theirs: Judging): string | undefined {
  const [own, other] = [ours.verdicts, theirs.verdicts];
  const flipped = (own.asserted & other.denied) | (own.denied & other.asserted);
  if (flipped === 0) return undefined;
  const agreed = (own.asserted & other.asserted) | (own.denied & other.denied);
  if (countBits(flipped) <= countBits(agreed)) return undefined;
  return own.words.find(({ bit }) => (flipped & bit) !== 0 && isSameMatter(bit, ours, theirs))?.name;
}
