/** For each watched metric × slice: one turn that counted against it, so that a red gate can name a dialogue. */
import type { Gate, GateResult, SliceRef, TurnScore } from '../schema/index.js';
import type { Metric } from './metric.js';

export type Offender = NonNullable<GateResult['offender']>;

interface Watch {
  readonly metric: Metric;
  readonly labels: readonly string[];
  worst: number;
  offender: Offender | undefined;
}

/** How much a turn speaks against a metric; 0 or less: not at all. */
function offence(metric: Metric, turn: TurnScore): number {
  switch (metric.kind) {
    case 'time':
      return turn.status === 'ok' ? (turn[metric.time] ?? 0) : 0;
    case 'statistic':
      return metric.sections.includes('intent') && turn.intent !== undefined ? 1 - turn.intent.correct : 0;
    case 'mean': {
      const value = metric.of(turn);
      if (value === undefined) return 0;
      return metric.direction === 'higher' ? 1 - value : value;
    }
    case 'ratio': {
      const [numerator, denominator] = metric.of(turn) ?? [0, 0];
      if (denominator === 0) return 0;
      return metric.direction === 'higher' ? 1 - numerator / denominator : numerator / denominator;
    }
  }
}

function describe(metric: Metric, turn: TurnScore): string {
  if (turn.status !== 'ok') return `the call ended as ${turn.status}`;
  if (metric.kind === 'time' || metric.name.startsWith('latency.')) return `latency ${turn.latencyMs ?? 'unknown'} ms`;
  if (metric.sections.includes('intent') && turn.intent !== undefined) {
    return `gold ${turn.intent.gold.join(' or ')}, predicted ${turn.intent.predicted[0] ?? 'nothing'}`;
  }
  if (metric.sections.includes('relevance') && turn.relevance !== undefined) return turn.relevance.reasons[0] ?? 'low relevance';
  if (metric.sections.includes('slots') && turn.slots !== undefined)
    return `${turn.slots.fp} slot values too many, ${turn.slots.fn} missing`;
  if (metric.sections.includes('handoff') && turn.handoff !== undefined) {
    return `hand-off labelled ${turn.handoff.gold}, the bot ${turn.handoff.handedOver === 1 ? 'handed over' : 'did not hand over'}`;
  }
  return 'counted against the metric';
}

export class OffenderWatch {
  private readonly watches: Watch[] = [];

  watch(metric: Metric, slice: SliceRef): void {
    this.watches.push({ metric, labels: labelsOf(slice), worst: 0, offender: undefined });
  }

  /** Keeps the worst turn; the first of equals, in the order of the dataset. */
  see(turn: TurnScore, labels: readonly string[]): void {
    for (const watch of this.watches) {
      if (!watch.labels.every((label) => labels.includes(label))) continue;
      const weight = offence(watch.metric, turn);
      if (weight <= watch.worst) continue;
      watch.worst = weight;
      watch.offender = { dialogue_id: turn.dialogue_id, turn: turn.turn, why: describe(watch.metric, turn) };
    }
  }

  offenderOf(gate: Pick<Gate, 'metric' | 'slice'>): Offender | undefined {
    const labels = labelsOf(gate.slice ?? {}).join(',');
    return this.watches.find((watch) => watch.metric.name === gate.metric && watch.labels.join(',') === labels)?.offender;
  }
}

/** `{dialect: 'yue'}` → `['dialect=yue']`, sorted. */
export function labelsOf(slice: SliceRef): string[] {
  return Object.entries(slice)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}
