/** Derived facts: sums, differences and multiples of quantities that the label or the shopper states, which contradict nothing. */
import type { TypedFact } from '../text/index.js';
import type { NuggetScene } from './nugget-scene.js';

const NEAR = 1e-6;

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= NEAR * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The finite number that a fact turns on. */
function numberOf({ low, high }: TypedFact): number {
  return low > 0 || !Number.isFinite(high) ? low : high;
}

function eachKnown({ answer, utterance }: NuggetScene, visit: (fact: TypedFact) => void): void {
  for (const fact of utterance.facts) visit(fact);
  for (const { fact, patterns } of answer.nuggets) {
    if (fact !== undefined) visit(fact);
    for (const { reading } of patterns) for (const own of reading.facts) visit(own);
  }
  for (const { facts } of answer.references) for (const fact of facts) visit(fact);
}

/** Goods are priced by the gram, the 斤 or the kilogram. */
const MASSES = [1, 500, 1000];

/** What prices are worked out from. */
interface Premises {
  /** Each as often as the label and the shopper state it. */
  readonly money: readonly TypedFact[];
  /** How many of something the shopper, the label or the reply speaks of, and shares of a price: factors of a price. */
  readonly factors: ReadonlySet<number>;
}

function premisesOf(scene: NuggetScene): Premises {
  const money: TypedFact[] = [];
  const factors = new Set<number>();
  const count = (fact: TypedFact) => {
    const { dimension } = fact;
    if (dimension === 'mass') for (const mass of MASSES) factors.add(fact.low / mass);
    else if (dimension === 'ratio' || dimension === 'time' || dimension.startsWith('count:')) factors.add(numberOf(fact));
  };
  eachKnown(scene, (fact) => {
    if (fact.dimension.startsWith('money')) money.push(fact);
    else count(fact);
  });
  for (const fact of scene.reply.facts) count(fact);
  return { money, factors };
}

/** Several quantities of one reply are asked about, one behind the other. */
let last: { readonly scene: NuggetScene; readonly premises: Premises } | undefined;

function premises(scene: NuggetScene): Premises {
  if (last?.scene !== scene) last = { scene, premises: premisesOf(scene) };
  return last.premises;
}

/** Stands before what a bundle saves. */
const SAVING = /省|便宜|划算|少付|\bsav(?:e|es|ing)\b/;
const SAVING_WINDOW = 8;

function isSumOrDifference(a: number, b: number, target: number): boolean {
  return near(a + b, target) || near(Math.abs(a - b), target);
}

/** Stands before what is left, or what is too much: 再等1个月, 过了4天, 多跑160公里. */
const REMAINING = /[还余剩差再超等]|过了|(?<!最)[多少]|\b(?:over|short|left|more|spare|extra|by)\b/;
const REMAINING_WINDOW = 6;

/** Whether a quantity is what two of its kind differ by, and is said to be that. */
function isRemainder(stated: TypedFact, scene: NuggetScene): boolean {
  if (stated.kind === 'range') return false;
  const { form } = scene.reply;
  const beside = `${form.slice(Math.max(0, stated.start - REMAINING_WINDOW), stated.start)} ${form.slice(stated.end, stated.end + REMAINING_WINDOW)}`;
  if (!REMAINING.test(beside)) return false;
  const known: number[] = [];
  eachKnown(scene, (fact) => {
    if (fact.dimension !== stated.dimension) return;
    for (const end of [fact.low, fact.high]) if (end > 0 && Number.isFinite(end)) known.push(end);
  });
  const target = numberOf(stated);
  return known.some((a, i) => known.slice(i + 1).some((b) => a !== b && near(Math.abs(a - b), target)));
}

/** Whether a price follows from what the label and the shopper state, one of them perhaps with another of the reply's own. */
export function isDerived(stated: TypedFact, scene: NuggetScene): boolean {
  const { dimension } = stated;
  if (!dimension.startsWith('money')) return isRemainder(stated, scene);
  const { money, factors } = premises(scene);
  const target = numberOf(stated);
  const isSaving = SAVING.test(scene.reply.form.slice(Math.max(0, stated.start - SAVING_WINDOW), stated.start));
  for (let i = 0; i < money.length; i += 1) {
    const first = money[i] as TypedFact;
    if (first.dimension !== dimension) continue;
    const a = numberOf(first);
    for (const n of factors) if (n > 0 && (near(a * n, target) || near(a / n, target))) return true;
    for (let j = i + 1; j < money.length; j += 1) {
      const other = money[j] as TypedFact;
      if (other.dimension !== dimension) continue;
      const b = numberOf(other);
      if (isSumOrDifference(a, b, target)) return true;
      // What a bundle saves: three at 39 against 99 for the three.
      if (!isSaving) continue;
      for (const n of factors) if (near(Math.abs(a * n - b), target) || near(Math.abs(b * n - a), target)) return true;
    }
    for (const own of scene.reply.facts) {
      if (own !== stated && own.dimension === dimension && isSumOrDifference(a, numberOf(own), target)) return true;
    }
  }
  return false;
}
