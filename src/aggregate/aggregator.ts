/** Turn scores in, estimates out: one pass, a few numbers a family kept. */
import { IdTable } from '../columns/index.js';
import type { DialogueScore, Estimate, Exposed, SliceRef, Summary, TurnScore } from '../schema/index.js';
import { ConfidenceNotes } from './confidence-notes.js';
import { compareText, confusionCounts, intentRows } from './confusion.js';
import { Contribution } from './contribution.js';
import { latencyHistogram } from './latency-histogram.js';
import type { Metric } from './metric.js';
import { labelsOf, type Offender, OffenderWatch } from './offender.js';
import { ScoreRows } from './score-rows.js';
import { linkOf, settleLinks } from './settle-links.js';
import { type EstimateOptions, mayBeDrawn, sliceEstimates } from './slice-estimates.js';
import { type SliceSet, SliceSets } from './slice-sets.js';
import { SliceStatistics } from './slice-statistics.js';
import { SliceTable, type TurnPosition } from './slice-table.js';
import { INTENT_PAIRS } from './sources/intent-pairs.js';
import type { SampleSource } from './statistic.js';
import { TurnLedger } from './turn-ledger.js';

export interface AggregatorOptions {
  readonly metrics: readonly Metric[];
  /** Confidence level of the intervals. */
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** Signature of the scorer behind a section, such as `relevance:v1(norm:v1)`. */
  readonly scorerSignatures: Readonly<Record<string, string>>;
  /** Conjunctions of slices that a gate asks for; single slices are found by themselves. */
  readonly conjunctions?: readonly SliceRef[];
  /** Metric × slice pairs to keep an offending turn for. */
  readonly watch?: readonly { readonly metric: Metric; readonly slice: SliceRef }[];
}

/** What a run comes to, apart from gates and simulation. */
export interface Aggregate {
  readonly estimates: readonly Estimate[];
  readonly intents: Summary['intents'];
  readonly confusion: Summary['confusion'];
  readonly latencyHistogram: Summary['latency_histogram'];
  readonly exposed: Exposed;
  /** What a reader has to know beside the numbers. */
  readonly notes: readonly string[];
  readonly byStatus: Summary['counts']['by_status'];
  readonly dialogues: number;
  readonly families: number;
  readonly turns: number;
}

const EXPOSED_WORDS: Readonly<Record<keyof Exposed, string>> = {
  text: 'gave no reply text',
  intents: 'exposes no intents',
  slots: 'exposes no slots',
  products: 'recommends no products',
  handoff: 'exposes no hand-off',
  emotion: 'exposes no emotion',
};

/** Name of the slices by position, unless the data has a slice of this name. */
const TURN = 'turn';
/** Later turns are few. */
const POSITIONS = 20;
const NO_LABELS: readonly string[] = [];
const EXPOSABLE = Object.keys(EXPOSED_WORDS) as (keyof Exposed)[];

/** Raised whenever an interval can change for the same records. */
const INTERVALS = 'intervals:v4';

/**
 * Add dialogue scores in the order of the dataset (sums of floating point numbers depend on their order, and a re-scored
 * run must come out the same to the last byte), then read {@link finish}.
 */
export class Aggregator {
  private readonly rows: ScoreRows;
  private readonly sets: SliceSets;
  private readonly families = new IdTable();
  /** What the statistics read; the intents come first, for the tables of the summary. */
  private readonly sources: readonly SampleSource[];
  private readonly offenders = new OffenderWatch();
  /** What no answered turn has exposed so far. */
  private unexposed: readonly (keyof Exposed)[] = EXPOSABLE;
  private readonly byStatus: Partial<Record<TurnScore['status'], number>> = {};
  private readonly contribution: Contribution;
  /** Kept only for metrics that need it, until it is settled. */
  private ledger: TurnLedger | undefined;
  /** Kept only for metrics over confidences. */
  private readonly confidences: ConfidenceNotes | undefined;
  /** Calls by the position of their turn. */
  private readonly calls: { calls: number; failures: number }[] = [];
  private dialogues = 0;

