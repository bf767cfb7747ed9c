/** What turns of one dialogue that stand in the same slices contribute to every metric: summed once, read by each slice. */
import type { TurnScore } from '../schema/index.js';
import type { MeanMetric, Metric, RatioMetric } from './metric.js';
import type { SampleSource } from './statistic.js';
import type { Vocabulary } from './vocabulary.js';

/** How a metric reads a turn, and its position. */
interface Placed<M extends MeanMetric | RatioMetric> {
  readonly m: number;
  readonly of: M['of'];
}

function placed<M extends MeanMetric | RatioMetric>(
  metrics: readonly Metric[],
  pick: (metric: Metric) => M | undefined,
): Placed<M>[] {
  return metrics.flatMap((metric, m) => {
    const picked = pick(metric);
    return picked === undefined ? [] : [{ m, of: picked.of }];
  });
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
  /** Per source, by its position: the values of its samples, one sample after another. */
  readonly samples: readonly number[][];
  /** Per source: failed calls among its samples. */
  readonly failedSamples: Uint32Array;
  turns = 0;
  failures = 0;
  readonly latencies: number[] = [];
  readonly firstTokens: number[] = [];

  private readonly means: readonly Placed<MeanMetric>[];
  private readonly ratios: readonly Placed<RatioMetric>[];
  private readonly flaws: readonly { readonly m: number; readonly of: (turn: TurnScore) => boolean }[];

  constructor(
    metrics: readonly Metric[],
    private readonly sources: readonly { readonly source: SampleSource; readonly names: Vocabulary }[],
  ) {
    this.flaws = metrics.flatMap(({ flaw }, m) => (flaw === undefined ? [] : [{ m, of: flaw.of }]));
    this.samples = sources.map(() => []);
    this.failedSamples = new Uint32Array(sources.length);
    this.flawed = new Uint32Array(metrics.length);
    this.means = placed(metrics, (metric) => (metric.kind === 'mean' ? metric : undefined));
    this.ratios = placed(metrics, (metric) => (metric.kind === 'ratio' ? metric : undefined));
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
    for (const { m, of } of this.flaws) if (of(turn)) this.flawed[m] = (this.flawed[m] as number) + 1;
    for (const { m, of } of this.means) {
      const value = of(turn);
      if (value !== undefined) this.count(m, value, 1, failed);
    }
    for (const { m, of } of this.ratios) {
      const pair = of(turn);
      if (pair !== undefined && pair[1] > 0) this.count(m, pair[0], pair[1], failed);
    }
  }

  clear(): void {
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
    this.flawed.fill(0);
    this.turns = 0;
    this.failures = 0;
  }

  private addSamples(turn: TurnScore, failed: boolean): void {
    for (let s = 0; s < this.sources.length; s += 1) {
      const { source, names } = this.sources[s] as (typeof this.sources)[number];
      const values = source.of(turn, names);
      if (values === undefined) continue;
      this.samples[s]?.push(...values);
      if (failed) this.failedSamples[s] = (this.failedSamples[s] as number) + 1;
    }
  }

  private addTimes({ latencyMs, firstTokenMs }: TurnScore): void {
    if (latencyMs !== undefined) this.latencies.push(latencyMs);
    if (firstTokenMs !== undefined) this.firstTokens.push(firstTokenMs);
  }

  private count(m: number, numerator: number, denominator: number, failed: boolean): void {
    if (this.eligible[m] === 0) this.touched.push(m);
    this.numerators[m] = (this.numerators[m] as number) + numerator;
    this.denominators[m] = (this.denominators[m] as number) + denominator;
    this.eligible[m] = (this.eligible[m] as number) + 1;
    if (failed) this.failed[m] = (this.failed[m] as number) + 1;
  }
}
