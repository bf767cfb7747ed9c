/** Stored runs, compared: all scored by today's scorers in one pass over the same dialogues, so that their signatures agree. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Aggregate,
  comparePool,
  concluded,
  leaderboard,
  type Metric,
  measureSlice,
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
  HarnessError,
  type Leaderboard,
  type ScoredDialogue,
  type SliceRef,
  sliceLabel,
} from '../schema/index.js';
import { chosenMetrics, chosenSlices } from './compare-choice.js';
import { namesOf, notesOf, refuseUnlike, sharedDialogues } from './compare-likeness.js';
import { readGroup } from './run-group.js';
import { SCORER_SIGNATURES, Scoring } from './scoring.js';
import { autoPatterns, autoResamples } from './settings.js';
import { metricSignatureIn } from './signature.js';
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
/** Metrics that get a leaderboard when none is named. */
const RANKED: readonly string[] = ['intent.accuracy', 'relevance.mean', 'relevance.critical_error_rate', 'latency.p95_ms'];

/**
 * @param folders the baseline, then the candidates; the folder of a run of several bots stands for all of them, its baseline first.
 * @throws HarnessError E_USAGE, E_UNLIKE_RUNS, E_RUN_INCOMPLETE, E_UNKNOWN_METRIC, E_UNKNOWN_SLICE and those of a run folder.
 */
export async function compare(folders: readonly string[], options: CompareOptions): Promise<Comparison> {
  const paths = (await Promise.all(folders.map((folder) => foldersIn(resolve(options.cwd, folder), folder)))).flat();
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

async function foldersIn(folder: string, given: string): Promise<readonly string[]> {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: `${given} is a file, and runs are folders`,
      mend: 'compare run folders; a pinned baseline is for gates: `shopreplay gate RUN --baseline FILE`',
    });
  }
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
  const patterns = autoPatterns(overall.families);
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
      signature: (metric) => metricSignatureIn(aggregates[0] as Aggregate, metric),
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

function exposureReason(
  aggregate: Aggregate | undefined,
  metric: string,
  reasons: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const reason = reasons?.get(`${metric} ${sliceLabel({})}`);
  const isWhole = aggregate?.estimates.some((estimate) => estimate.metric === metric && estimate.status === 'defined');
  return isWhole ? undefined : reason;
}

function candidateOf(name: string, differences: Difference[], changes: TurnChanges): Comparison['candidates'][number] {
  return { name, ...concluded(differences), broken: changes.broken, mended: changes.mended, changes: changes.list() };
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
