/** Gates in words and marks, the same in every renderer. */
import { type Gate, type GateResult, sliceLabel, type Verdict } from '../schema/index.js';
import { thresholdText } from './figures.js';
import { metricFace } from './metric-face.js';

/** A mark beside the word, so that no verdict rests on colour alone. */
export const VERDICT_MARK: Readonly<Record<Verdict, string>> = { pass: '✔', fail: '✘', inconclusive: '?', invalid: '!' };

/** `intent.accuracy dialect=yue ≥ 80.0% (lower bound)`. */
export function gateText(gate: Gate): string {
  const { unit } = metricFace(gate.metric);
  const slice = gate.slice === undefined || Object.keys(gate.slice).length === 0 ? '' : ` ${sliceLabel(gate.slice)}`;
  const judge = gate.judge === undefined || gate.judge === 'point' ? '' : ` (${gate.judge.replace('-', ' ')})`;
  const bound = gate.min === undefined ? `≤ ${thresholdText(gate.max ?? 0, unit)}` : `≥ ${thresholdText(gate.min, unit)}`;
  return `${gate.metric}${slice} ${bound}${judge}`;
}

/** `e.g. dialogue muying-7, turn 2: …`, or undefined. Turns are counted from 1 for readers. */
export function offenderText(result: GateResult): string | undefined {
  const { offender } = result;
  return offender === undefined ? undefined : `e.g. dialogue ${offender.dialogue_id}, turn ${offender.turn + 1}: ${offender.why}`;
}
