/** Slice labels: the sorted `name=value` labels that turns stand under, one list for all that stand under the same. */
import type { Dialogue, Slices } from '../schema/index.js';

/** Lists that are kept; data that has more is sliced by what tells every dialogue apart, and begins anew. */
const MOST_KEPT = 4096;

/** A step on the way through the names and values of a dialogue's slices, in their order. */
interface Step {
  readonly next: Map<string, Step>;
  labels: readonly string[] | undefined;
}

function step(): Step {
  return { next: new Map(), labels: undefined };
}

let root = step();
let lists = 0;

function follow(from: Step, key: string): Step {
  const known = from.next.get(key);
  if (known !== undefined) return known;
  const made = step();
  from.next.set(key, made);
  return made;
}

/** Adds the labels that are not there yet. */
function addLabels(slices: Slices | undefined, labels: string[]): string[] {
  if (slices === undefined) return labels;
  for (const name of Object.keys(slices)) {
    const values = slices[name] as Slices[string];
    for (const value of typeof values === 'string' ? [values] : values) {
      const label = `${name}=${value}`;
      if (!labels.includes(label)) labels.push(label);
    }
  }
  return labels;
}

const NO_LABELS: readonly string[] = [];

/** The labels of a dialogue's own slices; the same list for the same slices, as long as few enough differ. */
function sharedLabels(slices: Slices | undefined): readonly string[] {
  if (slices === undefined) return NO_LABELS;
  let at = root;
  for (const name in slices) {
    const value = slices[name] as Slices[string];
    if (typeof value !== 'string') return addLabels(slices, []).sort();
    at = follow(follow(at, name), value);
  }
  if (at.labels !== undefined) return at.labels;
  const labels = addLabels(slices, []).sort();
  at.labels = labels;
  lists += 1;
  if (lists === MOST_KEPT) {
    root = step();
    lists = 0;
  }
  return labels;
}

/** Sorted labels of each turn's slices: the dialogue's and its own. */
export function sliceLabels(dialogue: Dialogue): readonly (readonly string[])[] {
  const shared = sharedLabels(dialogue.slices);
  return dialogue.turns.map(({ slices }) => (slices === undefined ? shared : addLabels(slices, [...shared]).sort()));
}
