/** Scores and gates → summary.json's content, and the verdict of the run. */
import { metricNamed } from '../aggregate/index.js';
import { decideGates, overallVerdict } from '../gate/index.js';
import {
  type Gate,
  type Paired,
  type RecordStatus,
  type RunManifest,
  type Simulated,
  type SliceRef,
  SUMMARY_FORMAT_VERSION,
  type Summary,
} from '../schema/index.js';
import type { Scored } from './score-pipeline.js';

const FAILED: readonly RecordStatus[] = ['error', 'timeout', 'not-run'];

/** Failed calls (errors, time-outs, missing recordings) of all expected ones. */
export function errorRateOf({ counts }: Pick<Summary, 'counts'>): number {
  const failed = FAILED.reduce((sum, status) => sum + (counts.by_status[status] ?? 0), 0);
  return counts.expected === 0 ? 0 : failed / counts.expected;
}

/** Whether two references name the same subset. */
export function sameSlice(a: SliceRef, b: SliceRef): boolean {
  const entries = Object.entries(a);
  return entries.length === Object.keys(b).length && entries.every(([name, value]) => b[name] === value);
}

export function summarise(
  manifest: RunManifest,
  scored: Scored,
  gates: readonly Gate[],
  against: { readonly simulated?: Simulated | undefined; readonly comparison?: Paired | undefined } = {},
): Summary {
  const { simulated, comparison } = against;
  const { aggregate, aggregator, retries } = scored;
  const results = decideGates(
    gates.map((gate) => ({
      gate,
      estimate: aggregate.estimates.find(({ metric, slice }) => metric === gate.metric && sameSlice(slice, gate.slice ?? {})),
      offender: aggregator.offenderOf(gate),
      evidence: scored.evidenceOf(gate),
      direction: metricNamed(gate.metric)?.direction,
    })),
  );
  const expected = manifest.dataset.turns * manifest.trials;
  const summary: Summary = {
    format_version: SUMMARY_FORMAT_VERSION,
    bot: manifest.bot.name,
    dataset: manifest.dataset.name,
    dataset_digest: manifest.dataset.digest,
    history: manifest.history,
    trials: manifest.trials,
    seed: manifest.seed,
    counts: {
      dialogues: manifest.dataset.dialogues,
      families: manifest.dataset.families,
      expected,
      by_status: aggregate.byStatus,
      retries,
    },
    estimates: [...aggregate.estimates],
    intents: aggregate.intents,
    confusion: aggregate.confusion,
    latency_histogram: aggregate.latencyHistogram,
    ...(comparison === undefined ? {} : { comparison }),
    ...(simulated === undefined ? {} : { simulated }),
    gates: results,
    verdict: overallVerdict(results.map(({ verdict }) => verdict)),
    notes: [...(manifest.dataset.notes ?? []), ...aggregate.notes],
  };
  return withErrorNote(summary, manifest.max_error_rate);
}

/** Too many failed calls: whatever the gates say, these numbers judge the connection rather than the bot. */
function withErrorNote(summary: Summary, maxErrorRate: number): Summary {
  const rate = errorRateOf(summary);
  if (rate <= maxErrorRate) return summary;
  const note = `${(rate * 100).toFixed(1)}% of the calls failed, over the ${(maxErrorRate * 100).toFixed(1)}% allowed (maxErrorRate)`;
  return { ...summary, verdict: 'invalid', notes: [...summary.notes, note] };
}
