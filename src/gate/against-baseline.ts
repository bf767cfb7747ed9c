/** Gates against a baseline: not worse by the margin, not slower by the factor, no new critical errors. Fails closed. */
import { type Gate, type GateResult, type MetricInfo, sliceLabel, type Verdict } from '../schema/index.js';
import { familiesUntil, normalQuantile, normalSurvival, planningSd, studentSurvival } from '../stats/index.js';
import { EVIDENCE_LEVEL, type GateEvidence } from './evidence.js';
import { operatingOf } from './operating.js';
import { shown, shownFamilies } from './shown.js';

/** Each bound of an interval holds at this level. */
const ONE_SIDED = (1 + EVIDENCE_LEVEL) / 2;

type Evidence<K extends GateEvidence['kind']> = Extract<GateEvidence, { kind: K }>;

/** `direction` of the metric; a margin on a metric without one was refused before. */
export function decideAgainstBaseline(
  gate: Gate,
  evidence: GateEvidence | undefined,
  direction: MetricInfo['direction'],
  value: number | undefined,
): GateResult {
  const subject = `${gate.metric} on ${sliceLabel(gate.slice ?? {})}`;
  const common = { gate, ...(value === undefined ? {} : { value }) };
  if (evidence === undefined || evidence.kind === 'none') {
    return {
      gate,
      verdict: 'invalid',
      reason: `${subject} cannot be held against the baseline: ${evidence?.reason ?? 'it was not compared'}`,
    };
  }
  switch (evidence.kind) {
    case 'difference':
      return { ...common, ...onDifference(gate, evidence, direction, subject) };
    case 'ratio':
      return { ...common, ...onRatio(gate, evidence, subject) };
    case 'new-errors':
      return { ...common, ...onNewErrors(gate, evidence, subject) };
  }
}

type Decision = Omit<GateResult, 'gate' | 'value'>;

/** Higher is better from here on: where lower is, everything changes its sign. */
function onDifference(
  gate: Gate,
  evidence: Evidence<'difference'>,
  direction: MetricInfo['direction'],
  subject: string,
): Decision {
  const margin = gate.margin as number;
  const sign = direction === 'lower' ? -1 : 1;
  const gain = sign * evidence.difference;
  const ends = [evidence.lower, evidence.upper].map((end) => (end === undefined ? undefined : sign * end));
  const [lower, upper] = sign === 1 ? ends : [ends[1], ends[0]];
  const verdict = verdictOn(gate, gain, lower, upper, -margin, evidence.isSame);
  const { baseline, difference, families, spread } = evidence;
  const interval =
    evidence.lower === undefined || evidence.upper === undefined ? '' : ` [${signed(evidence.lower)}, ${signed(evidence.upper)}]`;
  const same = evidence.isSame ? '; no family differs' : '';
  const more =
    verdict === 'inconclusive' && spread !== undefined
      ? familiesUntil(planningSd({ difference, ...spread, families }, ONE_SIDED), Math.abs(gain + margin), ONE_SIDED)
      : undefined;
  const operating =
    spread === undefined
      ? undefined
      : operatingOf({ noChange: 0, limit: -margin, ...spread, judge: judgeOf(gate), level: ONE_SIDED, beyond: margin > 0 });
  return {
    verdict,
    reason: `${subject} differs by ${signed(difference)}${interval} from the baseline's ${shown(baseline)}, allowed are ${shown(margin)} in the wrong direction${same}; ${shownFamilies(families)}`,
    against: { baseline, difference, ...bounds(evidence), level: EVIDENCE_LEVEL, families },
    // "Not worse by more than the margin" is given up when the gain lies surely below it.
    ...(spread === undefined || judgeOf(gate) === 'point' ? {} : { p: studentSurvival(-(gain + margin) / spread.se, spread.df) }),
    ...(more === undefined ? {} : { families_more: Math.max(1, more - families) }),
    ...(operating === undefined ? {} : { operating }),
  };
}

function onRatio(gate: Gate, evidence: Evidence<'ratio'>, subject: string): Decision {
  const limit = gate.maxRatio as number;
  const { baseline, ratio, lower, upper, families } = evidence;
  const verdict = verdictOn(
    gate,
    -ratio,
    upper === undefined ? undefined : -upper,
    lower === undefined ? undefined : -lower,
    -limit,
    false,
    true,
  );
  // On the scale of logarithms, where a ratio and its inverse are equally far from no change.
  const se =
    lower === undefined || upper === undefined || !(lower > 0)
      ? undefined
      : (Math.log(upper) - Math.log(lower)) / 2 / normalQuantile(ONE_SIDED);
  const operating =
    se === undefined
      ? undefined
      : operatingOf({ noChange: 0, limit: -Math.log(limit), se, df: families - 1, judge: judgeOf(gate), level: ONE_SIDED });
  const interval = lower === undefined || upper === undefined ? '' : ` [${shown(lower)}, ${shown(upper)}]`;
  return {
    verdict,
    reason: `${subject} is ${shown(ratio)}${interval} times the baseline's ${shown(baseline)}, required at most ${shown(limit)}; ${shownFamilies(families)}`,
    against: { baseline, ratio, ...bounds(evidence), level: EVIDENCE_LEVEL, families },
    ...(se === undefined || se === 0 || judgeOf(gate) === 'point'
      ? {}
      : { p: normalSurvival((Math.log(ratio) - Math.log(limit)) / se) }),
    ...(operating === undefined ? {} : { operating }),
  };
}

function onNewErrors(
  gate: Gate,
  { count, baselineCount, offenders, families }: Evidence<'new-errors'>,
  subject: string,
): Decision {
  const limit = gate.maxNew as number;
  const verdict: Verdict = count <= limit ? 'pass' : 'fail';
  const [offender] = offenders;
  return {
    verdict,
    reason: `${subject}: ${count} ${count === 1 ? 'turn has' : 'turns have'} a critical error that had none in the baseline (which had ${baselineCount}), allowed are ${limit}; ${shownFamilies(families)}`,
    ...(verdict === 'pass' || offender === undefined ? {} : { offender, offenders: [...offenders] }),
  };
}

function judgeOf({ judge }: Gate): 'point' | 'margin' {
  return judge === 'point' ? 'point' : 'margin';
}

/** Pass when the lower bound is above the limit (at it, where the limit itself is allowed), fail when the upper one is below. */
function verdictOn(
  gate: Gate,
  value: number,
  lower: number | undefined,
  upper: number | undefined,
  limit: number,
  isSame: boolean,
  isClosed = false,
): Verdict {
  if (gate.judge === 'point') return value >= limit ? 'pass' : 'fail';
  // Families that all do as before leave nothing to be uncertain of.
  if (isSame) return 'pass';
  if (lower === undefined || upper === undefined) return 'inconclusive';
  if (lower > limit || (isClosed && lower === limit)) return 'pass';
  return upper < limit ? 'fail' : 'inconclusive';
}

function bounds({ lower, upper }: { readonly lower?: number; readonly upper?: number }) {
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${shown(value)}`;
}
