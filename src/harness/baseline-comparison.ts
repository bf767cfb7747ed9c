/** A run under judgement beside its baseline: fed dialogue by dialogue, asked by gates. */
import { type MeasuredDifference, type Metric, measureSlice, type PoolSlice, RunPool, runRatio } from '../aggregate/index.js';
import { EVIDENCE_LEVEL, type GateEvidence } from '../gate/index.js';
import { idHash } from '../record/index.js';
import {
  type DialogueScore,
  type Gate,
  HarnessError,
  type RunManifest,
  type SliceRef,
  sliceLabel,
  type TurnScore,
} from '../schema/index.js';
import type { RunConditions } from './conditions.js';
import { SCORER_SIGNATURES } from './scoring.js';

/** New critical errors that are named; all are counted. */
const NAMED = 20;
const RUNS = [0, 1] as const;

/** A run to be held against: a pinned one, or one of another folder. */
export interface BaselineScores {
  /** As the user knows it. */
  readonly label: string;
  readonly conditions: RunConditions;
  readonly metrics: readonly string[];
  readonly scorers: Readonly<Record<string, string>>;
  /** In the order of the dataset, with the hash of each dialogue's id. */
  readonly scores: readonly { readonly id: string; readonly score: DialogueScore }[];
}

type Offender = Extract<GateEvidence, { kind: 'new-errors' }>['offenders'][number];

export class BaselineComparison {
  private readonly pool: RunPool;
  private readonly slices = new Map<string, PoolSlice>();
  private readonly critical: ReadonlySet<string>;
  private readonly offenders: Offender[] = [];
  private readonly fresh = new Set<string>();
  private finished = false;
  private next = 0;

  constructor(
    private readonly baseline: BaselineScores,
    private readonly metrics: readonly Metric[],
    private readonly settings: Pick<RunManifest, 'seed' | 'resamples'>,
  ) {
    this.pool = new RunPool(RUNS.length, {
      metrics,
      level: EVIDENCE_LEVEL,
      seed: settings.seed,
      resamples: 0,
      scorerSignatures: SCORER_SIGNATURES,
    });
    const marked = baseline.scores.flatMap(({ id, score }) => score.turns.filter(isCritical).map(({ turn }) => keyOf(id, turn)));
    this.critical = new Set(marked);
  }

  /** In the order of the dataset. @throws HarnessError E_UNLIKE_RUNS when the baseline has another dialogue in this place. */
  add(score: DialogueScore): void {
    const [first] = score.turns;
    const known = this.baseline.scores[this.next];
    this.next += 1;
    const id = idHash(first?.dialogue_id ?? '');
    if (known === undefined || known.id !== id || known.score.turns.length !== score.turns.length) {
      throw new HarnessError({
        code: 'E_UNLIKE_RUNS',
        message: `the baseline has other keys: not ${first?.dialogue_id ?? 'this'} in place ${this.next}`,
        file: this.baseline.label,
        mend: 'pin a run over the same dialogues',
      });
    }
    this.pool.add([known.score, score]);
    for (const turn of score.turns.filter(isCritical)) this.noteCritical(id, turn);
  }

  /** What a gate against this baseline is decided on. */
  evidenceOf(gate: Gate): GateEvidence {
    const metric = this.metrics.find(({ name }) => name === gate.metric);
    if (metric === undefined) return { kind: 'none', reason: 'it was not compared' };
    const slice = this.sliceOf(gate.slice ?? {});
    if (gate.maxNew !== undefined) {
      const { offenders, fresh, critical } = this;
      return { kind: 'new-errors', count: fresh.size, baselineCount: critical.size, offenders, families: slice.families };
    }
    if (gate.maxRatio !== undefined) {
      const ratio = runRatio(slice, metric, RUNS, { ...this.settings, level: EVIDENCE_LEVEL });
      return ratio === undefined ? { kind: 'none', reason: this.lack(slice, metric) } : { kind: 'ratio', ...ratio };
    }
    const measured = this.differenceOf(metric, slice.ref);
    if (measured === undefined) return { kind: 'none', reason: this.lack(slice, metric) };
    const { interval, spread, baseline, difference, families } = measured;
    return {
      kind: 'difference',
      baseline,
      difference,
      families,
      ...(interval === undefined ? {} : { lower: interval.lower, upper: interval.upper }),
      ...(spread === undefined || measured.differing === 0 ? {} : { spread: { se: spread.se, df: spread.df } }),
      isSame: measured.differing === 0,
    };
  }

  /** Undefined when either run has no value. */
  differenceOf(metric: Metric, ref: SliceRef): MeasuredDifference | undefined {
    const options = { ...this.settings, level: EVIDENCE_LEVEL, patterns: 0 };
    return measureSlice(this.sliceOf(ref), [metric], RUNS, options).get(metric);
  }

  private sliceOf(ref: SliceRef): PoolSlice {
    if (!this.finished) this.pool.finish();
    this.finished = true;
    const label = sliceLabel(ref);
    const slice = this.slices.get(label) ?? this.pool.sliceOf(ref);
    this.slices.set(label, slice);
    return slice;
  }

  private lack(slice: PoolSlice, metric: Metric): string {
    const [before, after] = slice.runs.map((run) => run.valueOf(metric));
    if (before === undefined) return `the baseline has no value: ${metric.empty}`;
    return after === undefined ? `the run has no value: ${metric.empty}` : `the baseline's value is ${before}`;
  }

  private noteCritical(id: string, { dialogue_id, turn, relevance }: TurnScore): void {
    const key = keyOf(id, turn);
    if (this.critical.has(key) || this.fresh.has(key)) return;
    this.fresh.add(key);
    if (this.offenders.length >= NAMED) return;
    this.offenders.push({ dialogue_id, turn, why: criticalReason(relevance?.reasons ?? []) });
  }
}

/** Among the reasons of a score, the one that makes it critical. */
function criticalReason(reasons: readonly string[]): string {
  return reasons.find((reason) => /contradict|forbidden/i.test(reason)) ?? reasons[0] ?? 'critical error';
}

function keyOf(id: string, turn: number): string {
  return `${id}/${turn}`;
}

function isCritical({ relevance }: TurnScore): boolean {
  return relevance?.critical === 1;
}
