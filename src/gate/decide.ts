/** One gate, one estimate, one verdict: a pure function that fails closed. */
import {
  type DefinedEstimate,
  type Estimate,
  type Gate,
  type GateResult,
  intervalOf,
  isAgainstBaseline,
  type MetricInfo,
  sliceLabel,
  type Verdict,
} from '../schema/index.js';
import { familiesUntil, normalQuantile, normalSurvival } from '../stats/index.js';
import { decideAgainstBaseline } from './against-baseline.js';
import type { GateEvidence } from './evidence.js';
import { operatingOf } from './operating.js';
import { shown, shownFamilies, shownInterval } from './shown.js';

type Offender = NonNullable<GateResult['offender']>;

/** What a gate is decided on. `estimate` undefined: the run has none for this metric × slice. */
export interface GateCase {
  readonly gate: Gate;
  readonly estimate: Estimate | undefined;
  readonly offender?: Offender | undefined;
  /** Against a baseline. */
  readonly evidence?: GateEvidence | undefined;
  readonly direction?: MetricInfo['direction'] | undefined;
}

interface Decision {
  readonly verdict: Verdict;
  readonly held: string;
}

function onPoint(gate: Gate, { value }: DefinedEstimate): Decision {
  const pass = gate.min === undefined ? value <= (gate.max as number) : value >= gate.min;
  return { verdict: pass ? 'pass' : 'fail', held: shown(value) };
}

/** Pass when the whole interval is on the right side, fail when it is on the wrong side, else inconclusive. */
function onInterval(gate: Gate, estimate: DefinedEstimate): Decision {
  const interval = intervalOf(estimate);
  if (interval === undefined) return { verdict: 'inconclusive', held: `${shown(estimate.value)} without an interval` };
  const { lower, upper } = interval;
  const held = `${shown(estimate.value)} ${shownInterval(interval)}`;
  if (gate.min !== undefined) return { verdict: lower >= gate.min ? 'pass' : upper < gate.min ? 'fail' : 'inconclusive', held };
  const max = gate.max as number;
  return { verdict: upper <= max ? 'pass' : lower > max ? 'fail' : 'inconclusive', held };
}

/** An undefined estimate is never a pass. */
export function decideGate({ gate, estimate, offender, evidence, direction = 'higher' }: GateCase): GateResult {
  const subject = `${gate.metric} on ${sliceLabel(gate.slice ?? {})}`;
  if (estimate === undefined || estimate.status === 'undefined') {
    return { gate, verdict: 'invalid', reason: `${subject} is undefined: ${estimate?.reason ?? 'the run has no such estimate'}` };
  }
  if (isAgainstBaseline(gate)) {
    const result = decideAgainstBaseline(gate, evidence, direction, estimate.value);
    const isBad = result.verdict === 'fail' || result.verdict === 'inconclusive';
    return isBad && result.offender === undefined && offender !== undefined ? { ...result, offender } : result;
  }
  const isPoint = gate.judge === undefined || gate.judge === 'point';
  const { verdict, held } = isPoint ? onPoint(gate, estimate) : onInterval(gate, estimate);
  const threshold = gate.min === undefined ? `at most ${gate.max}` : `at least ${gate.min}`;
  const judged = isPoint ? '' : ` (judged by its ${gate.judge})`;
  return {
    gate,
    verdict,
    value: estimate.value,
    reason: `${subject} is ${held}, required ${threshold}${judged}; ${estimate.scored} scored, ${shownFamilies(estimate.families)}`,
    ...(verdict === 'pass' || offender === undefined ? {} : { offender }),
    ...chances(gate, estimate, isPoint, verdict),
  };
}

/** Of a threshold: p, families and operating characteristic, from the interval; nothing where there is none. */
function chances(
  gate: Gate,
  { value, lower, upper, level, families }: DefinedEstimate,
  isPoint: boolean,
  verdict: Verdict,
): Pick<GateResult, 'p' | 'operating' | 'families_more'> {
  if (lower === undefined || upper === undefined || !(upper > lower) || families < 2) return {};
  const oneSided = 1 - (1 - level) / 2;
  const z = normalQuantile(oneSided);
  const [sign, limit] = gate.min === undefined ? [-1, gate.max as number] : [1, gate.min];
  const gain = sign * (value - limit);
  const se = (upper - lower) / 2 / z;
  const operating = operatingOf({
    noChange: sign * value,
    limit: sign * limit,
    se,
    df: families - 1,
    judge: isPoint ? 'point' : 'margin',
    level: oneSided,
  });
  // The bound that faces the limit decides, so p is taken from its distance: at the bound it is that of the bound.
  const reach = (sign === 1 ? upper - value : value - lower) / z;
  const more = verdict === 'inconclusive' ? familiesUntil(se * Math.sqrt(families), Math.abs(gain), oneSided) : undefined;
  return {
    ...(isPoint || !(reach > 0) ? {} : { p: normalSurvival(-gain / reach) }),
    ...(operating === undefined ? {} : { operating }),
    ...(more === undefined ? {} : { families_more: Math.max(1, more - families) }),
  };
}
