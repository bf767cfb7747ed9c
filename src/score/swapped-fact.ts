/** Swapped facts: two quantities of a reference that a reply states of each other's things (成人票60元，儿童票120元). */
import { clauseAt, contentTokens, equalFacts, type Reading, type TypedFact } from '../text/index.js';
import { once } from './once.js';

/** How much of the text before a quantity says what it is of, in characters. */
const BEFORE = 10;
const BEFORE_LATIN = 28;
const LATIN = /^[\x20-\x7e]*$/;
/** Fewer words that have changed places may have done so by chance. */
const LEAST_ACROSS = 2;
/** Of more than {@link FEW} quantities of one kind, as in sums worked out, more words change places by chance. */
const FEW = 2;
const LEAST_OF_MANY = 4;
/** And those that have not must be fewer by so much. */
const LEAST_RATIO = 1.5;
/** More pairs than these are not looked at. */
const MOST = 12;

/** Function words tell nothing apart. */
function headTokens(text: string): ReadonlySet<number> {
  return new Set(contentTokens(text).ids.filter((token) => token >= 0));
}

type Tokens = ReadonlySet<number>;

/** Numbers of exclusive words begin here, far above those of tokens; no set has so many members. */
const [EXCLUSIVE, MEMBERS] = [2 ** 40, 64];

/** Tokens of a stretch, with the exclusive words in it under a common number for all their spellings (大号 for L码). */
function tokensWithin({ form, exclusive }: Reading, from: number, to: number): Tokens {
  const tokens = headTokens(form.slice(from, to));
  const named = exclusive.filter(({ start, phrase }) => start >= from && start + phrase.length <= to);
  return named.length === 0
    ? tokens
    : new Set([...tokens, ...named.map(({ label }) => EXCLUSIVE + label.set * MEMBERS + label.member)]);
}

/** A quantity where it stands: as a fact, or as its number alone (原装六百八). */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Quantities of one kind and bare numbers part the text among them. */
function otherEnds({ facts, bareNumbers }: Reading, dimension: string): readonly Place[] {
  return [
    ...facts.filter((fact) => fact.dimension === dimension),
    ...bareNumbers.map(({ start, text }) => ({ start, end: start + text.length, text })),
  ];
}

/** The tokens that stand before a quantity, back to the one of its kind before it. */
function headOf(reading: Reading, place: Place, others: readonly Place[]): Tokens {
  const { form, clauses } = reading;
  const reach = LATIN.test(form) ? BEFORE_LATIN : BEFORE;
  let from = Math.max(0, place.start - reach);
  for (const { end } of others) if (end <= place.start && end > from) from = end;
  const near = tokensWithin(reading, Math.max(from, clauseAt(clauses, place.start)?.start ?? 0), place.start);
  return near.size > 0 ? near : tokensWithin(reading, from, place.start);
}

/** The tokens behind a quantity in its clause, up to the next one of its kind: 32 inches on the regular. */
function tailOf(reading: Reading, place: Place, others: readonly Place[]): Tokens {
  const { form, clauses } = reading;
  let to = Math.min(clauseAt(clauses, place.start)?.end ?? form.length, place.end + BEFORE_LATIN);
  for (const { start } of others) if (start >= place.end && start < to) to = start;
  return tokensWithin(reading, place.end, to);
}

function numberIn({ text }: TypedFact): string | undefined {
  return /\d+(?:\.\d+)?/.exec(text)?.[0];
}

/** Where the reply states a quantity of the reference, as such or with another bound. */
function placeOf(fact: TypedFact, { facts, bareNumbers }: Reading): Place | undefined {
  for (const own of facts) if (equalFacts(own, fact)) return own;
  if (fact.kind === 'range') return undefined;
  const number = numberIn(fact);
  for (const own of facts) {
    if (own.dimension === fact.dimension && own.kind !== 'range' && numberIn(own) === number) return own;
  }
  const bare = bareNumbers.find(({ text }) => text === number);
  return bare === undefined ? undefined : { start: bare.start, end: bare.start + bare.text.length, text: bare.text };
}

/** A Latin word says as much as two characters, and so does an exclusive word. */
const FIRST_WORD = 65_536;

function shared(a: ReadonlySet<number>, b: ReadonlySet<number>, without: ReadonlySet<number>): number {
  let count = 0;
  for (const token of a) if (b.has(token) && !without.has(token)) count += token < FIRST_WORD ? 1 : 2;
  return count;
}

function both(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...a].filter((token) => b.has(token)));
}

