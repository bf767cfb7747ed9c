/** The settings of a run: defaults, overlaid by the configuration file, overlaid by flags. */
import { resolve } from 'node:path';
import { METRIC_NAMES, METRICS, type Metric, metricNamed } from '../aggregate/index.js';
import {
  type BotConfig,
  type Config,
  type Gate,
  HarnessError,
  type HistoryMode,
  nearest,
  type UpliftConfig,
} from '../schema/index.js';
import { DEFAULT_REPORTERS, REPORTER_NAMES, type ReporterName } from './reporter-names.js';

/** What flags can say beyond the configuration file. Paths here are relative to the working directory. */
export interface RunFlags extends Omit<Config, 'bots' | 'datasets' | 'metrics' | 'reporters'> {
  readonly bots?: readonly BotConfig[];
  readonly datasets?: readonly string[];
  readonly metrics?: readonly string[];
  readonly reporters?: readonly string[];
  readonly pattern?: string;
  readonly limit?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly resume?: boolean;
  readonly bail?: number;
  /** Of the gates that need one and name none. */
  readonly baseline?: string;
}

/** A path with the folder that it is relative to. */
export interface Located {
  readonly path: string;
  readonly baseDir: string;
}

export interface RunSettings {
  readonly bots: readonly { readonly config: BotConfig; readonly baseDir: string }[];
  readonly datasets: readonly Located[];
  readonly split?: string;
  readonly pattern?: string;
  readonly limit?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly history: HistoryMode;
  readonly trials: number;
  readonly seed: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly maxConcurrency: number;
  readonly maxErrorRate: number;
  readonly metrics: readonly Metric[];
  /** auto: as many as {@link autoResamples} says, once the size of the data is known. */
  readonly resamples: number | 'auto';
  readonly level: number;
  /** Paths of baselines are absolute. */
  readonly gates: readonly Gate[];
  /** Of the gates that need one and name none; absolute. */
  readonly baseline?: string;
  readonly inconclusive: 'pass' | 'fail' | 'inconclusive';
  readonly uplift: UpliftConfig | false;
  readonly reporters: readonly ReporterName[];
  /** The run folder; named after time, bot and dataset when absent. */
  readonly out?: Located;
  readonly resume: boolean;
  /** Stop after so many failed calls; absent: never. */
  readonly bail?: number;
}

/** Settings whose number of resamples is known. */
export type SizedSettings = RunSettings & { readonly resamples: number };

export const DEFAULTS = {
  history: 'gold',
  trials: 1,
  seed: 0,
  timeout: 30_000,
  retries: 2,
  maxConcurrency: 4,
  maxErrorRate: 0.05,
  resamples: 'auto',
  level: 0.95,
  inconclusive: 'inconclusive',
} as const;

const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 200;
/** Turns × resamples that are worth their time. */
const RESAMPLED_TURNS = 2e7;

/**
 * Bootstrap resamples for so many turns: 1000, and fewer from 20,000 turns on, down to 200. There an interval is so narrow
 * that the scatter of its ends no longer matters, while each resample costs more.
 */
export function autoResamples(turns: number): number {
  return Math.round(Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, RESAMPLED_TURNS / Math.max(1, turns))));
}

/** Patterns × families that are worth their time. */
const PATTERN_BUDGET = 1e7;
const [LEAST_PATTERNS, MOST_PATTERNS] = [999, 9999];

/** Sign patterns or swaps at most that a test draws for so many families. */
export function autoPatterns(families: number): number {
  return Math.round(Math.min(MOST_PATTERNS, Math.max(LEAST_PATTERNS, PATTERN_BUDGET / families)));
}

/** Stands beside every simulated number when the configuration does not say otherwise. */
export const DEFAULT_UPLIFT: UpliftConfig = { window: '24h', purchase: 'order', denominator: 'consultations' };

function chosen<T>(
  names: readonly string[] | undefined,
  all: readonly T[],
  find: (name: string) => T | undefined,
  wrong: (name: string) => HarnessError,
): readonly T[] {
  if (names === undefined) return all;
  return names.map((name) => {
    const found = find(name);
    if (found === undefined) throw wrong(name);
    return found;
  });
}

/** Every metric but those of more trials than there are; named, they stay, and say that they are undefined. */
function metricsFor(trials: number): readonly Metric[] {
  return METRICS.filter((metric) => (metric.trials ?? 1) <= trials);
}

