/** What turns of one dialogue that stand in the same slices contribute to every metric: summed once, read by each slice. */
import type { TurnScore } from '../schema/index.js';
import type { MeanMetric, Metric, RatioMetric, Section } from './metric.js';
import type { SampleSource } from './statistic.js';
import type { Vocabulary } from './vocabulary.js';

/** How a metric reads a turn, and its position. */
interface Placed<M extends MeanMetric | RatioMetric> {
  readonly m: number;
  readonly of: M['of'];
}

/** Metrics over one section, which have no value on a turn without it; or over none, or several. */
interface Group {
  readonly section: Section | undefined;
  readonly means: Placed<MeanMetric>[];
  readonly ratios: Placed<RatioMetric>[];
}

function groupsOf(metrics: readonly Metric[]): readonly Group[] {
  const groups = new Map<Section | undefined, Group>();
  metrics.forEach((metric, m) => {
    if ((metric.kind !== 'mean' && metric.kind !== 'ratio') || metric.link !== undefined) return;
    const section = metric.sections.length === 1 ? metric.sections[0] : undefined;
    const group = groups.get(section) ?? { section, means: [], ratios: [] };
    groups.set(section, group);
    if (metric.kind === 'mean') group.means.push({ m, of: metric.of });
    else group.ratios.push({ m, of: metric.of });
  });
  return [...groups.values()];
}

/** A measured time, and the position of its turn in the conversation, from 0. */
export interface TurnTime {
  readonly ms: number;
  readonly turn: number;
}

export class Contribution {
  /** Per metric, by its position. */
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
  readonly eligible: Uint32Array;
  readonly failed: Uint32Array;
  readonly flawed: Uint32Array;
  /** Positions of the metrics with an eligible turn. */
  readonly touched: number[] = [];
  /** Positions of the metrics with a flawed turn. */
  readonly flawedMetrics: number[] = [];
  /** Per source, by its position: the values of its samples, one sample after another. */
  readonly samples: readonly number[][];
  /** Per source: failed calls among its samples. */
  readonly failedSamples: Uint32Array;
  turns = 0;
  failures = 0;
  readonly latencies: TurnTime[] = [];
  readonly firstTokens: TurnTime[] = [];

  private readonly groups: readonly Group[];
  private readonly flaws: readonly { readonly m: number; readonly of: (turn: TurnScore) => boolean }[];

  constructor(
    metrics: readonly Metric[],
    private readonly sources: readonly { readonly source: SampleSource; readonly names: Vocabulary }[],
  ) {
    this.flaws = metrics.flatMap(({ flaw }, m) => (flaw === undefined ? [] : [{ m, of: flaw.of }]));
    this.samples = sources.map(() => []);
    this.failedSamples = new Uint32Array(sources.length);
    this.flawed = new Uint32Array(metrics.length);
    this.groups = groupsOf(metrics);
    this.numerators = new Float64Array(metrics.length);
    this.denominators = new Float64Array(metrics.length);
    this.eligible = new Uint32Array(metrics.length);
    this.failed = new Uint32Array(metrics.length);
  }

  add(turn: TurnScore): void {
    const failed = turn.status !== 'ok';
    this.turns += 1;
    if (failed) this.failures += 1;
    else this.addTimes(turn);
    this.addSamples(turn, failed);
    for (const { m, of } of this.flaws) if (of(turn)) this.countFlaw(m);
    for (const group of this.groups) {
      if (group.section === undefined || turn[group.section] !== undefined) this.addGroup(group, turn, failed);
    }
  }

  private addGroup({ means, ratios }: Group, turn: TurnScore, failed: boolean): void {
    for (const { m, of } of means) {
      const value = of(turn);
      if (value !== undefined) this.count(m, value, 1, failed);
    }
    for (const { m, of } of ratios) {
      const pair = of(turn);
      if (pair !== undefined && pair[1] > 0) this.count(m, pair[0], pair[1], failed);
    }
  }

  clear(): void {
    for (const m of this.flawedMetrics) this.flawed[m] = 0;
    this.flawedMetrics.length = 0;
    for (const m of this.touched) {
      this.numerators[m] = 0;
      this.denominators[m] = 0;
      this.eligible[m] = 0;
      this.failed[m] = 0;
    }
    this.touched.length = 0;
    this.latencies.length = 0;
    this.firstTokens.length = 0;
    for (const values of this.samples) values.length = 0;
    this.failedSamples.fill(0);
    this.turns = 0;
    this.failures = 0;
  }

  private addSamples(turn: TurnScore, failed: boolean): void {
    for (let s = 0; s < this.sources.length; s += 1) {
      const { source, names } = this.sources[s] as (typeof this.sources)[number];
      const values = source.of(turn, names);
      if (values === undefined) continue;
      const held = this.samples[s] as number[];
      for (let i = 0; i < values.length; i += 1) held.push(values[i] as number);
      if (failed) this.failedSamples[s] = (this.failedSamples[s] as number) + 1;
    }
  }

  private addTimes({ latencyMs, firstTokenMs, turn }: TurnScore): void {
    if (latencyMs !== undefined) this.latencies.push({ ms: latencyMs, turn });
    if (firstTokenMs !== undefined) this.firstTokens.push({ ms: firstTokenMs, turn });
  }

  private countFlaw(m: number): void {
    if (this.flawed[m] === 0) this.flawedMetrics.push(m);
    this.flawed[m] = (this.flawed[m] as number) + 1;
  }

  private count(m: number, numerator: number, denominator: number, failed: boolean): void {
    if (this.eligible[m] === 0) this.touched.push(m);
    this.numerators[m] = (this.numerators[m] as number) + numerator;
    this.denominators[m] = (this.denominators[m] as number) + denominator;
    this.eligible[m] = (this.eligible[m] as number) + 1;
    if (failed) this.failed[m] = (this.failed[m] as number) + 1;
  }
}