  constructor(private readonly options: AggregatorOptions) {
    const { metrics } = options;
    const read = metrics.flatMap((metric) => (metric.kind === 'statistic' ? [metric.statistics.source] : []));
    this.sources = [...new Set([INTENT_PAIRS, ...read])];
    this.rows = new ScoreRows(metrics, this.sources);
    if (metrics.some(({ name }) => name === 'intent.ece')) this.confidences = new ConfidenceNotes();
    if (metrics.some((metric) => linkOf(metric) !== undefined)) this.ledger = new TurnLedger();
    this.sets = new SliceSets(metrics.length, this.sources.length);
    for (const { metric, slice } of options.watch ?? []) this.offenders.watch(metric, slice);
    this.contribution = new Contribution(
      metrics,
      this.sources.map((source, s) => ({ source, names: this.rows.samplesOf(s).names })),
    );
  }

  add(dialogue: DialogueScore): void {
    const family = this.families.add(dialogue.family);
    this.dialogues += 1;
    this.ledger?.open(family, dialogue);
    let labels: readonly string[] = NO_LABELS;
    for (let index = 0; index < dialogue.turns.length; index += 1) {
      const turn = dialogue.turns[index] as TurnScore;
      const own = dialogue.slices[index] ?? NO_LABELS;
      if (index > 0 && own !== labels) this.flush(family, labels);
      labels = own;
      this.note(turn);
      this.ledger?.add(turn, this.rows.length);
      this.offenders.see(turn, labels);
    }
    if (dialogue.turns.length > 0) this.flush(family, labels);
  }

  /** Makes a row of the turns gathered so far. */
  private flush(family: number, labels: readonly string[]): void {
    const set = this.sets.of(labels);
    set.add(this.contribution);
    this.rows.add(family, set.index, this.contribution);
    this.contribution.clear();
  }

  /** An offending turn for a watched metric × slice, where there is one. */
  offenderOf(gate: { readonly metric: string; readonly slice?: SliceRef | undefined }): Offender | undefined {
    return this.offenders.offenderOf({ metric: gate.metric, ...(gate.slice === undefined ? {} : { slice: gate.slice }) });
  }

  /** @param wallMs how long the run took, where it is known. */
  finish(wallMs?: number): Aggregate {
    const { metrics, level, seed, resamples } = this.options;
    this.settle();
    const signatures = new Map(metrics.map((metric) => [metric, this.signature(metric)]));
    const estimateOptions: EstimateOptions = {
      level,
      seed,
      resamples,
      wallMs,
      undefinedReason: (metric: Metric) => this.undefinedReason(metric),
      signature: (metric: Metric) => signatures.get(metric) as string,
    };
    const overall = this.tableOf({}, this.sets.all);
    const confusion = confusionCounts(overall.sampleOf(0), this.rows.samplesOf(0).names.names);
    const estimates = sliceEstimates(this.statisticsIn(overall), metrics, estimateOptions);
    for (const [ref, sets] of this.slices()) {
      estimates.push(...sliceEstimates(this.statisticsIn(this.tableOf(ref, sets)), metrics, estimateOptions));
    }
    estimates.push(...this.turnTimes(estimateOptions));
    return {
      estimates,
      intents: intentRows(confusion),
      confusion,
      latencyHistogram: latencyHistogram(this.rows.timesOf('latencyMs')),
      exposed: this.exposed(),
      notes: this.confidences?.list() ?? [],
      byStatus: { ...this.byStatus },
      dialogues: this.dialogues,
      families: this.families.size,
      turns: overall.turns,
    };
  }

  /** Times by the position of the turn, as a slice `turn=1` and so on; nothing where all conversations are one turn long. */
  private turnTimes(options: EstimateOptions): Estimate[] {
    const metrics = this.options.metrics.filter(({ kind }) => kind === 'time');
    const positions = this.calls.slice(0, POSITIONS);
    if (metrics.length === 0 || this.calls.length < 2 || this.sliceNames().has(TURN)) return [];
    return positions.flatMap(({ calls, failures }, turn) => {
      const ref = { [TURN]: String(turn + 1) };
      return sliceEstimates(this.statisticsIn(this.tableOf(ref, this.sets.all, { turn, calls, failures })), metrics, options);
    });
  }

