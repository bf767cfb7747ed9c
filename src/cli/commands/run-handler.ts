/** Flags of `run` → settings → the harness → stdout and exit code. */

import { loadConfig, parseBotSpec, type RunFlags, resolveSettings, run } from '../../harness/index.js';
import { type BotConfig, EXIT, HarnessError } from '../../schema/index.js';
import { enterBotQuarters } from '../bot-quarters.js';
import { parseGateFlag } from '../gate-flag.js';
import { dataView, progressView } from '../progress-view.js';
import { ReportOutput } from '../report-output.js';
import type { RunArguments } from './run-options.js';

const NUMBERS = ['trials', 'maxConcurrency', 'timeout', 'retries', 'maxErrorRate', 'bail', 'limit', 'seed', 'resamples'] as const;
/** Smallest value, largest value, whole numbers only. */
const LIMITS: Readonly<Record<(typeof NUMBERS)[number], readonly [number, number, boolean]>> = {
  trials: [1, 1000, true],
  maxConcurrency: [1, 1024, true],
  timeout: [1, 86_400_000, false],
  retries: [0, 10, true],
  maxErrorRate: [0, 1, false],
  bail: [1, Number.MAX_SAFE_INTEGER, true],
  limit: [1, Number.MAX_SAFE_INTEGER, true],
  seed: [0, 0xffffffff, true],
  resamples: [0, 100_000, true],
};

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function numbersOf(argv: RunArguments): Partial<Record<(typeof NUMBERS)[number], number>> {
  const problems: [string, string][] = [];
  const entries = NUMBERS.flatMap((name) => {
    const value: unknown = argv[name];
    if (value === undefined) return [];
    if (Array.isArray(value)) throw new HarnessError({ code: 'E_USAGE', message: `--${kebab(name)} is given more than once` });
    const [least, most, whole] = LIMITS[name];
    if (
      typeof value !== 'number' ||
      Number.isNaN(value) ||
      value < least ||
      value > most ||
      (whole && !Number.isInteger(value))
    ) {
      problems.push([
        kebab(name),
        `${whole ? 'a whole number' : 'a number'} from ${least} to ${most === Number.MAX_SAFE_INTEGER ? 'any size' : most}`,
      ]);
    }
    return [[name, value as number]];
  });
  const [first, ...rest] = problems.map(([name, expected]) => ({
    code: 'E_USAGE' as const,
    message: `--${name} has no usable value`,
    expected,
  }));
  if (first !== undefined) throw new HarnessError([first, ...rest]);
  return Object.fromEntries(entries);
}

function shardOf(text: string | undefined): RunFlags['shard'] {
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new HarnessError({ code: 'E_USAGE', message: `cannot read --shard "${text}"`, expected: 'INDEX/COUNT, such as 1/3' });
}

/** Two bots from files of one name need names apart only when the user gave none. */
function botsOf(specs: readonly string[] | undefined): readonly BotConfig[] | undefined {
  return specs === undefined || specs.length === 0 ? undefined : specs.map(parseBotSpec);
}

function flagsOf(argv: RunArguments): RunFlags {
  const bots = botsOf(argv.bot);
  const shard = shardOf(argv.shard);
  const given = {
    bots,
    datasets: argv.dataset,
    out: argv.out,
    resume: argv.resume,
    split: argv.split,
    history: argv.history,
    pattern: argv.pattern,
    shard,
    metrics: argv.metric,
    gates: argv.gate?.map(parseGateFlag),
    baseline: argv.baseline,
    inconclusive: argv.inconclusive,
    uplift: argv.uplift === false ? (false as const) : undefined,
    reporters: argv.reporter,
    ...numbersOf(argv),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as RunFlags;
}

export async function handleRun(argv: RunArguments): Promise<void> {
  const cwd = process.cwd();
  const settings = resolveSettings(flagsOf(argv), await loadConfig(argv.config, cwd), cwd);
  const output = new ReportOutput(settings.reporters, argv.outputFile);
  await output.prepare(cwd);
  if (settings.resume && settings.out === undefined) {
    throw new HarnessError({ code: 'E_USAGE', message: '--resume needs to know which run', mend: 'add --out FOLDER' });
  }
  const progress = argv.progress ? await progressView(process.stderr.isTTY === true, () => performance.now()) : undefined;
  const stop = new AbortController();
  const exit = process.exit.bind(process);
  const quarters = enterBotQuarters(() => stop.abort());
  const onSignal = () => {
    if (stop.signal.aborted) exit(EXIT.infrastructure);
    process.stderr.write('\nStopping; what was done is kept. Once more to stop at once.\n');
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const result = await run(settings, {
      cwd,
      env: process.env,
      signal: stop.signal,
      observer: progress ?? dataView,
    });
    progress?.end();
    quarters.leave();
    await output.write(result.report, cwd);
    process.stderr.write(`Run folder: ${output.shownPath(result.folder, cwd)}\n`);
    process.exitCode = result.exitCode;
  } catch (error) {
    throw quarters.stray() ?? error;
  } finally {
    progress?.end();
    quarters.leave();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
