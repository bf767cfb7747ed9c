/** Which kinds of events entered a simulation, and which were absent and so added nothing. */
import type { Simulated, TurnEvents } from '../schema/index.js';
import type { EventView } from './columns.js';
import type { Pairs } from './pairs.js';

/** The events of a turn, and the match of a dialogue. */
type EventKind = keyof TurnEvents | 'match';

const PRESENT: Readonly<Record<EventKind, (view: EventView, turns: number, dialogues: number) => boolean>> = {
  intent_correct: (view, turns) => anyCode(view.intent, turns),
  relevance: (view, turns) => anyNumber(view.relevance, turns),
  critical_error: (view, turns) => anyCode(view.critical, turns),
  state_gain: (view, turns) => anyNumber(view.stateGain, turns),
  emotion_handling: (view, turns) => anyCode(view.emotion, turns),
  handoff: (view, turns) => anyCode(view.handoff, turns),
  latency_s: (view, turns) => anyNumber(view.latencyS, turns),
  match: (view, _turns, dialogues) => anyNumber(view.match, dialogues),
};

/** A kind is present when one turn of one bot carries it. */
export function presenceOf(pairs: Pairs): Simulated['events'] {
  const dialogues = pairs.baselineIndex.length;
  const present: string[] = [];
  const absent: string[] = [];
  for (const [kind, isPresent] of Object.entries(PRESENT)) {
    const found = [pairs.baseline, pairs.candidate].some((view) => isPresent(view, view.start[dialogues] as number, dialogues));
    (found ? present : absent).push(kind);
  }
  return { present, absent };
}

function anyCode(column: Uint8Array, length: number): boolean {
  return column.subarray(0, length).some((code) => code !== 0);
}

function anyNumber(column: Float64Array, length: number): boolean {
  return column.subarray(0, length).some((value) => !Number.isNaN(value));
}
