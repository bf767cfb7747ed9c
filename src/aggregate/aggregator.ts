/** Turn scores in, estimates out: one pass, a few numbers a family kept. */
import type { DialogueScore, Estimate, Exposed, SliceRef, Summary, TurnScore } from '../schema/index.js';
import { Vocabulary } from './column.js';
import { compareText, confusionCounts, intentRows, NO_PREDICTION } from './confusion.js';
import { latencyHistogram } from './latency-histogram.js';
import type { Metric } from './metric.js';
import { labelsOf, type Offender, OffenderWatch } from './offender.js';
import { sliceEstimates } from './slice-estimates.js';
import { type Contribution, SliceTable } from './slice-table.js';

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
    this.contribution = {
      numerators: new Float64Array(metrics.length),
      denominators: new Float64Array(metrics.length),
      failed: false,
      latencyMs: undefined,
      firstTokenMs: undefined,
      gold: -1,
      predicted: -1,
    };
  }

  add(dialogue: DialogueScore): void {
    const family = this.families.indexOf(dialogue.family);
    this.dialogues += 1;
    dialogue.turns.forEach((turn, index) => {
      this.contribute(turn);
      const labels = dialogue.slices[index] ?? [];
      this.overall.add(family, this.contribution);
      for (const label of labels) this.tableOf(label).add(family, this.contribution);
      for (const { labels: required, table } of this.conjunctions) {
        if (required.every((label) => labels.includes(label))) table.add(family, this.contribution);
      }
      this.offenders.see(turn, labels);
    });
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

  private contribute(turn: TurnScore): void {
    const { contribution, exposed } = this;
    this.byStatus[turn.status] = (this.byStatus[turn.status] ?? 0) + 1;
    const ok = turn.status === 'ok';
    if (ok) for (const key of Object.keys(exposed) as (keyof Exposed)[]) if (turn.exposed[key]) exposed[key] = true;
    contribution.failed = !ok;
    contribution.latencyMs = ok ? turn.latencyMs : undefined;
    contribution.firstTokenMs = ok ? turn.firstTokenMs : undefined;
    this.options.metrics.forEach((metric, m) => {
      let numerator = 0;
      let denominator = 0;
      if (metric.kind === 'mean') {
        const value = metric.of(turn);
        if (value !== undefined) {
          numerator = value;
          denominator = 1;
        }
      } else if (metric.kind === 'ratio') {
        const pair = metric.of(turn);
        if (pair !== undefined) [numerator, denominator] = pair;
      }
      contribution.numerators[m] = numerator;
      contribution.denominators[m] = denominator;
    });
    this.contributeIntent(turn);
  }

  private contributeIntent({ intent }: TurnScore): void {
    if (intent === undefined) {
      this.contribution.gold = -1;
      return;
    }
    const predicted = intent.predicted[0];
    const gold = predicted !== undefined && intent.gold.includes(predicted) ? predicted : intent.gold[0];
    this.contribution.gold = gold === undefined ? -1 : this.intents.indexOf(gold);
    this.contribution.predicted = predicted === undefined ? this.none : this.intents.indexOf(predicted);
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
