/** Stored runs, compared: all scored by today's scorers in one pass over the same dialogues, so that their signatures agree. */
import { join, resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import {
  type Aggregate,
  comparePool,
  leaderboard,
  METRIC_NAMES,
  METRICS,
  type Metric,
  measureSlice,
  metricNamed,
  type PoolSlice,
  RunPool,
  type Section,
  undefinedReasons,
} from '../aggregate/index.js';
import {
  COMPARISON_FORMAT_VERSION,
  type Comparison,
  type Condition,
  type Dialogue,
  type Difference,
  type DifferenceVerdict,
  HarnessError,
  type Leaderboard,
  type Problem,
  type ScoredDialogue,
  type SliceRef,
  sliceLabel,
} from '../schema/index.js';
import { dialoguesOf, type HasDialogue } from './common-keys.js';
import { conditionsOf, unlikeConditions } from './conditions.js';
import { readGroup } from './run-group.js';
import { SCORER_SIGNATURES, Scoring } from './scoring.js';
import { autoResamples } from './settings.js';
import { openStoredRun, requireComplete, type StoredRun } from './stored-run.js';
import { TurnChanges } from './turn-changes.js';

export interface CompareOptions {
  readonly cwd: string;
  /** The dialogues, when they are no longer where they were. */
  readonly datasets?: readonly string[];
  /** Those of the runs by default. */
  readonly metrics?: readonly string[];
  /** Beside everything: every slice by default. */
  readonly slices?: readonly SliceRef[];
  /** For shares and scores; times have a twentieth of the baseline's value. */
  readonly margin?: number;
  /** By metric. */
  readonly margins?: ReadonlyMap<string, number>;
  readonly level?: number;
  readonly seed?: number;
  readonly resamples?: number;
  /** In what the runs may differ. */
  readonly allowed?: readonly Condition[];
}

/** Read by {@link TurnChanges}, whatever the metrics. */
const WRONGNESS: readonly Section[] = ['intent', 'relevance', 'abstention', 'handoff'];
/** Patterns × families that are worth their time. */
const PATTERN_BUDGET = 1e7;
const PATTERNS = { least: 999, most: 9999 } as const;
/** Metrics that get a leaderboard when none is named. */
const RANKED: readonly string[] = ['intent.accuracy', 'relevance.mean', 'relevance.critical_error_rate', 'latency.p95_ms'];

/**
 * @param folders the baseline, then the candidates; the folder of a run of several bots stands for all of them, its baseline first.
 * @throws HarnessError E_USAGE, E_UNLIKE_RUNS, E_RUN_INCOMPLETE, E_UNKNOWN_METRIC, E_UNKNOWN_SLICE and those of a run folder.
 */
export async function compare(folders: readonly string[], options: CompareOptions): Promise<Comparison> {
  const paths = (await Promise.all(folders.map((folder) => foldersIn(resolve(options.cwd, folder))))).flat();
  if (paths.length < 2) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: 'one run alone compares with nothing',
      mend: 'name a baseline and a candidate',
    });
  }
  const runs: StoredRun[] = [];
  try {
    for (const path of paths) {
      const run = await openStoredRun(path, options);
      runs.push(run);
      requireComplete(run);
    }
    return await compareRuns(runs as [StoredRun, ...StoredRun[]], options);
  } finally {
    for (const run of runs) run.close();
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const group = await readGroup(folder);
  if (group === undefined) return [folder];
  const first = group.runs.filter(({ bot }) => bot === group.baseline);
  return [...first, ...group.runs.filter(({ bot }) => bot !== group.baseline)].map((run) => join(folder, run.folder));
}

