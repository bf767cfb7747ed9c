/** Re-scoring: a stored run against its dialogues, without any bot. The summary comes out the same to the last byte. */
import { join, resolve } from 'node:path';
import type { BotReport } from '../schema/index.js';
import { baselinesOf } from './baseline.js';
import { BotPairs } from './bot-pairs.js';
import { CsvSinks } from './csv-sinks.js';
import { type Finished, type FinishedBot, finishBot, finishGroup } from './finish.js';
import type { ReporterName } from './reporter-names.js';
import type { BotRunResult } from './run-bot.js';
import { groupFolderOf, readGroup } from './run-group.js';
import { ScorePipeline } from './score-pipeline.js';
import { openStoredRun } from './stored-run.js';

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
  const pairs =
    group === undefined
      ? undefined
      : BotPairs.of(
          group.runs.map(({ bot }) => bot),
          group.baseline,
        );
  const order = folders.map((_, i) => i).sort((a, b) => Number(b === baseline) - Number(a === baseline));
  for (const i of order) {
    const path = folders[i] as string;
    const result = await scoreBot(path, options, pairs);
    finished.set(i, await finishBot(path, result, { baseline: finished.get(baseline), pairs }, options.reporters));
  }
  const reports = folders.map((_, i) => (finished.get(i) as FinishedBot).report) as [BotReport, ...BotReport[]];
  return {
    folder: top,
    ...(await finishGroup(top, reports, { reporters: options.reporters, inconclusive: reports[0].manifest.inconclusive })),
  };
}

async function scoreBot(folder: string, options: ScoreOptions, pairs: BotPairs | undefined): Promise<BotRunResult> {
  const run = await openStoredRun(folder, options);
  const { manifest } = run;
  const csv = options.reporters.includes('csv') ? await CsvSinks.open(folder, Object.keys(run.survey.slices)) : undefined;
  try {
    const gates = manifest.gates;
    const pipeline = new ScorePipeline({
      settings: { metrics: run.metrics, level: manifest.level, seed: manifest.seed, resamples: manifest.resamples },
      gates,
      baselines: await baselinesOf(gates, manifest, { baseDir: folder, cwd: options.cwd }),
      products: run.dataset.products,
      simulate: pairs !== undefined && manifest.uplift !== false,
      csv,
      onScore: pairs?.listener(manifest.bot.name, { ...manifest, metrics: run.metrics }),
    });
    for await (const batch of run.dataset.dialogues()) {
      for (const dialogue of batch) {
        for (let trial = 0; trial < manifest.trials; trial += 1) {
          const wait = pipeline.add({ dialogue, trial, records: run.recordsOf(dialogue, trial) });
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
    run.close();
  }
}
