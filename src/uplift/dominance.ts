/** Event-by-event comparison of the bots: where one is nowhere worse, the sign needs no coefficients. */
import type { Simulated } from '../schema/index.js';
import { CRITICAL_CODES, type EventView, HANDOFF_CODES } from './columns.js';
import { type Pairs, pairCount } from './pairs.js';
import { DEFAULT_PARAMETERS } from './parameters.js';

type Verdict = keyof Simulated['dominance'];

/** Whether `candidate` has done better (bit 1), worse (bit 2), both or neither. */
const BETTER = 1;
const WORSE = 2;
const VERDICTS: readonly Verdict[] = ['equal', 'better', 'worse', 'mixed'];

/**
 * Shares of pairs in which the candidate is at least as good on every event and better on one (`better`), the reverse (`worse`),
 * both (`mixed`) or neither (`equal`). Latency is an event: lower is better, and waits that are not felt are all alike.
 * An event that only one side carries makes the pair mixed: which side it favours depends on the coefficients.
 */
export function dominanceOf(pairs: Pairs): Simulated['dominance'] {
  const total = pairCount(pairs);
  const counts: Record<Verdict, number> = { better: 0, worse: 0, mixed: 0, equal: 0 };
  for (let i = 0; i < total; i += 1) {
    const outcome = comparePair(pairs, pairs.baselineIndex[i] as number, pairs.candidateIndex[i] as number);
    counts[VERDICTS[outcome] as Verdict] += 1;
  }
  return {
    better: counts.better / total,
    worse: counts.worse / total,
    mixed: counts.mixed / total,
    equal: counts.equal / total,
  };
}

function comparePair({ baseline, candidate }: Pairs, a: number, b: number): number {
  let outcome = compareNumbers(baseline.match[a] as number, candidate.match[b] as number);
  const turns = (baseline.start[a + 1] as number) - (baseline.start[a] as number);
  for (let t = 0; t < turns; t += 1) {
    outcome |= compareTurns(baseline, (baseline.start[a] as number) + t, candidate, (candidate.start[b] as number) + t);
  }
  return outcome;
}

function compareTurns(a: EventView, i: number, b: EventView, j: number): number {
  return (
    compareNumbers(coded(a.intent[i]), coded(b.intent[j])) |
    compareNumbers(harmless(a.critical[i]), harmless(b.critical[j])) |
    compareNumbers(coded(a.emotion[i]), coded(b.emotion[j])) |
    compareNumbers(handoffRank(a.handoff[i]), handoffRank(b.handoff[j])) |
    compareNumbers(a.relevance[i] as number, b.relevance[j] as number) |
    compareNumbers(a.stateGain[i] as number, b.stateGain[j] as number) |
    compareNumbers(swiftness(a.latencyS[i]), swiftness(b.latencyS[j]))
  );
}

/** Higher is better; NaN is absent. */
function compareNumbers(baseline: number, candidate: number): number {
  if (Number.isNaN(baseline) || Number.isNaN(candidate)) {
    return Number.isNaN(baseline) && Number.isNaN(candidate) ? 0 : BETTER | WORSE;
  }
  if (baseline === candidate) return 0;
  return candidate > baseline ? BETTER : WORSE;
}

/** Codes of intent and emotion rise with how good they are. */
function coded(code: number | undefined): number {
  return code === undefined || code === 0 ? Number.NaN : code;
}

/** No error is the same as no statement about errors: neither adds anything. */
function harmless(code: number | undefined): number {
  return code === CRITICAL_CODES.yes ? 0 : 1;
}

/** `none` and absent add nothing; an unneeded and a missed handoff take the same. */
function handoffRank(code: number | undefined): number {
  if (code === HANDOFF_CODES.correct) return 1;
  return code === HANDOFF_CODES.unneeded || code === HANDOFF_CODES.missed ? -1 : 0;
}

function swiftness(latencyS: number | undefined): number {
  return -Math.max(0, (latencyS ?? Number.NaN) - DEFAULT_PARAMETERS.unfeltLatencyS);
}