  private sliceNames(): ReadonlySet<string> {
    return new Set(this.sets.all.flatMap(({ labels }) => labels.map((label) => label.slice(0, label.indexOf('=')))));
  }

  private exposed(): Exposed {
    return Object.fromEntries(EXPOSABLE.map((key) => [key, !this.unexposed.includes(key)])) as unknown as Exposed;
  }

  /** Turns are held against each other once, when all are there. */
  private settle(): void {
    const { rows, sets, ledger } = this;
    if (ledger === undefined) return;
    this.ledger = undefined;
    settleLinks(this.options.metrics, { rows, sets, ledger }, this.exposed());
  }

  /** The metrics on one slice, for any family weights: what a comparison of two runs over the same dialogues is made of. */
  statisticsOf(ref: SliceRef): SliceStatistics {
    this.settle();
    const required = labelsOf(ref);
    const sets = this.sets.all.filter(({ labels }) => required.every((label) => labels.includes(label)));
    return this.statisticsIn(this.tableOf(ref, sets));
  }

  private statisticsIn(table: SliceTable): SliceStatistics {
    return new SliceStatistics(table, this.options.metrics, this.sources);
  }

  /** Single slices by label, then the conjunctions that were asked for, each with the sets that stand in it. */
  private *slices(): Generator<readonly [SliceRef, readonly SliceSet[]]> {
    const byLabel = new Map<string, SliceSet[]>();
    for (const set of this.sets.all) {
      for (const label of set.labels) {
        const sets = byLabel.get(label);
        if (sets === undefined) byLabel.set(label, [set]);
        else sets.push(set);
      }
    }
    for (const [label, sets] of [...byLabel].sort(([a], [b]) => compareText(a, b))) {
      const cut = label.indexOf('=');
      yield [{ [label.slice(0, cut)]: label.slice(cut + 1) }, sets];
    }
    for (const ref of this.options.conjunctions ?? []) {
      const required = labelsOf(ref);
      yield [ref, this.sets.all.filter(({ labels }) => required.every((label) => labels.includes(label)))];
    }
  }

  private tableOf(ref: SliceRef, sets: readonly SliceSet[], at?: TurnPosition): SliceTable {
    return new SliceTable(ref, this.rows, sets, { families: this.families.size, sets: this.sets.all.length }, at);
  }

  private note(turn: TurnScore): void {
    const { contribution } = this;
    this.byStatus[turn.status] = (this.byStatus[turn.status] ?? 0) + 1;
    if (turn.status === 'ok') this.noteExposed(turn.exposed);
    contribution.add(turn);
    this.confidences?.see(turn);
    this.calls[turn.turn] ??= { calls: 0, failures: 0 };
    const position = this.calls[turn.turn] as { calls: number; failures: number };
    position.calls += 1;
    if (turn.status !== 'ok') position.failures += 1;
  }

  private noteExposed(exposed: Exposed): void {
    for (const key of this.unexposed) {
      if (!exposed[key]) continue;
      this.unexposed = this.unexposed.filter((other) => !exposed[other]);
      return;
    }
  }

  /** A bot that answered, but never exposed what a metric is about, has no value there: neither 0 nor a gap. */
  private undefinedReason(metric: Metric): string | undefined {
    if (metric.exposes === undefined || (this.byStatus.ok ?? 0) === 0 || !this.unexposed.includes(metric.exposes))
      return undefined;
    return `the bot ${EXPOSED_WORDS[metric.exposes]}`;
  }

  private signature(metric: Metric): string {
    const { scorerSignatures, level, seed, resamples } = this.options;
    const scorers = metric.sections.map((section) => scorerSignatures[section] ?? section);
    const drawn = mayBeDrawn(metric) ? [`bootstrap:${resamples}`, `seed:${seed}`] : [];
    const load = metric.kind === 'time' || metric.name.startsWith('latency.') ? ['load:closed'] : [];
    return [`${metric.name}:v${metric.version}`, ...scorers, ...load, `level:${level}`, INTERVALS, ...drawn].join('|');
  }
}
