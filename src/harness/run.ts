/** The main job: several bots over the same labelled dialogues, from files in to verdict out. */
import { randomUUID } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { metricInfo } from '../aggregate/index.js';
import { createBot } from '../bot/index.js';
import { moveSpec, openDataset } from '../dataset/index.js';
import { gatesFor, validateGates } from '../gate/index.js';
import {
  type BotPort,
  type BotReport,
  type Clock,
  type DatasetSurvey,
  type Gate,
  HarnessError,
  systemClock,
} from '../schema/index.js';
import { baselinesOf, defaultBaseline, type GateBaselines, movedBaselines, withBaseline } from './baseline.js';
import { BotPairs } from './bot-pairs.js';
import { type Finished, finishBot, finishGroup } from './finish.js';
import { runBot } from './run-bot.js';
import { assertNoGroup, folderName, openGroup } from './run-group.js';
import { manifestOf, selectionOf } from './run-manifest.js';
import type { RunObserver } from './run-observer.js';
import { autoResamples, type RunSettings, type SizedSettings } from './settings.js';

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

function defaultFolder(settings: RunSettings, survey: DatasetSurvey, clock: Clock): string {
  const time = clock
    .wall()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[:-]/g, '');
  const bots = settings.bots.map(({ config }) => folderName(config.name)).join('-vs-');
  // The tail keeps two runs of the same second apart.
  return join(
    'reports',
    `${time}-${bots}-${folderName(basename(survey.name))}`.slice(0, 110).concat(`-${randomUUID().slice(0, 4)}`),
  );
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

/**
 * Validates everything, then replays, scores, judges and writes. The baseline runs first.
 * @throws HarnessError for every mistake of the user's, before any bot is called where that is possible.
 */
export async function run(given: RunSettings, context: RunContext): Promise<RunResult> {
  const clock = context.clock ?? systemClock;
  const dataset = await openDataset(
    given.datasets.map(({ path, baseDir }) => moveSpec(path, baseDir, context.cwd)),
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
  const ports = new Map<string, BotPort>();
  // All of them before any is called: a misspelt second bot must not be found out after the first has run for an hour.
  for (const { config, baseDir } of settings.bots) {
    ports.set(config.name, await createBot(config, { baseDir, env: context.env ?? {}, now: () => clock.now() }));
  }
  const jobs = new Map<string, { readonly gates: readonly Gate[]; readonly baselines: GateBaselines }>();
  // The baselines of all gates, too, are read and held against the conditions before any bot is called.
  for (const { config } of order) {
    const botFolder = folders.get(config.name) as string;
    const own = gatesFor(settings.gates, config.name, several ? baseline : undefined);
    const path = settings.baseline ?? resolve(context.cwd, defaultBaseline(config.name, survey.name));
    const gates = movedBaselines(withBaseline(own, path), context.cwd, botFolder);
    const manifest = manifestOf(settings, survey, botFolder, gates)(ports.get(config.name) as BotPort);
    jobs.set(config.name, { gates, baselines: await baselinesOf(gates, manifest, { baseDir: botFolder, cwd: context.cwd }) });
  }
  if (several) {
    await openGroup(
      folder,
      settings.bots.map(({ config }) => config.name),
      baseline,
      settings.resume,
    );
  } else assertNoGroup(folder);

  const salt = randomUUID();
  const pairs = BotPairs.of([...folders.keys()], baseline);
  const finished = new Map<string, Awaited<ReturnType<typeof finishBot>>>();
  for (const { config } of order) {
    const { name } = config;
    const botFolder = folders.get(name) as string;
    const { gates, baselines } = jobs.get(name) as { gates: readonly Gate[]; baselines: GateBaselines };
    const result = await runBot({
      settings,
      bot: ports.get(name) as BotPort,
      dataset,
      folder: botFolder,
      manifest: manifestOf(settings, survey, botFolder, gates),
      pipeline: {
        gates,
        baselines,
        products: dataset.products,
        simulate: several && settings.uplift !== false,
        onScore: pairs?.listener(name, settings),
      },
      sliceNames: Object.keys(survey.slices),
      expected: { jobs: survey.dialogues * settings.trials, turns: survey.turns * settings.trials },
      clock,
      signal: context.signal ?? new AbortController().signal,
      observer: context.observer ?? {},
      salt,
    });
    finished.set(name, await finishBot(botFolder, result, { baseline: finished.get(baseline), pairs }, settings.reporters));
  }
  const reports = settings.bots.map(({ config }) => finished.get(config.name)?.report as BotReport);
  return { folder, ...(await finishGroup(folder, reports as [BotReport, ...BotReport[]], settings)) };
}

function withResamples(settings: RunSettings, survey: DatasetSurvey): SizedSettings {
  const { resamples } = settings;
  return { ...settings, resamples: resamples === 'auto' ? autoResamples(survey.turns * settings.trials) : resamples };
}