function unknownMetric(name: string): HarnessError {
  return new HarnessError({
    code: 'E_UNKNOWN_METRIC',
    message: `unknown metric "${name}"`,
    mend: `did you mean ${nearest(name, METRIC_NAMES)}? \`shopreplay metrics\` lists them`,
  });
}

/** {@link DEFAULT_REPORTERS} when none is named. @throws HarnessError E_UNKNOWN_REPORTER */
export function chosenReporters(names: readonly string[] | undefined): readonly ReporterName[] {
  return chosen(names, DEFAULT_REPORTERS, (name) => REPORTER_NAMES.find((known) => known === name), unknownReporter);
}

function unknownReporter(name: string): HarnessError {
  return new HarnessError({
    code: 'E_UNKNOWN_REPORTER',
    message: `unknown reporter "${name}"`,
    expected: REPORTER_NAMES.join(', '),
  });
}

/**
 * @param loaded the configuration file with its folder; paths in it are relative to that folder.
 * @throws HarnessError E_USAGE (no bot, no dataset, two bots of one name), E_UNKNOWN_METRIC, E_UNKNOWN_REPORTER
 */
export function resolveSettings(
  flags: RunFlags,
  loaded: { readonly config: Config; readonly baseDir: string } | undefined,
  cwd: string,
): RunSettings {
  const config: Config = loaded?.config ?? {};
  const baseDir = loaded?.baseDir ?? cwd;
  const bots =
    flags.bots?.map((bot) => ({ config: bot, baseDir: cwd })) ?? config.bots?.map((bot) => ({ config: bot, baseDir })) ?? [];
  const datasets =
    flags.datasets?.map((path) => ({ path, baseDir: cwd })) ?? config.datasets?.map((path) => ({ path, baseDir })) ?? [];
  requireInput(
    bots.map((bot) => bot.config.name),
    datasets.length,
  );
  const out =
    flags.out === undefined
      ? config.out === undefined
        ? undefined
        : { path: config.out, baseDir }
      : { path: flags.out, baseDir: cwd };
  const setting = <K extends keyof typeof DEFAULTS & keyof Config>(key: K) => flags[key] ?? config[key] ?? DEFAULTS[key];
  // A split of the configuration is one of its own datasets.
  const split = flags.split ?? (flags.datasets === undefined ? config.split : undefined);
  const optional = {
    ...(split === undefined ? {} : { split }),
    ...(flags.pattern === undefined ? {} : { pattern: flags.pattern }),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.shard === undefined ? {} : { shard: flags.shard }),
    ...(flags.bail === undefined ? {} : { bail: flags.bail }),
    ...(out === undefined ? {} : { out }),
  };
  return {
    bots,
    datasets,
    ...optional,
    history: setting('history') as HistoryMode,
    trials: setting('trials') as number,
    seed: setting('seed') as number,
    timeoutMs: setting('timeout') as number,
    retries: setting('retries') as number,
    maxConcurrency: setting('maxConcurrency') as number,
    maxErrorRate: setting('maxErrorRate') as number,
    metrics: chosen(flags.metrics ?? config.metrics, metricsFor(setting('trials') as number), metricNamed, unknownMetric),
    resamples: setting('resamples') as number | 'auto',
    level: DEFAULTS.level,
    gates: located(flags.gates, cwd) ?? located(config.gates, baseDir) ?? [],
    ...(flags.baseline === undefined ? {} : { baseline: resolve(cwd, flags.baseline) }),
    inconclusive: setting('inconclusive') as RunSettings['inconclusive'],
    uplift: flags.uplift ?? config.uplift ?? DEFAULT_UPLIFT,
    reporters: chosenReporters(flags.reporters ?? config.reporters),
    resume: flags.resume ?? false,
  };
}

function located(gates: readonly Gate[] | undefined, baseDir: string): Gate[] | undefined {
  return gates?.map((gate) => (gate.baseline === undefined ? gate : { ...gate, baseline: resolve(baseDir, gate.baseline) }));
}

function requireInput(names: readonly string[], datasets: number): void {
  if (names.length === 0) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: 'no bot',
      mend: 'add --bot ./bot.js (or http://…, openai:MODEL@http://host/v1, "stdio:python3 bot.py", transcript:FILE), or bots: to the configuration',
    });
  }
  if (datasets === 0) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: 'no dataset',
      mend: 'add --dataset FILE-OR-FOLDER, or datasets: to the configuration',
    });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: `two bots are called "${twice}"`,
      mend: 'name them apart: --bot new=./bot.js',
    });
  }
}
