/** Gates in words and marks, the same in every renderer. */
import { type Gate, type GateResult, sliceLabel, type Verdict } from '../schema/index.js';
import { thresholdText, type Unit } from './figures.js';
import { metricFace } from './metric-face.js';

/** A mark beside the word, so that no verdict rests on colour alone. */
export const VERDICT_MARK: Readonly<Record<Verdict, string>> = { pass: '✔', fail: '✘', inconclusive: '?', invalid: '!' };

/** `intent.accuracy dialect=yue ≥ 80.0% (lower bound)`. */
export function gateText(gate: Gate): string {
  const { unit } = metricFace(gate.metric);
  const slice = gate.slice === undefined || Object.keys(gate.slice).length === 0 ? '' : ` ${sliceLabel(gate.slice)}`;
  const judge = gate.judge === undefined || gate.judge === 'point' ? '' : ` (${gate.judge.replace('-', ' ')})`;
  return `${gate.metric}${slice} ${limitText(gate, unit)}${judge}`;
}

function limitText(gate: Gate, unit: Unit): string {
  if (gate.min !== undefined) return `≥ ${thresholdText(gate.min, unit)}`;
  if (gate.max !== undefined) return `≤ ${thresholdText(gate.max, unit)}`;
  if (gate.maxRatio !== undefined) return `≤ ${gate.maxRatio} × baseline`;
  if (gate.maxNew !== undefined) return `at most ${gate.maxNew} new critical errors`;
  const margin = thresholdText(gate.margin ?? 0, unit).replace('%', ' pp');
  return metricFace(gate.metric).direction === 'lower' ? `≤ baseline + ${margin}` : `≥ baseline − ${margin}`;
}

/** `e.g. dialogue muying-7, turn 2: …`, or undefined. Turns are counted from 1 for readers. */
export function offenderText(result: GateResult): string | undefined {
  const { offender } = result;
  return offender === undefined ? undefined : `e.g. dialogue ${offender.dialogue_id}, turn ${offender.turn + 1}: ${offender.why}`;
}
