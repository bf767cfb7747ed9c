/** The main job: several bots over the same labelled dialogues, from files in to verdict out. */
import { randomUUID } from 'node:crypto';
import { basename, join, relative, resolve } from 'node:path';
import { metricInfo } from '../aggregate/index.js';
import { openDataset } from '../dataset/index.js';
import { gatesFor, validateGates } from '../gate/index.js';
import { writeFileAtomic } from '../record/index.js';
import {
  type BotPort,
  type BotReport,
  type Clock,
  type DatasetSurvey,
  type Gate,
  GROUP_FORMAT_VERSION,
  HarnessError,
  RUN_FORMAT_VERSION,
  type RunGroup,
  type RunManifest,
  systemClock,
} from '../schema/index.js';
import { type Finished, finishBot, finishGroup } from './finish.js';
import { runBot } from './run-bot.js';
import type { RunObserver } from './run-observer.js';
import { autoResamples, type RunSettings, type SizedSettings } from './settings.js';
import { HARNESS_VERSION } from './version.js';

export const GROUP_FILE = 'runs.json';

export interface RunContext {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  /** Aborting it stops the run so that `resume` can finish it. */
  readonly signal?: AbortSignal;
  readonly observer?: RunObserver;
}

export interface RunResult extends Finished {
  /** The run folder, absolute. */
  readonly folder: string;
}

/** Folder-safe name of a bot: what a file system might read as something else is replaced. */
export function folderName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 64);
  return safe === '' ? 'bot' : safe;
}

function defaultFolder(settings: RunSettings, survey: DatasetSurvey, clock: Clock): string {
  const time = clock
    .wall()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[:-]/g, '');
  const bots = settings.bots.map(({ config }) => folderName(config.name)).join('-vs-');
  return join('reports', `${time}-${bots}-${folderName(basename(survey.name))}`.slice(0, 120));
}

function groundOf(settings: RunSettings, survey: DatasetSurvey): Parameters<typeof validateGates>[1] {
  return {
    metrics: settings.metrics.map(metricInfo),
    slices: survey.slices,
    bots: settings.bots.map(({ config }) => config.name),
  };
}

function baselineOf(settings: RunSettings): string {
  const names = settings.bots.map(({ config }) => config.name);
  const wanted = settings.uplift === false ? undefined : settings.uplift.baseline;
  if (wanted === undefined) return names[0] as string;
  if (!names.includes(wanted)) {
    throw new HarnessError({
      code: 'E_CONFIG',
      field: 'uplift.baseline',
      message: `unknown bot "${wanted}"`,
      expected: names.join(', '),
    });
  }
  return wanted;
}

function manifestOf(settings: SizedSettings, survey: DatasetSurvey, folder: string, gates: readonly Gate[]) {
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
      paths: settings.datasets.map(({ path, baseDir }) => relative(folder, resolve(baseDir, path)).split('\\').join('/')),
      ...(split === undefined ? {} : { split }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(limit === undefined ? {} : { limit }),
      ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
      dialogues: survey.dialogues,
      turns: survey.turns,
      families: survey.families,
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

/**
 * Validates everything, then replays, scores, judges and writes. The baseline runs first.
 * @throws HarnessError for every mistake of the user's, before any bot is called where that is possible.
 */
export async function run(given: RunSettings, context: RunContext): Promise<RunResult> {
  const clock = context.clock ?? systemClock;
  const dataset = await openDataset(
    given.datasets.map(({ path, baseDir }) => relative(context.cwd, resolve(baseDir, path)) || '.'),
    selectionOf(given),
    context.cwd,
  );
  const survey = await dataset.survey();
  const settings = withResamples(given, survey);
  validateGates(settings.gates, groundOf(settings, survey));
  const baseline = baselineOf(settings);
  context.observer?.surveyed?.(survey);
  const folder =
    settings.out === undefined
      ? resolve(context.cwd, defaultFolder(settings, survey, clock))
      : resolve(settings.out.baseDir, settings.out.path);
  const several = settings.bots.length > 1;
  const order = [...settings.bots].sort((a, b) => Number(b.config.name === baseline) - Number(a.config.name === baseline));
  const folders = new Map(order.map(({ config }) => [config.name, several ? join(folder, folderName(config.name)) : folder]));
  if (several) await writeGroup(folder, settings, baseline);

  const salt = randomUUID();
  const finished = new Map<string, Awaited<ReturnType<typeof finishBot>>>();
  for (const bot of order) {
    const { name } = bot.config;
    const botFolder = folders.get(name) as string;
    const gates = gatesFor(settings.gates, name, several ? baseline : undefined);
    const result = await runBot({
      settings,
      bot,
      dataset,
      folder: botFolder,
      manifest: manifestOf(settings, survey, botFolder, gates),
      pipeline: { gates, products: dataset.products, simulate: several && settings.uplift !== false },
      sliceNames: Object.keys(survey.slices),
      expected: { jobs: survey.dialogues * settings.trials, turns: survey.turns * settings.trials },
      clock,
      env: context.env ?? {},
      signal: context.signal ?? new AbortController().signal,
      observer: context.observer ?? {},
      salt,
    });
    finished.set(name, await finishBot(botFolder, result, finished.get(baseline), settings.reporters));
  }
  const reports = settings.bots.map(({ config }) => finished.get(config.name)?.report as BotReport);
  return { folder, ...(await finishGroup(folder, reports as [BotReport, ...BotReport[]], settings)) };
}

function withResamples(settings: RunSettings, survey: DatasetSurvey): SizedSettings {
  const { resamples } = settings;
  return { ...settings, resamples: resamples === 'auto' ? autoResamples(survey.turns * settings.trials) : resamples };
}

function selectionOf(settings: Pick<RunSettings, 'split' | 'pattern' | 'limit' | 'shard'>): Parameters<typeof openDataset>[1] {
  const { split, pattern, limit, shard } = settings;
  return {
    ...(split === undefined ? {} : { split }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(limit === undefined ? {} : { limit }),
    ...(shard === undefined ? {} : { shard }),
  };
}

async function writeGroup(folder: string, settings: RunSettings, baseline: string): Promise<void> {
  const runs = settings.bots.map(({ config }) => ({ bot: config.name, folder: folderName(config.name) }));
  const taken = runs.map((r) => r.folder);
  const twice = runs.find((r, i) => taken.indexOf(r.folder) !== i);
  if (twice !== undefined) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: `two bots share the folder name "${twice.folder}"`,
      mend: 'name them apart: --bot new=./bot.js',
    });
  }
  const group: RunGroup = { format_version: GROUP_FORMAT_VERSION, baseline, runs };
  await writeFileAtomic(join(folder, GROUP_FILE), `${JSON.stringify(group, null, 2)}\n`);
}
