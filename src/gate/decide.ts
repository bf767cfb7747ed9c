/** One gate, one estimate, one verdict: a pure function that fails closed. */
import { type DefinedEstimate, type Estimate, type Gate, type GateResult, sliceLabel, type Verdict } from '../schema/index.js';

type Offender = NonNullable<GateResult['offender']>;

function shown(value: number): string {
  return String(Number(value.toFixed(4)));
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
function onInterval(gate: Gate, { value, lower, upper }: DefinedEstimate): Decision {
  if (lower === undefined || upper === undefined) return { verdict: 'inconclusive', held: `${shown(value)} without an interval` };
  const held = `${shown(value)} [${shown(lower)}, ${shown(upper)}]`;
  if (gate.min !== undefined) return { verdict: lower >= gate.min ? 'pass' : upper < gate.min ? 'fail' : 'inconclusive', held };
  const max = gate.max as number;
  return { verdict: upper <= max ? 'pass' : lower > max ? 'fail' : 'inconclusive', held };
}

/** `estimate` undefined: the run has none for this metric × slice. An undefined estimate is never a pass. */
export function decideGate(gate: Gate, estimate: Estimate | undefined, offender?: Offender): GateResult {
  const subject = `${gate.metric} on ${sliceLabel(gate.slice ?? {})}`;
  if (estimate === undefined || estimate.status === 'undefined') {
    return { gate, verdict: 'invalid', reason: `${subject} is undefined: ${estimate?.reason ?? 'the run has no such estimate'}` };
  }
  const { verdict, held } =
    gate.judge === undefined || gate.judge === 'point' ? onPoint(gate, estimate) : onInterval(gate, estimate);
  const threshold = gate.min === undefined ? `at most ${gate.max}` : `at least ${gate.min}`;
  const judged = gate.judge === undefined || gate.judge === 'point' ? '' : ` (judged by its ${gate.judge})`;
  return {
    gate,
    verdict,
    value: estimate.value,
    reason: `${subject} is ${held}, required ${threshold}${judged}; ${estimate.scored} scored, ${estimate.families} families`,
    ...(verdict === 'pass' || offender === undefined ? {} : { offender }),
  };
}
