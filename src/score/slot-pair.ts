/** Slot pairs: (name, value) in comparable form, and how many two sets of them share. */
import type { PairCounts, Slots, SlotValue } from '../schema/index.js';
import { equalFacts, normaliseText, Reading, remembered, type TypedFact } from '../text/index.js';

/** One value of a slot in comparable form. */
interface Pair {
  readonly name: string;
  readonly form: ValueForm;
}

interface ValueForm {
  /** The value in matching form, without fillers and punctuation. */
  readonly text: string;
  /** The quantity, when the value is one and nothing else. */
  readonly fact: TypedFact | undefined;
  /** The bare number, when the value is one. */
  readonly number: number | undefined;
}

const normalName = remembered(normaliseText, 512);

const valueForm = remembered((value): ValueForm => {
  const { form, facts, content } = new Reading(value);
  const [fact] = facts;
  const whole = facts.length === 1 && fact?.start === 0 && fact.end === form.length;
  const number = /^\d+(?:\.\d+)?$/.test(form) ? Number(form) : undefined;
  return { text: content || form, fact: whole ? fact : undefined, number };
}, 512);

function pairOf(name: string, value: string | number | boolean): Pair {
  return { name: normalName(name), form: valueForm(String(value)) };
}

const NO_PAIRS: readonly Pair[] = [];

/** The pairs of a set of slots, in their order. */
export function pairsOf(slots: Slots): readonly Pair[] {
  let pairs: Pair[] | undefined;
  for (const name of Object.keys(slots)) {
    const value = slots[name];
    if (value === undefined) continue;
    for (const one of valuesOf(value)) {
      if (pairs === undefined) pairs = [pairOf(name, one)];
      else pairs.push(pairOf(name, one));
    }
  }
  return pairs ?? NO_PAIRS;
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
  const ours = a.form;
  const theirs = b.form;
  if (ours.text === theirs.text) return true;
  if (ours.fact !== undefined && theirs.fact !== undefined) return equalFacts(ours.fact, theirs.fact);
  return means(ours.number, theirs.fact) || means(theirs.number, ours.fact);
}

/** Matches each gold pair to at most one predicted pair. */
export function matchPairs(gold: readonly Pair[], predicted: readonly Pair[]): PairCounts {
  let tp = 0;
  if (predicted.length > 0 && gold.length > 0) {
    const left = [...predicted];
    for (const pair of gold) {
      const at = left.findIndex((other) => agree(pair, other));
      if (at < 0) continue;
      left.splice(at, 1);
      tp += 1;
    }
  }
  return { tp, fp: predicted.length - tp, fn: gold.length - tp };
}

/** F1 of pair counts, in [0,1]; 1 when both sides are empty. */
export function pairF1({ tp, fp, fn }: PairCounts): number {
  return tp + fp + fn === 0 ? 1 : (2 * tp) / (2 * tp + fp + fn);
}
