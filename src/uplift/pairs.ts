/** Pairs the dialogues of two bots by dialogue × trial, grouped by family, in an order that the input's order cannot change. */
import type { DialogueEvents } from '../schema/index.js';
import { EventColumns, type EventView } from './columns.js';

/** Events as the simulation takes them. */
export type EventSource = EventColumns | readonly DialogueEvents[];

/** Pairs sorted by family, dialogue and trial. */
export interface Pairs {
  readonly baseline: EventView;
  readonly candidate: EventView;
  /** Indices into the columns of each bot; equal positions are one pair. */
  readonly baselineIndex: Uint32Array;
  readonly candidateIndex: Uint32Array;
  /** Family f owns the pairs from `familyStart[f]` up to, but not including, `familyStart[f + 1]`. */
  readonly familyStart: Uint32Array;
}

export function pairCount(pairs: Pairs): number {
  return pairs.baselineIndex.length;
}

export function familyCount(pairs: Pairs): number {
  return pairs.familyStart.length - 1;
}

/**
 * @throws Error when a dialogue × trial is missing on one side, stands twice, or differs in family or number of turns:
 * the harness runs both bots on the same keys, so that each of these is a bug upstream.
 */
export function pairUp(baseline: EventSource, candidate: EventSource): Pairs {
  const left = columnsOf(baseline);
  const right = columnsOf(candidate);
  if (left.length !== right.length)
    throw new Error(`unpaired dialogues: ${left.length} of the baseline, ${right.length} of the candidate`);
  const baselineIndex = canonicalOrder(left);
  const candidateIndex = canonicalOrder(right);
  const views = { baseline: left.view(), candidate: right.view() };
  const familyStart: number[] = [];
  for (let i = 0; i < baselineIndex.length; i += 1) {
    const a = baselineIndex[i] as number;
    const b = candidateIndex[i] as number;
    if (compareKeys(left, a, right, b) !== 0) throw new Error(`unpaired dialogue: ${keyOf(left, a)} against ${keyOf(right, b)}`);
    if (turnsOf(views.baseline, a) !== turnsOf(views.candidate, b))
      throw new Error(`${keyOf(left, a)}: the bots differ in turns`);
    if (i === 0 || left.familyOf(a) !== left.familyOf(baselineIndex[i - 1] as number)) familyStart.push(i);
  }
  return { ...views, baselineIndex, candidateIndex, familyStart: Uint32Array.from([...familyStart, baselineIndex.length]) };
}

function columnsOf(source: EventSource): EventColumns {
  return source instanceof EventColumns ? source : EventColumns.of(source);
}

/** @throws Error when a dialogue × trial stands twice. */
function canonicalOrder(columns: EventColumns): Uint32Array {
  const order = Uint32Array.from({ length: columns.length }, (_, i) => i).sort((i, j) => compareKeys(columns, i, columns, j));
  for (let k = 1; k < order.length; k += 1) {
    const [previous, current] = [order[k - 1] as number, order[k] as number];
    if (compareKeys(columns, previous, columns, current) === 0) throw new Error(`${keyOf(columns, current)} stands twice`);
  }
  return order;
}

/** By family, dialogue and trial; code units, so that no locale changes the order. */
function compareKeys(a: EventColumns, i: number, b: EventColumns, j: number): number {
  return compare(a.familyOf(i), b.familyOf(j)) || compare(a.idOf(i), b.idOf(j)) || a.trialOf(i) - b.trialOf(j);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function keyOf(columns: EventColumns, index: number): string {
  return `${columns.familyOf(index)}: ${columns.idOf(index)}/${columns.trialOf(index)}`;
}

function turnsOf(view: EventView, index: number): number {
  return (view.start[index + 1] as number) - (view.start[index] as number);
}