async function compareRuns(runs: readonly [StoredRun, ...StoredRun[]], options: CompareOptions): Promise<Comparison> {
  const [baseline, ...candidates] = runs;
  const names = namesOf(runs);
  const allowed = refuseUnlike(runs, names, options.allowed ?? []);
  const metrics = chosenMetrics(runs, options);
  const { manifest } = baseline;
  const trials = Math.min(...runs.map((run) => run.manifest.trials));
  const level = options.level ?? manifest.level;
  const seed = options.seed ?? manifest.seed;
  const resamples = options.resamples ?? autoResamples(baseline.survey.turns * trials);
  const pool = new RunPool(runs.length, { metrics, level, seed, resamples: 0, scorerSignatures: SCORER_SIGNATURES });
  const scoring = new Scoring(metrics, baseline.dataset.products, WRONGNESS);
  const shared = await sharedDialogues(runs, allowed);
  const changes = candidates.map(() => new TurnChanges());
  const counts = { dialogues: 0, families: 0, keys: 0 };
  for await (const batch of baseline.dataset.dialogues()) {
    for (const dialogue of batch) {
      if (!shared(dialogue)) continue;
      counts.dialogues += 1;
      counts.keys += dialogue.turns.length * trials;
      for (let trial = 0; trial < trials; trial += 1) {
        const scored = runs.map((run) => scoredBy(scoring, run, dialogue, trial));
        pool.add(scored.map(({ score }) => score));
        for (const [i, change] of changes.entries()) change.see(scored[0] as ScoredDialogue, scored[i + 1] as ScoredDialogue);
      }
    }
  }
  if (counts.dialogues === 0) throw new HarnessError({ code: 'E_UNLIKE_RUNS', message: 'the runs have no dialogue in common' });
  const aggregates = pool.finish();
  const overall = pool.sliceOf({});
  const patterns = Math.round(Math.min(PATTERNS.most, Math.max(PATTERNS.least, PATTERN_BUDGET / overall.families)));
  const slices = [overall, ...chosenSlices(pool, options).map((ref) => pool.sliceOf(ref))];
  const reasons = aggregates.map(({ estimates }) => undefinedReasons(estimates));
  const measuring = { level, seed, resamples, patterns };
  const compared = candidates.map((_, i) =>
    comparePool(slices, [0, i + 1], {
      ...measuring,
      metrics,
      margins: options.margins ?? new Map(),
      ...(options.margin === undefined ? {} : { margin: options.margin }),
      // A conjunction of slices was not estimated by itself; what a bot never exposes is undefined everywhere.
      reasonOf: (run, { name }, ref) =>
        reasons[run]?.get(`${name} ${sliceLabel(ref)}`) ?? exposureReason(aggregates[run], name, reasons[run]),
      signature: (metric) => signatureIn(aggregates[0] as Aggregate, metric),
    }),
  );
  return {
    format_version: COMPARISON_FORMAT_VERSION,
    dataset: manifest.dataset.name,
    dataset_digest: manifest.dataset.digest,
    history: manifest.history,
    level,
    seed,
    resamples,
    counts: { ...counts, families: overall.families },
    allowed: [...allowed],
    runs: runs.map((run, i) => ({
      name: names[i] as string,
      bot: run.manifest.bot.name,
      history: run.manifest.history,
      trials: run.manifest.trials,
    })),
    candidates: candidates.map((_, i) =>
      candidateOf(names[i + 1] as string, compared[i] as Difference[], changes[i] as TurnChanges),
    ),
    leaderboards: runs.length < 3 ? [] : leaderboards(overall, names, metrics, options, measuring, reasons),
    notes: notesOf(runs, counts.dialogues, allowed),
  };
}

function scoredBy(scoring: Scoring, run: StoredRun, dialogue: Dialogue, trial: number): ScoredDialogue {
  const records = run.recordsOf(dialogue, trial);
  return { dialogue, trial, records, score: scoring.score(dialogue, records, trial) };
}

/** The bots' names; runs of one bot are told apart by their folders, and by number where those are the same, too. */
function namesOf(runs: readonly StoredRun[]): string[] {
  const bots = runs.map(({ manifest }) => manifest.bot.name);
  const names = bots.map((bot, i) => {
    const isAlone = bots.indexOf(bot) === bots.lastIndexOf(bot);
    const folder = runs[i]?.folder.split(/[\\/]/).at(-1) ?? '';
    return isAlone ? bot : folder === bot ? bot : `${bot} (${folder})`;
  });
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} #${i + 1}`));
}

/** @returns what is allowed and differs. @throws HarnessError E_UNLIKE_RUNS naming everything else that differs. */
function refuseUnlike(
  runs: readonly [StoredRun, ...StoredRun[]],
  names: readonly string[],
  allowed: readonly Condition[],
): Set<Condition> {
  const [baseline, ...candidates] = runs;
  const found = new Set<Condition>();
  const problems: Problem[] = [];
  candidates.forEach((run, i) => {
    for (const { condition, message } of unlikeConditions(conditionsOf(baseline.manifest), conditionsOf(run.manifest))) {
      if (allowed.includes(condition)) found.add(condition);
      else {
        problems.push({
          code: 'E_UNLIKE_RUNS',
          message: `${names[i + 1]} cannot be compared with ${names[0]}: ${message}`,
          mend: `replay one of them, or say --allow-unlike ${condition}`,
        });
      }
    }
  });
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HarnessError([first, ...rest]);
  return found;
}

/** Where the dialogues may differ, those that all runs have. */
async function sharedDialogues(
  runs: readonly [StoredRun, ...StoredRun[]],
  allowed: ReadonlySet<Condition>,
): Promise<HasDialogue> {
  if (!allowed.has('dataset') && !allowed.has('selection')) return () => true;
  const all = await Promise.all(runs.slice(1).map(dialoguesOf));
  return (dialogue) => all.every((has) => has(dialogue));
}

function chosenMetrics(runs: readonly StoredRun[], { metrics, margins }: CompareOptions): readonly Metric[] {
  const known = (name: string): Metric => {
    const metric = metricNamed(name);
    if (metric !== undefined) return metric;
    throw new HarnessError({
      code: 'E_UNKNOWN_METRIC',
      message: `unknown metric "${name}"`,
      mend: `did you mean ${closest(name, [...METRIC_NAMES])}? \`shopreplay metrics\` lists them`,
    });
  };
  for (const name of margins?.keys() ?? []) known(name);
  if (metrics !== undefined) return [...new Set(metrics.map(known))];
  const all = new Set(runs.flatMap((run) => run.metrics));
  return METRICS.filter((metric) => all.has(metric));
}

