/** `judge RUN`: asks a language model about the replies of a stored run. The run itself stays as it is. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decideGates, exitCodeOf, overallVerdict } from '../gate/index.js';
import {
  AnswerStore,
  JUDGE_METRIC_NAMES,
  type JudgedItem,
  judgeRun,
  type ModelEndpoint,
  openEndpoint,
  QuestionAsker,
  readRatings,
  storedAnswer,
} from '../judge/index.js';
import { StagedOutput } from '../record/index.js';
import {
  type ExitCode,
  type Gate,
  type GateResult,
  HarnessError,
  isAgainstBaseline,
  type JudgeConfig,
  type JudgeSummary,
  type Problem,
} from '../schema/index.js';
import { judgeItems, sampleOf } from './judge-items.js';
import { openStoredRun, type StoredRun } from './stored-run.js';
import { sameSlice } from './summarise.js';

export interface JudgeOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: JudgeConfig;
  /** Paths of the configuration are relative to this folder. */
  readonly baseDir: string;
  readonly datasets?: readonly string[] | undefined;
  /** Another run on the same dialogues, to compare reply by reply. */
  readonly against?: string | undefined;
  /** Ask nothing: every answer must be in the cache. */
  readonly offline?: boolean | undefined;
  /** Judge a random part of so many turns. */
  readonly sample?: number | undefined;
  readonly seed?: number | undefined;
  readonly onProgress?: ((judged: number) => void) | undefined;
}

export interface JudgeResult {
  readonly folder: string;
  readonly summary: JudgeSummary;
  readonly exitCode: ExitCode;
}

const SUMMARY_FILE = 'judge.json';
const JUDGEMENTS_FILE = 'judgements.jsonl';
const DEFAULT_CACHE = 'judge-cache';
const LEVEL = 0.95;
const OFFLINE_WIDTH = 16;

/**
 * Writes judge.json and judgements.jsonl into the run folder.
 * @throws HarnessError E_UNLIKE_RUNS, E_UNKNOWN_METRIC, E_JUDGE_CACHE (offline, and answers are missing), E_MODEL (no answer at all),
 *   and what reading run, dialogues, ratings and cache throws.
 */
export async function judge(folder: string, options: JudgeOptions): Promise<JudgeResult> {
  const { cwd, config, baseDir, datasets } = options;
  validateJudgeGates(config.gates ?? []);
  const path = resolve(cwd, folder);
  const run = await openStoredRun(path, { cwd, datasets });
  try {
    const against =
      options.against === undefined ? undefined : await openStoredRun(resolve(cwd, options.against), { cwd, datasets });
    try {
      if (against !== undefined) assertAlike(run, against);
      return await judged(run, against, options, resolve(baseDir, config.cache ?? DEFAULT_CACHE));
    } finally {
      against?.close();
    }
  } finally {
    run.close();
  }
}

async function judged(
  run: StoredRun,
  against: StoredRun | undefined,
  options: JudgeOptions,
  cache: string,
): Promise<JudgeResult> {
  const { config, baseDir, env, offline = false, seed = 0 } = options;
  const { manifest } = run;
  const rubric = config.rubric_file === undefined ? undefined : await rubricText(baseDir, config.rubric_file);
  const ratings =
    config.ratings === undefined ? [] : await readRatings(resolve(baseDir, config.ratings), config.ratings, manifest.bot.name);
  const store = await AnswerStore.open(cache, storedAnswer);
  const endpoint: ModelEndpoint | undefined = offline ? undefined : openEndpoint(config, 'judge', env);
  const output = new StagedOutput(run.folder, 'folder');
  try {
    let done = 0;
    const found = await judgeRun(await chosen(run, against, options), {
      bot: manifest.bot.name,
      datasetDigest: manifest.dataset.digest,
      config,
      rubric,
      asker: new QuestionAsker(store, endpoint),
      width: endpoint?.maxInFlight ?? OFFLINE_WIDTH,
      ratings,
      against: against?.manifest.bot.name,
      level: LEVEL,
      seed,
      onJudgement: (judgement) => {
        output.write(JUDGEMENTS_FILE, `${JSON.stringify(judgement)}\n`);
        done += 1;
        options.onProgress?.(done);
      },
    });
    assertAnswered(found, offline, cache);
    const gates = judgeGates(config.gates ?? [], found);
    const summary: JudgeSummary = { ...found, gates };
    output.write(SUMMARY_FILE, `${JSON.stringify(summary, null, 2)}\n`);
    output.commit();
    return { folder: run.folder, summary, exitCode: exitCodeOf(overallVerdict(gates.map(({ verdict }) => verdict))) };
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    await endpoint?.close();
  }
}

