/** Re-scoring: a stored run against its dialogues, without any bot. The summary comes out the same to the last byte. */
import { join, resolve } from 'node:path';
import { metricNamed } from '../aggregate/index.js';
import { moveSpec, openDataset } from '../dataset/index.js';
import { RECORDS_FILE, readManifest, StoredRecords } from '../record/index.js';
import { type BotReport, type Dialogue, HarnessError, keyLabel, type TurnRecord } from '../schema/index.js';
import { CsvSinks } from './csv-sinks.js';
import { type Finished, type FinishedBot, finishBot, finishGroup } from './finish.js';
import type { ReporterName } from './reporter-names.js';
import type { BotRunResult } from './run-bot.js';
import { groupFolderOf, readGroup } from './run-group.js';
import { storedSelectionOf } from './run-manifest.js';
import { ScorePipeline } from './score-pipeline.js';

export interface ScoreOptions {
  readonly cwd: string;
  readonly reporters: readonly ReporterName[];
  /** Dialogues to score against, when they are no longer where they were. */
  readonly datasets?: readonly string[];
}

/**
 * Re-scores a run folder. A bot's folder inside a run of several is scored together with the others, because its simulated
 * uplift stands against the baseline.
 * @throws HarnessError E_FILE_MISSING, E_RUN_FORMAT, E_RUN_INCOMPLETE, E_DATASET_CHANGED, E_DUPLICATE_RECORD
 */
export async function score(folder: string, options: ScoreOptions): Promise<Finished & { readonly folder: string }> {
  const given = resolve(options.cwd, folder);
  const top = (await groupFolderOf(given)) ?? given;
  const group = await readGroup(top);
  const folders = group === undefined ? [top] : group.runs.map((run) => join(top, run.folder));
  const baseline = group?.runs.findIndex((run) => run.bot === group.baseline) ?? -1;
  const finished = new Map<number, FinishedBot>();
  const order = folders.map((_, i) => i).sort((a, b) => Number(b === baseline) - Number(a === baseline));
  for (const i of order) {
    const path = folders[i] as string;
    const result = await scoreBot(path, options, group !== undefined);
    finished.set(i, await finishBot(path, result, finished.get(baseline), options.reporters));
  }
  const reports = folders.map((_, i) => (finished.get(i) as FinishedBot).report) as [BotReport, ...BotReport[]];
  return {
    folder: top,
    ...(await finishGroup(top, reports, { reporters: options.reporters, inconclusive: reports[0].manifest.inconclusive })),
  };
}

async function scoreBot(folder: string, options: ScoreOptions, several: boolean): Promise<BotRunResult> {
  const manifest = await readManifest(folder);
  const paths = options.datasets ?? manifest.dataset.paths.map((path) => moveSpec(path, folder, options.cwd));
  const dataset = await openDataset(paths, storedSelectionOf(manifest), options.cwd);
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
  const csv = options.reporters.includes('csv') ? await CsvSinks.open(folder, Object.keys(survey.slices)) : undefined;
  try {
    const pipeline = new ScorePipeline({
      settings: {
        metrics: manifest.metrics.map((name) => knownMetric(name, folder)),
        level: manifest.level,
        seed: manifest.seed,
        resamples: manifest.resamples,
      },
      gates: manifest.gates,
      products: dataset.products,
      simulate: several && manifest.uplift !== false,
      csv,
    });
    for await (const batch of dataset.dialogues()) {
      for (const dialogue of batch) {
        for (let trial = 0; trial < manifest.trials; trial += 1) {
          const wait = pipeline.add({ dialogue, trial, records: recordsOf(stored, dialogue, trial, folder) });
          if (wait !== undefined) await wait;
        }
      }
    }
    await csv?.finish();
    return { manifest, scored: pipeline.finish(manifest) };
  } catch (error) {
    await csv?.discard();
    throw error;
  } finally {
    stored.close();
  }
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

function knownMetric(name: string, folder: string) {
  const metric = metricNamed(name);
  if (metric !== undefined) return metric;
  throw new HarnessError({
    code: 'E_UNKNOWN_METRIC',
    message: `the run uses "${name}", which this version does not know`,
    file: folder,
  });
}
