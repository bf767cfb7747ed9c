/** Turn scores in, estimates out: one pass, a few numbers a family kept. */
import {
  type DialogueScore,
  type Estimate,
  type Exposed,
  NO_PREDICTION,
  type SliceRef,
  type Summary,
  type TurnScore,
} from '../schema/index.js';
import { Vocabulary } from './column.js';
import { compareText, confusionCounts, intentRows } from './confusion.js';
import { Contribution } from './contribution.js';
import { latencyHistogram } from './latency-histogram.js';
import type { Metric } from './metric.js';
import { labelsOf, type Offender, OffenderWatch } from './offender.js';
import { sliceEstimates } from './slice-estimates.js';
import { SliceTable } from './slice-table.js';

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

const NO_LABELS: readonly string[] = [];
const EXPOSABLE = Object.keys(EXPOSED_WORDS) as (keyof Exposed)[];

/**
 * Add dialogue scores in the order of the dataset (sums of floating point numbers depend on their order, and a re-scored
 * run must come out the same to the last byte), then read {@link finish}.
 */
export class Aggregator {
  private readonly overall: SliceTable;
  private readonly tables = new Map<string, SliceTable>();
  private readonly conjunctions: readonly { readonly labels: readonly string[]; readonly table: SliceTable }[];
  private readonly families = new Vocabulary();
  private readonly intents = new Vocabulary();
  private readonly none: number;
  private readonly offenders = new OffenderWatch();
  private readonly exposed: { -readonly [K in keyof Exposed]: boolean } = {
    text: false,
    intents: false,
    slots: false,
    products: false,
    handoff: false,
    emotion: false,
  };
  private readonly byStatus: Partial<Record<TurnScore['status'], number>> = {};
  private readonly contribution: Contribution;
  private dialogues = 0;

  constructor(private readonly options: AggregatorOptions) {
    const { metrics } = options;
    this.overall = new SliceTable({}, metrics);
    this.conjunctions = (options.conjunctions ?? []).map((ref) => ({
      labels: labelsOf(ref),
      table: new SliceTable(ref, metrics),
    }));
    this.none = this.intents.indexOf(NO_PREDICTION);
    for (const { metric, slice } of options.watch ?? []) this.offenders.watch(metric, slice);
    this.contribution = new Contribution(metrics);
  }

  add(dialogue: DialogueScore): void {
    const family = this.families.indexOf(dialogue.family);
    this.dialogues += 1;
    let labels: readonly string[] = NO_LABELS;
    dialogue.turns.forEach((turn, index) => {
      const own = dialogue.slices[index] ?? NO_LABELS;
      if (index > 0 && own !== labels) this.flush(family, labels);
      labels = own;
      this.note(turn);
      this.offenders.see(turn, labels);
    });
    if (dialogue.turns.length > 0) this.flush(family, labels);
  }

  /** Hands the turns gathered so far to the slices that they stand in. */
  private flush(family: number, labels: readonly string[]): void {
    const { contribution } = this;
    this.overall.add(family, contribution);
    for (const label of labels) this.tableOf(label).add(family, contribution);
    for (const { labels: required, table } of this.conjunctions) {
      if (required.every((label) => labels.includes(label))) table.add(family, contribution);
    }
    contribution.clear();
  }

  /** An offending turn for a watched metric × slice, where there is one. */
  offenderOf(gate: { readonly metric: string; readonly slice?: SliceRef | undefined }): Offender | undefined {
    return this.offenders.offenderOf({ metric: gate.metric, ...(gate.slice === undefined ? {} : { slice: gate.slice }) });
  }

  finish(): Aggregate {
    const { metrics, level, seed, resamples } = this.options;
    const estimateOptions = {
      level,
      seed,
      resamples,
      labels: this.intents.names.length,
      none: this.none,
      undefinedReason: (metric: Metric) => this.undefinedReason(metric),
      signature: (metric: Metric) => this.signature(metric),
    };
    const tables = [
      this.overall,
      ...[...this.tables].sort(([a], [b]) => compareText(a, b)).map(([, table]) => table),
      ...this.conjunctions.map(({ table }) => table),
    ];
    const confusion = confusionCounts(this.overall.pairs.values(), this.intents.names);
    return {
      estimates: tables.flatMap((table) => sliceEstimates(table, metrics, estimateOptions)),
      intents: intentRows(confusion),
      confusion,
      latencyHistogram: latencyHistogram(this.overall.timesOf('latencyMs').values),
      exposed: { ...this.exposed },
      byStatus: { ...this.byStatus },
      dialogues: this.dialogues,
      families: this.families.names.length,
      turns: this.overall.turns,
    };
  }

  private tableOf(label: string): SliceTable {
    let table = this.tables.get(label);
    if (table === undefined) {
      const cut = label.indexOf('=');
      table = new SliceTable({ [label.slice(0, cut)]: label.slice(cut + 1) }, this.options.metrics);
      this.tables.set(label, table);
    }
    return table;
  }

  private note(turn: TurnScore): void {
    const { contribution, exposed, intents } = this;
    this.byStatus[turn.status] = (this.byStatus[turn.status] ?? 0) + 1;
    if (turn.status === 'ok') for (const key of EXPOSABLE) if (turn.exposed[key]) exposed[key] = true;
    // A bot that states the name for "nothing" has stated nothing.
    const stated = turn.intent?.predicted[0];
    const predicted = stated === NO_PREDICTION ? undefined : stated;
    const gold = predicted !== undefined && turn.intent?.gold.includes(predicted) ? predicted : turn.intent?.gold[0];
    contribution.add(
      turn,
      gold === undefined ? -1 : intents.indexOf(gold),
      predicted === undefined ? this.none : intents.indexOf(predicted),
    );
  }

  /** A bot that answered, but never exposed what a metric is about, has no value there: neither 0 nor a gap. */
  private undefinedReason(metric: Metric): string | undefined {
    if (metric.exposes === undefined || (this.byStatus.ok ?? 0) === 0 || this.exposed[metric.exposes]) return undefined;
    return `the bot ${EXPOSED_WORDS[metric.exposes]}`;
  }

  private signature(metric: Metric): string {
    const { scorerSignatures, level, seed, resamples } = this.options;
    const scorers = metric.sections.map((section) => scorerSignatures[section] ?? section);
    const drawn = metric.kind === 'mean' ? [] : [`bootstrap:${resamples}`, `seed:${seed}`];
    const load = metric.kind === 'time' || metric.name.startsWith('latency.') ? ['load:closed'] : [];
    return [`${metric.name}:v${metric.version}`, ...scorers, ...load, `level:${level}`, ...drawn].join('|');
  }
}
