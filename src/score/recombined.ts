/** Recombined clauses: a reply in the words of the reference, of which what belongs to one clause is said in another. */
import type { Reading } from '../text/index.js';
import { once } from './once.js';

/** More clauses than these are not looked at. */
const MOST = 8;
/** A Latin word, a number or clock time, or one character of anything else. */
const UNIT = /[a-z]+(?:'[a-z]+)?|\d+(?:[.:]\d+)*|[^\sa-z\d]/g;
/** What tells no clause from another. */
const FUNCTION = new Set([
  ...'的了呢啊吧呀哦哈也都就还才很请您你亲我们这那个是有在和与跟及或',
  ...'the a an is are it its and or to of'.split(' '),
]);

type Units = ReadonlySet<string>;

/** The units of each clause, without those that say nothing. */
const clauseUnits = once(({ form, clauses }: Reading): readonly Units[] =>
  clauses
    .slice(0, MOST)
    .map(({ start, end }) => new Set((form.slice(start, end).match(UNIT) ?? []).filter((unit) => !FUNCTION.has(unit))))
    .filter(({ size }) => size > 1),
);

function areTogether(clauses: readonly Units[], a: string, b: string): boolean {
  return clauses.some((clause) => clause.has(a) && clause.has(b));
}

/** Two units of a clause that the reply has, but in no clause together. */
function isTorn(own: readonly string[], reply: readonly Units[]): boolean {
  const said = own.filter((unit) => reply.some((clause) => clause.has(unit)));
  return said.some((a, i) => said.slice(i + 1).some((b) => !areTogether(reply, a, b)));
}

/** A unit of either clause that the reply says together, and the reference nowhere. */
function areMixed(a: readonly string[], b: readonly string[], reply: readonly Units[], reference: readonly Units[]): boolean {
  return a.some((x) => b.some((y) => areTogether(reply, x, y) && !areTogether(reference, x, y)));
}

/**
 * Whether two clauses of the reference are both torn apart in the reply, and parts of one stand with parts of the other (发货后可以改，发货前改不了 for 发货前可以改，发货后改不了).
 * Clauses that are only joined, split or put in another order are not.
 */
export function isRecombined(reference: Reading, reply: Reading): boolean {
  const [theirs, ours] = [clauseUnits(reference), clauseUnits(reply)];
  if (theirs.length < 2 || ours.length < 2) return false;
  return theirs.some((first, i) =>
    theirs.slice(i + 1).some((second) => {
      const [a, b] = [[...first].filter((unit) => !second.has(unit)), [...second].filter((unit) => !first.has(unit))];
      return isTorn(a, ours) && isTorn(b, ours) && areMixed(a, b, ours, theirs);
    }),
  );
}
