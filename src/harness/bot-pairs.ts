/** The bots of one run, each held against the baseline while scores pass by: nothing is read or scored again. */
import { comparePool, concluded, type Metric, RunPair, undefinedReasons } from '../aggregate/index.js';
import { type DialogueScore, HEADLINE_METRICS, type Paired, type RunManifest, sliceLabel } from '../schema/index.js';
import type { BotRunResult } from './run-bot.js';
import { SCORER_SIGNATURES } from './scoring.js';
import { autoPatterns } from './settings.js';
import { metricSignatureIn } from './signature.js';

type Settings = Pick<RunManifest, 'level' | 'seed'> & { readonly metrics: readonly Metric[] };

export class BotPairs {
  private readonly pairs = new Map<string, RunPair>();
  private metrics: readonly Metric[] = [];

  private constructor(
    private readonly baseline: string,
    private readonly candidates: readonly string[],
  ) {}

  /** Of the bots of a run, of which the baseline runs first; undefined for one alone. */
  static of(bots: readonly string[], baseline: string): BotPairs | undefined {
    const candidates = bots.filter((bot) => bot !== baseline);
    return candidates.length === 0 ? undefined : new BotPairs(baseline, candidates);
  }

  /** What is to be told of every score of a bot. */
  listener(bot: string, { metrics, level, seed }: Settings): (score: DialogueScore) => void {
    if (bot !== this.baseline) {
      const pair = this.pairs.get(bot);
      return (score) => pair?.add(1, score);
    }
    this.metrics = HEADLINE_METRICS.flatMap((name) => metrics.filter((metric) => metric.name === name));
    for (const candidate of this.candidates) {
      this.pairs.set(candidate, new RunPair({ metrics: this.metrics, level, seed, scorerSignatures: SCORER_SIGNATURES }));
    }
    const pairs = [...this.pairs.values()];
    return (score) => {
      for (const pair of pairs) pair.add(0, score);
    };
  }

  /** Two finished bots on the headline metrics over everything, as `compare` does it. */
  compare(baseline: BotRunResult, candidate: BotRunResult): Paired | undefined {
    const { name } = candidate.manifest.bot;
    const pair = this.pairs.get(name);
    if (pair === undefined || this.metrics.length === 0) return undefined;
    this.pairs.delete(name);
    const runs = [baseline, candidate] as const;
    const slice = pair.slice([baseline.scored.aggregator, candidate.scored.aggregator]);
    const reasons = runs.map(({ scored }) => undefinedReasons(scored.aggregate.estimates));
    const { level, seed, resamples } = candidate.manifest;
    const differences = comparePool([slice], [0, 1], {
      level,
      seed,
      resamples,
      patterns: autoPatterns(slice.families),
      metrics: this.metrics,
      margins: new Map(),
      reasonOf: (run, metric, ref) => reasons[run]?.get(`${metric.name} ${sliceLabel(ref)}`),
      signature: (metric) => metricSignatureIn(baseline.scored.aggregate, metric),
    });
    return { baseline: this.baseline, ...concluded(differences) };
  }
}
