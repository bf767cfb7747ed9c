/** The manifest of a run: what was run, and how to read the same dialogues again. */
import { moveSpec, type openDataset } from '../dataset/index.js';
import { type BotPort, type DatasetSurvey, type Gate, leftOut, RUN_FORMAT_VERSION, type RunManifest } from '../schema/index.js';
import type { RunSettings, SizedSettings } from './settings.js';
import { HARNESS_VERSION } from './version.js';

type Selection = Parameters<typeof openDataset>[1];

/** The part of the dialogues that the settings choose. */
export function selectionOf({
  split,
  pattern,
  limit,
  shard,
}: Pick<RunSettings, 'split' | 'pattern' | 'limit' | 'shard'>): Selection {
  return {
    ...(split === undefined ? {} : { split }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(limit === undefined ? {} : { limit }),
    ...(shard === undefined ? {} : { shard }),
  };
}

/** The part of the dialogues that a stored run was about. */
export function storedSelectionOf({ dataset: { split, pattern, limit, shard } }: Pick<RunManifest, 'dataset'>): Selection {
  const [index, count] = shard?.split('/').map(Number) ?? [];
  return selectionOf({
    ...(split === undefined ? {} : { split }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(limit === undefined ? {} : { limit }),
    ...(index === undefined || count === undefined ? {} : { shard: { index, count } }),
  });
}

/** What the reports are to say of the data. */
function notesOf({ notes = [], skipped }: DatasetSurvey): { notes?: string[] } {
  const all = [...notes, ...leftOut(skipped)];
  return all.length === 0 ? {} : { notes: all };
}

export function manifestOf(settings: SizedSettings, survey: DatasetSurvey, folder: string, gates: readonly Gate[]) {
  const { split, pattern, limit, shard } = settings;
  return (bot: BotPort): RunManifest => ({
    format_version: RUN_FORMAT_VERSION,
    harness_version: HARNESS_VERSION,
    node_version: process.version,
    platform: `${process.platform}-${process.arch}`,
    bot: { name: bot.name, description: { ...bot.description } },
    dataset: {
      name: survey.name,
      ...(survey.version === undefined ? {} : { version: survey.version }),
      digest: survey.digest,
      // Relative to the run folder: a run can be re-scored from any working directory, and carries no machine's paths.
      paths: settings.datasets.map(({ path, baseDir }) => moveSpec(path, baseDir, folder).split('\\').join('/')),
      ...(split === undefined ? {} : { split }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(limit === undefined ? {} : { limit }),
      ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
      dialogues: survey.dialogues,
      turns: survey.turns,
      families: survey.families,
      ...notesOf(survey),
    },
    history: settings.history,
    trials: settings.trials,
    seed: settings.seed,
    timeout_ms: settings.timeoutMs,
    max_concurrency: settings.maxConcurrency,
    retries: settings.retries,
    max_error_rate: settings.maxErrorRate,
    metrics: settings.metrics.map(({ name }) => name),
    resamples: settings.resamples,
    level: settings.level,
    gates: [...gates],
    inconclusive: settings.inconclusive,
    uplift: settings.uplift,
    load: 'closed',
    sessions: [],
    state: 'running',
  });
}
