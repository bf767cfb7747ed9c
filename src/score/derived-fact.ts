/** Derived facts: sums, differences and multiples of quantities that the label or the shopper states, which contradict nothing. */
import type { TypedFact } from '../text/index.js';
import type { NuggetScene } from './nuggets.js';

const NEAR = 1e-6;
const MASSES = [1, 500, 1000];

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= NEAR * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The finite number that a fact turns on. */
function numberOf({ low, high }: TypedFact): number {
  return low > 0 || !Number.isFinite(high) ? low : high;
}

function known({ answer, utterance }: NuggetScene): TypedFact[] {
  const labelled = answer.nuggets.flatMap(({ fact }) => fact ?? []);
  return [...utterance.facts, ...labelled, ...answer.references.flatMap(({ facts }) => facts)];
}

/** How many of something the shopper, the label or the reply speaks of, and shares of a price: factors of a price. */
function factorsIn(scene: NuggetScene): Set<number> {
  const counted = [...known(scene), ...scene.reply.facts].filter(
    ({ dimension }) => dimension.startsWith('count:') || dimension === 'ratio' || dimension === 'mass' || dimension === 'time',
  );
  // Goods are priced by the gram, the 斤 or the kilogram.
  return new Set(counted.flatMap((fact) => (fact.dimension === 'mass' ? MASSES.map((mass) => fact.low / mass) : numberOf(fact))));
}

/** Whether a price follows from what the label and the shopper state, one of them perhaps with another of the reply's own. */
export function isDerived(stated: TypedFact, scene: NuggetScene): boolean {
  if (!stated.dimension.startsWith('money')) return false;
  const target = numberOf(stated);
  const values = known(scene)
    .filter(({ dimension }) => dimension === stated.dimension)
    .map(numberOf);
  const own = scene.reply.facts.filter((fact) => fact !== stated && fact.dimension === stated.dimension).map(numberOf);
  for (const [i, a] of values.entries()) {
    for (const b of [...values.slice(i + 1), ...own]) if (near(a + b, target) || near(Math.abs(a - b), target)) return true;
  }
  const factors = factorsIn(scene);
  for (const a of values) for (const n of factors) if (n > 0 && (near(a * n, target) || near(a / n, target))) return true;
  return false;
}