async function chosen(run: StoredRun, against: StoredRun | undefined, { sample, seed = 0 }: JudgeOptions) {
  if (sample === undefined) return judgeItems(run, against);
  const isChosen = await sampleOf(run, sample, seed);
  return (async function* (): AsyncGenerator<JudgedItem> {
    for await (const item of judgeItems(run, against)) if (isChosen(item)) yield item;
  })();
}

async function rubricText(baseDir: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(baseDir, file), 'utf8');
  } catch (cause) {
    const message = 'the rubric cannot be read';
    throw new HarnessError(
      { code: 'E_FILE_MISSING', message, file, field: 'judge.rubric_file', mend: 'check the path' },
      { cause },
    );
  }
}

/** The same turns in the same trials: otherwise replies would be compared that answer different things. */
function assertAlike(run: StoredRun, against: StoredRun): void {
  const [a, b] = [run.manifest, against.manifest];
  const unlike = [
    a.dataset.digest === b.dataset.digest ? undefined : 'dialogues',
    a.trials === b.trials ? undefined : 'trials',
    a.history === b.history ? undefined : 'history',
  ].filter((name) => name !== undefined);
  if (unlike.length === 0) return;
  const message = `the two runs differ in their ${unlike.join(', ')}`;
  throw new HarnessError({ code: 'E_UNLIKE_RUNS', message, file: against.folder, mend: 'replay both bots alike' });
}

/** @throws HarnessError when the judge said nothing at all, or offline not everything. */
function assertAnswered({ counts, notes }: Pick<JudgeSummary, 'counts' | 'notes'>, offline: boolean, cache: string): void {
  if (offline && counts.failed > 0) {
    const message = `${counts.failed} of ${counts.turns} turns have no usable answer in the cache`;
    throw new HarnessError({
      code: 'E_JUDGE_CACHE',
      message,
      file: cache,
      mend: 'run once without --offline, and keep the cache',
    });
  }
  if (counts.failed > 0 && counts.judged === 0) {
    const message = notes[0] ?? 'the judge gave no usable answer';
    throw new HarnessError({
      code: 'E_MODEL',
      message,
      field: 'judge',
      mend: 'check base_url, model and api_key, and that the server runs',
    });
  }
}

/** A judge that people have not confirmed decides nothing. */
function judgeGates(
  gates: readonly Gate[],
  { estimates, validation }: Pick<JudgeSummary, 'estimates' | 'validation'>,
): GateResult[] {
  if (!validation.validated) {
    const reason = `the judge is not validated (${validation.reason})`;
    return gates.map((gate) => ({ gate, verdict: 'invalid', reason }));
  }
  return decideGates(
    gates.map((gate) => ({
      gate,
      estimate: estimates.find(({ metric, slice }) => metric === gate.metric && sameSlice(slice, gate.slice ?? {})),
    })),
  );
}

function validateJudgeGates(gates: readonly Gate[]): void {
  const [first, ...rest] = gates.flatMap((gate, index): Problem[] => {
    const field = `judge.gates[${index}]`;
    if (isAgainstBaseline(gate))
      return [
        {
          code: 'E_GATE',
          field,
          message: 'the judge knows no baseline',
          expected: 'min or max',
          mend: 'compare two runs with --against',
        },
      ];
    if (JUDGE_METRIC_NAMES.includes(gate.metric)) return [];
    const message = `"${gate.metric}" is no metric of the judge`;
    return [{ code: 'E_UNKNOWN_METRIC', field: `${field}.metric`, message, expected: JUDGE_METRIC_NAMES.join(', ') }];
  });
  if (first !== undefined) throw new HarnessError([first, ...rest]);
}
