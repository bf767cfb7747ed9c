/** Clause binding: whether a reply keeps together what a label says in one breath, and apart what it says apart (枕套可机洗，枕芯要手洗). */
import type { Reading } from '../text/index.js';
import { once } from './once.js';

/** A Latin word, a number or clock time, or one character of anything else. */
const UNIT = /[a-z]+(?:'[a-z]+)?|\d+(?:[.:]\d+)*|[^\sa-z\d]/g;
/** What tells no part from another. */
const FUNCTION = new Set([
  ...'的了呢啊吧呀哦哈也都就还才很请您你亲我们这那个是有在和与跟及或可以会能要到把被给为,.;:!?~、。',
  ...'the a an is are it its and or to of for on in at you your we our can will with that this be so if as'.split(' '),
]);
/** Where a clause is two statements. */
const JOINT = /、|而|但是?|不过| and | but | while |;/;
/** Of longer texts the first parts and units are looked at. */
const MOST_PARTS = 16;
const MOST_UNITS = 48;

type Units = ReadonlySet<string>;

/** The units of a text that say something. */
function unitsOf(text: string): Units {
  return new Set((text.match(UNIT) ?? []).filter((unit) => !FUNCTION.has(unit)));
}

const partsOfReading = once(({ form, clauses }: Reading): readonly Units[] =>
  clauses
    .slice(0, MOST_PARTS)
    .flatMap(({ start, end }) => form.slice(start, end).split(JOINT))
    .slice(0, MOST_PARTS)
    .map(unitsOf)
    .filter(({ size }) => size > 0),
);

/** The parts of a text, each as its units. */
export function textParts(reading: Reading): readonly Units[] {
  return partsOfReading(reading);
}

/** The parts of a label of facts: each with all its wordings. */
export function factParts(facts: readonly (readonly string[])[]): readonly Units[] {
  return facts.map((wordings) => unitsOf(wordings.join(' ')));
}

/** The part of each unit that stands in one part alone. */
function placesOf(parts: readonly Units[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, units] of parts.entries()) for (const unit of units) places.set(unit, places.has(unit) ? -1 : at);
  return places;
}

/**
 * Of pairs of units that stand in one part of the label, the share that stands in one part of the reply, less that share of pairs from two parts of the
 * label; in [−1,1], below 0 when the reply pairs things the other way about. 0 where the label has one part, or the two have too little in common.
 */
export function bindingOf(label: readonly Units[], reply: readonly Units[]): number {
  if (label.length < 2 || reply.length === 0) return 0;
  const [theirs, ours] = [placesOf(label), placesOf(reply)];
  const common: (readonly [their: number, our: number])[] = [];
  for (const [unit, their] of theirs) {
    const our = ours.get(unit);
    if (their >= 0 && our !== undefined && our >= 0 && common.length < MOST_UNITS) common.push([their, our]);
  }
  let [together, kept, apart, joined] = [0, 0, 0, 0];
  for (let i = 0; i < common.length; i += 1) {
    const [theirI, ourI] = common[i] as readonly [number, number];
    for (let j = i + 1; j < common.length; j += 1) {
      const [theirJ, ourJ] = common[j] as readonly [number, number];
      const same = ourI === ourJ ? 1 : 0;
      if (theirI === theirJ) {
        together += 1;
        kept += same;
      } else {
        apart += 1;
        joined += same;
      }
    }
  }
  return together === 0 || apart === 0 ? 0 : kept / together - joined / apart;
}
