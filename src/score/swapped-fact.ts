/** Swapped facts: two quantities of a reference that a reply states of each other's things (成人票60元，儿童票120元). */
import { clauseAt, contentTokens, equalFacts, type Reading, type TypedFact } from '../text/index.js';
import { once } from './once.js';

/** How much of the text before a quantity says what it is of, in characters. */
const BEFORE = 10;
const BEFORE_LATIN = 28;
const LATIN = /^[\x20-\x7e]*$/;
/** More pairs than these are not looked at. */
const MOST = 12;

/** Function words tell nothing apart. */
function headTokens(text: string): ReadonlySet<number> {
  return new Set(contentTokens(text).ids.filter((token) => token >= 0));
}

/** The tokens that stand before a fact, back to the one of its kind before it. */
function headOf({ form, facts, clauses }: Reading, fact: TypedFact): ReadonlySet<number> {
  const reach = LATIN.test(form) ? BEFORE_LATIN : BEFORE;
  let from = Math.max(0, fact.start - reach);
  for (const { dimension, end } of facts) if (dimension === fact.dimension && end <= fact.start && end > from) from = end;
  const near = headTokens(form.slice(Math.max(from, clauseAt(clauses, fact.start)?.start ?? 0), fact.start));
  return near.size > 0 ? near : headTokens(form.slice(from, fact.start));
}

function shared(a: ReadonlySet<number>, b: ReadonlySet<number>, without: ReadonlySet<number>): number {
  let count = 0;
  for (const token of a) if (b.has(token) && !without.has(token)) count += 1;
  return count;
}

function both(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...a].filter((token) => b.has(token)));
}

type Tokens = ReadonlySet<number>;

/** Whether the surroundings of two things in a reply are rather those of the other one in the reference. */
function crossed([headA, headB]: readonly [Tokens, Tokens], [oursA, oursB]: readonly [Tokens, Tokens]): boolean {
  const common = both(headA, headB);
  const straight = shared(headA, oursA, common) + shared(headB, oursB, common);
  return shared(headA, oursB, common) + shared(headB, oursA, common) > straight;
}

type Couple = readonly [TypedFact, TypedFact];

/** Each quantity with the next one in the same clause: 满200减20, 三件8折. */
const couples = once(({ facts, clauses }: Reading): readonly Couple[] => {
  const found: Couple[] = [];
  for (let i = 1; i < facts.length && found.length < MOST; i += 1) {
    const a = facts[i - 1] as TypedFact;
    const b = facts[i] as TypedFact;
    if (clauseAt(clauses, a.start)?.start === clauseAt(clauses, b.start)?.start) found.push([a, b]);
  }
  return found;
});

/** 满200减50，满400减20 for 满200减20，满400减50: what belongs to one is given to the other. */
function recoupled(reference: Reading, reply: Reading): string | undefined {
  const theirs = couples(reference);
  if (theirs.length < 2) return undefined;
  for (const [a, b] of couples(reply)) {
    const wanted = theirs.find(([first]) => equalFacts(first, a));
    if (wanted === undefined || equalFacts(wanted[1], b)) continue;
    if (theirs.some(([first, second]) => equalFacts(second, b) && !equalFacts(first, a)))
      return `${wanted[1].text} and ${b.text}`;
  }
  return undefined;
}

/** The two quantities of the reference that the reply has swapped, in words; undefined when it has none. */
export function swappedFacts(reference: Reading, reply: Reading): string | undefined {
  const facts = reference.facts.slice(0, MOST);
  if (facts.length < 2 || reply.facts.length < 2) return undefined;
  const coupled = recoupled(reference, reply);
  if (coupled !== undefined) return coupled;
  for (const [i, a] of facts.entries()) {
    const ourA = reply.facts.find((fact) => equalFacts(fact, a));
    if (ourA === undefined) continue;
    for (const b of facts.slice(i + 1)) {
      if (b.dimension !== a.dimension || equalFacts(a, b)) continue;
      const ourB = reply.facts.find((fact) => equalFacts(fact, b));
      if (ourB === undefined) continue;
      const heads = [headOf(reference, a), headOf(reference, b)] as const;
      if (crossed(heads, [headOf(reply, ourA), headOf(reply, ourB)])) return `${ourA.text} and ${ourB.text}`;
    }
  }
  return undefined;
}

/** The rest of the clause that an exclusive word stands in. */
function surroundings({ form, clauses }: Reading, { start, phrase }: ExclusiveHit): Tokens {
  const clause = clauseAt(clauses, start);
  return headTokens(
    clause === undefined ? '' : `${form.slice(clause.start, start)} ${form.slice(start + phrase.length, clause.end)}`,
  );
}

type ExclusiveHit = Reading['exclusive'][number];

/** The two exclusive words (外教, 中教) of the reference that the reply says of each other's things; undefined when it has none. */
export function swappedWords(reference: Reading, reply: Reading): string | undefined {
  const words = reference.exclusive.slice(0, MOST);
  if (words.length < 2 || reply.exclusive.length < 2) return undefined;
  const same =
    ({ label }: ExclusiveHit) =>
    (other: ExclusiveHit) =>
      other.label.set === label.set && other.label.member === label.member;
  for (const [i, a] of words.entries()) {
    const ourA = reply.exclusive.find(same(a));
    if (ourA === undefined) continue;
    for (const b of words.slice(i + 1)) {
      if (b.label.set !== a.label.set || b.label.member === a.label.member) continue;
      const ourB = reply.exclusive.find(same(b));
      if (ourB === undefined) continue;
      const heads = [surroundings(reference, a), surroundings(reference, b)] as const;
      if (crossed(heads, [surroundings(reply, ourA), surroundings(reply, ourB)])) return `${ourA.phrase} and ${ourB.phrase}`;
    }
  }
  return undefined;
}