/** @throws HarnessError E_UNKNOWN_SLICE when a slice that was asked for has no member. */
function chosenSlices(pool: RunPool, { slices }: CompareOptions): readonly SliceRef[] {
  if (slices === undefined) return pool.slices;
  const labels = pool.slices.map(sliceLabel);
  for (const ref of slices) {
    const missing = Object.entries(ref)
      .map(([name, value]) => `${name}=${value}`)
      .find((label) => !labels.includes(label));
    const isEmpty = missing === undefined && pool.sliceOf(ref).families === 0;
    if (missing === undefined && !isEmpty) continue;
    throw new HarnessError({
      code: 'E_UNKNOWN_SLICE',
      message: `no turn is in the slice ${missing ?? sliceLabel(ref)}`,
      mend:
        labels.length === 0
          ? 'the dialogues have no slices'
          : `did you mean ${closest(missing ?? sliceLabel(ref), labels)}? Known: ${labels.join(', ')}`,
    });
  }
  return slices;
}

function exposureReason(
  aggregate: Aggregate | undefined,
  metric: string,
  reasons: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const reason = reasons?.get(`${metric} ${sliceLabel({})}`);
  const isWhole = aggregate?.estimates.some((estimate) => estimate.metric === metric && estimate.status === 'defined');
  return isWhole ? undefined : reason;
}

/** Name, version and scorers; level and resampling belong to the comparison. */
function signatureIn({ estimates }: Aggregate, { name, version }: Metric): string {
  const signature = estimates.find(({ metric }) => metric === name)?.signature ?? `${name}:v${version}`;
  return signature
    .split('|')
    .filter((part) => !/^(level|bootstrap|seed):/.test(part))
    .join('|');
}

function candidateOf(name: string, differences: Difference[], changes: TurnChanges): Comparison['candidates'][number] {
  const verdicts = { better: 0, worse: 0, same: 0, inconclusive: 0, different: 0, undefined: 0 };
  for (const difference of differences) {
    if (Object.keys(difference.slice).length > 0) continue;
    verdicts[difference.status === 'defined' ? difference.verdict : 'undefined'] += 1;
  }
  return {
    name,
    overall: overallOf(verdicts),
    verdicts,
    differences,
    broken: changes.broken,
    mended: changes.mended,
    changes: changes.list(),
  };
}

/** `same` only when every metric with a value is. */
function overallOf({ better, worse, inconclusive, different, same }: Record<DifferenceVerdict, number>) {
  if (better > 0 && worse > 0) return 'mixed';
  if (better > 0) return 'better';
  if (worse > 0) return 'worse';
  return inconclusive + different > 0 || same === 0 ? 'inconclusive' : 'same';
}

function leaderboards(
  overall: PoolSlice,
  names: readonly string[],
  metrics: readonly Metric[],
  options: CompareOptions,
  measuring: { readonly level: number; readonly seed: number; readonly resamples: number; readonly patterns: number },
  reasons: readonly ReadonlyMap<string, string>[],
): Leaderboard[] {
  const ranked = metrics.filter(
    ({ name, direction }) => direction !== 'none' && (options.metrics !== undefined || RANKED.includes(name)),
  );
  return ranked.flatMap((metric) => {
    const contenders = names.flatMap((name, run) => {
      const value = reasons[run]?.has(`${metric.name} overall`) ? undefined : overall.runs[run]?.valueOf(metric);
      return value === undefined ? [] : [{ name, value, run }];
    });
    if (contenders.length < 2) return [];
    const p = (a: number, b: number) => {
      const runs = [contenders[a]?.run as number, contenders[b]?.run as number] as const;
      return measureSlice(overall, [metric], runs, { ...measuring, resamples: 0 }).get(metric)?.p;
    };
    return [leaderboard(metric.name, contenders, metric.direction, measuring.level, p)];
  });
}

/** What a reader has to know that no figure says. */
function notesOf(runs: readonly [StoredRun, ...StoredRun[]], dialogues: number, allowed: ReadonlySet<Condition>): string[] {
  const [baseline] = runs;
  const notes: string[] = [];
  if (allowed.has('dataset') || allowed.has('selection')) {
    const all = runs.map(({ manifest }) => manifest.dataset.dialogues).join(', ');
    notes.push(`compared on the ${dialogues} dialogues that all runs have (of ${all}), by the labels of the baseline's`);
  }
  if (allowed.has('history'))
    notes.push(
      'the runs differ in history: the difference is the gap between gold and own history, beside that between the bots',
    );
  if (allowed.has('trials'))
    notes.push(`only the first ${Math.min(...runs.map(({ manifest }) => manifest.trials))} of the trials are compared`);
  const timed = ['timeout_ms', 'max_concurrency', 'retries', 'platform'] as const;
  for (const key of timed) {
    const values = new Set(runs.map(({ manifest }) => manifest[key]));
    if (values.size > 1) notes.push(`latency was measured under different conditions: ${key} is ${[...values].join(', ')}`);
  }
  return [...notes, ...(baseline.manifest.dataset.notes ?? [])];
}
