/** A run folder, opened for re-scoring: its manifest, its dialogues, its records. */
import { join } from 'node:path';
import { type Metric, metricNamed } from '../aggregate/index.js';
import { type Dataset, moveSpec, openDataset } from '../dataset/index.js';
import { RECORDS_FILE, readManifest, StoredRecords } from '../record/index.js';
import { type DatasetSurvey, type Dialogue, HarnessError, keyLabel, type RunManifest, type TurnRecord } from '../schema/index.js';
import { storedSelectionOf } from './run-manifest.js';

export interface StoredRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly dataset: Dataset;
  readonly survey: DatasetSurvey;
  readonly metrics: readonly Metric[];
  /** @throws HarnessError E_RUN_INCOMPLETE */
  recordsOf(dialogue: Dialogue, trial: number): readonly TurnRecord[];
  close(): void;
}

/**
 * @param options.datasets the dialogues, when they are no longer where they were.
 * @throws HarnessError E_FILE_MISSING, E_RUN_FORMAT, E_DATASET_CHANGED, E_DUPLICATE_RECORD
 */
export async function openStoredRun(
  folder: string,
  options: { readonly cwd: string; readonly datasets?: readonly string[] | undefined },
): Promise<StoredRun> {
  const manifest = await readManifest(folder);
  const metrics = manifest.metrics.map((name) => knownMetric(name, folder));
  const paths = options.datasets ?? manifest.dataset.paths.map((path) => moveSpec(path, folder, options.cwd));
  const dataset = await openDataset(paths, storedSelectionOf(manifest), options.cwd).catch((error: unknown) => {
    throw options.datasets === undefined ? movedDialogues(error, folder) : error;
  });
  const survey = await dataset.survey();
  if (survey.digest !== manifest.dataset.digest) {
    throw new HarnessError({
      code: 'E_DATASET_CHANGED',
      message: `the dialogues are not those of the run (${survey.digest}, the run had ${manifest.dataset.digest})`,
      file: folder,
      mend: 'give the former version with --dataset, or replay',
    });
  }
  const stored = StoredRecords.open(join(folder, RECORDS_FILE));
  return {
    folder,
    manifest,
    dataset,
    survey,
    metrics,
    recordsOf: (dialogue, trial) => recordsOf(stored, dialogue, trial, folder),
    close: () => stored.close(),
  };
}

/** A run folder knows its dialogues by their way from it; where it was moved alone, they have to be named. */
function movedDialogues(error: unknown, folder: string): unknown {
  if (!(error instanceof HarnessError) || error.problems[0]?.code !== 'E_FILE_MISSING') return error;
  return new HarnessError({
    code: 'E_FILE_MISSING',
    message: 'the dialogues of the run are no longer where they were',
    file: folder,
    mend: 'name them: --dataset PATH',
  });
}

/** A run that was broken off is half a run: nothing is judged by it. @throws HarnessError E_RUN_INCOMPLETE */
export function requireComplete({ manifest, folder }: StoredRun): void {
  if (manifest.state === 'complete') return;
  throw new HarnessError({
    code: 'E_RUN_INCOMPLETE',
    message: `the run is not complete (${manifest.state})`,
    file: folder,
    mend: 'finish it with `shopreplay run … --resume`',
  });
}

function recordsOf(stored: StoredRecords, dialogue: Dialogue, trial: number, folder: string): readonly TurnRecord[] {
  const records = stored.read(dialogue.id, trial, dialogue.turns.length);
  if (records !== undefined) return records;
  throw new HarnessError({
    code: 'E_RUN_INCOMPLETE',
    message: `the run has no records of ${keyLabel({ dialogue_id: dialogue.id, turn: 0, trial })} and what follows`,
    file: folder,
    mend: 'finish it with `shopreplay run … --resume`',
  });
}

function knownMetric(name: string, folder: string): Metric {
  const metric = metricNamed(name);
  if (metric !== undefined) return metric;
  throw new HarnessError({
    code: 'E_UNKNOWN_METRIC',
    message: `the run was scored by an unknown metric "${name}"`,
    file: folder,
  });
}
