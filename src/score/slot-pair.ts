/** Slot pairs: (name, value) in comparable form, and how many two sets of them share. */
import type { PairCounts, Slots, SlotValue } from '../schema/index.js';
import { equalFacts, normaliseText, Reading, remembered, type TypedFact } from '../text/index.js';

interface Pair {
  readonly name: string;
  /** The value in matching form, without fillers and punctuation. */
  readonly text: string;
  /** The quantity, when the value is one and nothing else. */
  readonly fact: TypedFact | undefined;
  /** The bare number, when the value is one. */
  readonly number: number | undefined;
}

/** What tells name and value apart in a key; normalised texts hold no control characters. */
const SEPARATOR = '\u0000';

const pairOfKey: (key: string) => Pair = remembered((key) => {
  const at = key.indexOf(SEPARATOR);
  const { form, facts, content } = new Reading(key.slice(at + 1));
  const [fact] = facts;
  const whole = facts.length === 1 && fact?.start === 0 && fact.end === form.length;
  const number = /^\d+(?:\.\d+)?$/.test(form) ? Number(form) : undefined;
  return { name: normaliseText(key.slice(0, at)), text: content || form, fact: whole ? fact : undefined, number };
}, 512);

function pairsOf(slots: Slots): Pair[] {
  const pairs: Pair[] = [];
  for (const name of Object.keys(slots)) {
    const value = slots[name];
    if (value === undefined) continue;
    for (const one of valuesOf(value)) pairs.push(pairOfKey(name + SEPARATOR + String(one)));
  }
  return pairs;
}

/** The values of a slot, one or several. */
export function valuesOf(value: SlotValue): readonly (string | number | boolean)[] {
  return Array.isArray(value) ? value : [value];
}

/** A number without a unit (300) means the quantity that is written with that number (300元). */
function means(number: number | undefined, fact: TypedFact | undefined): boolean {
  return number !== undefined && fact?.kind === 'point' && Number(/[\d.]+/.exec(fact.text)?.[0]) === number;
}

function agree(a: Pair, b: Pair): boolean {
  if (a.name !== b.name) return false;
  if (a.text === b.text) return true;
  if (a.fact !== undefined && b.fact !== undefined) return equalFacts(a.fact, b.fact);
  return means(a.number, b.fact) || means(b.number, a.fact);
}

/** Matches each gold pair to at most one predicted pair. */
export function countPairs(gold: Slots, predicted: Slots): PairCounts {
  const expected = pairsOf(gold);
  const left = pairsOf(predicted);
  let tp = 0;
  for (const pair of expected) {
    const at = left.findIndex((other) => agree(pair, other));
    if (at < 0) continue;
    left.splice(at, 1);
    tp += 1;
  }
  return { tp, fp: left.length, fn: expected.length - tp };
}

/** F1 of pair counts, in [0,1]; 1 when both sides are empty. */
export function pairF1({ tp, fp, fn }: PairCounts): number {
  return tp + fp + fn === 0 ? 1 : (2 * tp) / (2 * tp + fp + fn);
}
