/**
 * Clause binding: whether a reply keeps together what a label says in one breath, and apart what it says apart (枕套可机洗，枕芯要手洗), and whether it denies of two
 * things together what the label asserts of them.
 */
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
const JOINT = /、|而|但是?|不过| and | but | while |;/g;
/** Of longer texts the first parts, and of a part the first units, are looked at. */
const MOST_PARTS = 16;
const MOST_UNITS = 48;

/** A stretch of a text that makes one statement. */
export interface Part {
  /** What it says something with. */
  readonly units: ReadonlySet<string>;
  /** It holds an odd number of denials. */
  readonly denies: boolean;
}

/** The units of a text that say something. */
function unitsOf(text: string): ReadonlySet<string> {
  const units = new Set<string>();
  for (const unit of text.match(UNIT) ?? []) {
    if (FUNCTION.has(unit)) continue;
    units.add(unit);
    if (units.size === MOST_UNITS) break;
  }
  return units;
}

function partOf({ form, cues }: Reading, start: number, end: number): Part {
  let denials = 0;
  for (const cue of cues) if (cue.label !== 'harmless' && cue.start >= start && cue.end <= end) denials += 1;
  return { units: unitsOf(form.slice(start, end)), denies: denials % 2 === 1 };
}

/** The parts of a text, in order. */
export const textParts = once((reading: Reading): readonly Part[] => {
  const parts: Part[] = [];
  for (const { start, end } of reading.clauses) {
    let from = start;
    for (const joint of reading.form.slice(start, end).matchAll(JOINT)) {
      parts.push(partOf(reading, from, start + joint.index));
      from = start + joint.index + joint[0].length;
      if (parts.length >= MOST_PARTS) break;
    }
    if (parts.length >= MOST_PARTS) break;
    parts.push(partOf(reading, from, end));
  }
  return parts.filter(({ units }) => units.size > 0);
});

/** A labelled fact, with all its wordings, as one part. */
export function factPart(wordings: readonly string[]): Part {
  return { units: unitsOf(wordings.join(' ')), denies: false };
}

/** The part of each unit that stands in one part alone; −1 for the others. */
function placesOf(parts: readonly Part[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, { units }] of parts.entries()) for (const unit of units) places.set(unit, places.has(unit) ? -1 : at);
  return places;
}

/**
 * Of pairs of units that stand in one part of the label, the share that stands in one part of the reply, less that share of pairs from two parts of the
 * label; in [−1,1], below 0 when the reply pairs things the other way about. 0 where the label has one part, or the two have too little in common.
 */
export function bindingOf(label: readonly Part[], reply: readonly Part[]): number {
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

/** Which pairs of units a text says together: bit 1 for asserted, bit 2 for denied. */
export interface PairSigns {
  /** Numbers of the units. */
  readonly units: ReadonlyMap<string, number>;
  readonly signs: ReadonlyMap<number, number>;
}

const [ASSERTED, DENIED] = [1, 2];
const PAIR = 2 ** 16;

function pairKey(a: number, b: number): number {
  return a < b ? a * PAIR + b : b * PAIR + a;
}

export function pairSigns(parts: readonly Part[]): PairSigns {
  const units = new Map<string, number>();
  const signs = new Map<number, number>();
  for (const part of parts) {
    const numbers = [...part.units].map((unit) => {
      const number = units.get(unit) ?? units.size;
      units.set(unit, number);
      return number;
    });
    const sign = part.denies ? DENIED : ASSERTED;
    for (const [i, a] of numbers.entries()) {
      for (let j = i + 1; j < numbers.length; j += 1) {
        const key = pairKey(a, numbers[j] as number);
        signs.set(key, (signs.get(key) ?? 0) | sign);
      }
    }
  }
  return { units, signs };
}

/** Of the pairs of units that the reply says together and the label has, the share that the label says together with the other sign alone; in [0,1]. */
export function reversalOf({ units, signs }: PairSigns, reply: readonly Part[]): number {
  let [pairs, reversed] = [0, 0];
  for (const part of reply) {
    const known: number[] = [];
    for (const unit of part.units) {
      const number = units.get(unit);
      if (number !== undefined) known.push(number);
    }
    const other = part.denies ? ASSERTED : DENIED;
    pairs += (known.length * (known.length - 1)) / 2;
    for (const [i, a] of known.entries()) {
      for (let j = i + 1; j < known.length; j += 1) if (signs.get(pairKey(a, known[j] as number)) === other) reversed += 1;
    }
  }
  return pairs === 0 ? 0 : reversed / pairs;
}