type Heads = readonly [Tokens, Tokens];

/** How far the surroundings of two things in a reply are those of the same one in the reference, and those of the other one. */
function ties([headA, headB]: Heads, [oursA, oursB]: Heads): { readonly straight: number; readonly across: number } {
  // What stands with both things of a text tells neither from the other.
  const common = new Set([...both(headA, headB), ...both(oursA, oursB)]);
  return {
    straight: shared(headA, oursA, common) + shared(headB, oursB, common),
    across: shared(headA, oursB, common) + shared(headB, oursA, common),
  };
}

function crossed(theirs: Heads, ours: Heads): boolean {
  const { straight, across } = ties(theirs, ours);
  return across > straight;
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

/** What stands before and behind the quantities of one kind in a text, looked for once. */
class Surroundings {
  private readonly others: readonly Place[];
  private readonly heads = new Map<Place, Tokens>();
  private readonly tails = new Map<Place, Tokens>();

  constructor(
    private readonly reading: Reading,
    dimension: string,
  ) {
    this.others = otherEnds(reading, dimension);
  }

  before([a, b]: Pair): Heads {
    return [this.of(a, this.heads, headOf), this.of(b, this.heads, headOf)];
  }

  behind([a, b]: Pair): Heads {
    return [this.of(a, this.tails, tailOf), this.of(b, this.tails, tailOf)];
  }

  private of(place: Place, known: Map<Place, Tokens>, side: typeof headOf): Tokens {
    let tokens = known.get(place);
    if (tokens === undefined) {
      tokens = side(this.reading, place, this.others);
      known.set(place, tokens);
    }
    return tokens;
  }
}

/** By dimension. A reading is held against several others. */
const byDimension = once((_reading: Reading) => new Map<string, Surroundings>());

function around(reading: Reading, dimension: string): Surroundings {
  const known = byDimension(reading);
  let found = known.get(dimension);
  if (found === undefined) {
    found = new Surroundings(reading, dimension);
    known.set(dimension, found);
  }
  return found;
}

type Pair = readonly [Place, Place];

/** Whether two quantities stand with each other's things. What a quantity is of stands before it or behind, in either text. */
function areSwapped(reference: Surroundings, theirs: Pair, reply: Surroundings, ours: Pair, least: number): boolean {
  const usual = ties(reference.before(theirs), reply.before(ours));
  // As both texts mostly put it: what is clear there needs no other look.
  if (usual.across === 0 && usual.straight >= 2 * LEAST_ACROSS) return false;
  const all = [
    usual,
    ties(reference.before(theirs), reply.behind(ours)),
    ties(reference.behind(theirs), reply.before(ours)),
    ties(reference.behind(theirs), reply.behind(ours)),
  ];
  const straight = Math.max(...all.map((one) => one.straight));
  const across = Math.max(...all.map((one) => one.across));
  return across >= least && across > LEAST_RATIO * straight;
}

/** 9:00–22:00: the ends of one stretch. */
const SPAN = /^ ?(?:[-–—~～至到]|to|and) ?$/;

function isSpan({ form }: Reading, a: Place, b: Place): boolean {
  return SPAN.test(form.slice(a.end, b.start));
}

/** The two quantities of the reference that the reply has swapped, in words; undefined when it has none. */
export function swappedFacts(reference: Reading, reply: Reading): string | undefined {
  const facts = reference.facts.slice(0, MOST);
  if (facts.length < 2 || reply.facts.length + reply.bareNumbers.length < 2) return undefined;
  const coupled = recoupled(reference, reply);
  if (coupled !== undefined) return coupled;
  const stated = facts.flatMap((fact): { readonly fact: TypedFact; readonly ours: Place }[] => {
    const ours = placeOf(fact, reply);
    return ours === undefined ? [] : [{ fact, ours }];
  });
  for (const [i, a] of stated.entries()) {
    const { dimension, kind } = a.fact;
    for (const b of stated.slice(i + 1)) {
      if (b.fact.dimension !== dimension || b.fact.kind !== kind) continue;
      if (equalFacts(a.fact, b.fact) || isSpan(reference, a.fact, b.fact)) continue;
      const sides = [around(reference, dimension), around(reply, dimension)] as const;
      const many = stated.filter(({ fact }) => fact.dimension === dimension).length > FEW;
      if (areSwapped(sides[0], [a.fact, b.fact], sides[1], [a.ours, b.ours], many ? LEAST_OF_MANY : LEAST_ACROSS))
        return `${a.ours.text} and ${b.ours.text}`;
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
