/** Baselines of gates: a pinned file or another run's folder, read, and held against the conditions of the run under judgement. */
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { type Metric, metricNamed } from '../aggregate/index.js';
import { idHash, MANIFEST_FILE, readBaseline, type ScoreColumnsWriter, scoresChecksum, storedScores } from '../record/index.js';
import {
  BASELINE_FORMAT_VERSION,
  BASELINE_KIND,
  type Baseline,
  type DialogueScore,
  type Gate,
  HarnessError,
  isAgainstBaseline,
  type Problem,
  type RunManifest,
} from '../schema/index.js';
import { BaselineComparison, type BaselineScores } from './baseline-comparison.js';
import { conditionsOf, type RunConditions, selectionText, unlikeConditions } from './conditions.js';
import { folderName } from './run-group.js';
import { SCORER_SIGNATURES, Scoring } from './scoring.js';
import { openStoredRun } from './stored-run.js';
import { HARNESS_VERSION } from './version.js';

/** Where the baseline of a bot is looked for when a gate names none. */
export function defaultBaseline(bot: string, dataset: string): string {
  return join('reports', 'baselines', `${folderName(bot)}-${folderName(basename(dataset))}.json`);
}

/** Names a baseline for the gates that need one and have none. */
export function withBaseline(gates: readonly Gate[], path: string): Gate[] {
  return gates.map((gate) => (isAgainstBaseline(gate) && gate.baseline === undefined ? { ...gate, baseline: path } : gate));
}

/** Paths as seen from another folder. */
export function movedBaselines(gates: readonly Gate[], from: string, to: string): Gate[] {
  return gates.map((gate) =>
    gate.baseline === undefined
      ? gate
      : { ...gate, baseline: relative(to, resolve(from, gate.baseline)).split('\\').join('/') || '.' },
  );
}

/** @throws HarnessError E_FILE_MISSING, E_BASELINE, and those of a run folder */
export async function loadBaseline(path: string, cwd: string): Promise<BaselineScores> {
  const near = relative(cwd, path);
  const label = near.startsWith('..') ? path : near || '.';
  if (existsSync(join(path, MANIFEST_FILE))) return baselineOfRun(path, label, cwd);
  const { dataset, history, trials, load, metrics, scorers, scores } = await readBaseline(path, label);
  return {
    label,
    conditions: { dataset: dataset.digest, selection: dataset.selection, history, trials: String(trials), load },
    metrics,
    scorers,
    scores: storedScores(scores).map((score) => ({ id: score.turns[0]?.dialogue_id ?? '', score })),
  };
}

async function baselineOfRun(folder: string, label: string, cwd: string): Promise<BaselineScores> {
  const run = await openStoredRun(folder, { cwd });
  const { manifest } = run;
  try {
    const scoring = new Scoring(run.metrics, run.dataset.products, []);
    const scores: { id: string; score: DialogueScore }[] = [];
    for await (const batch of run.dataset.dialogues()) {
      for (const dialogue of batch) {
        for (let trial = 0; trial < manifest.trials; trial += 1) {
          scores.push({ id: idHash(dialogue.id), score: scoring.score(dialogue, run.recordsOf(dialogue, trial), trial) });
        }
      }
    }
    return { label, conditions: conditionsOf(manifest), metrics: manifest.metrics, scorers: SCORER_SIGNATURES, scores };
  } finally {
    run.close();
  }
}

/** What is pinned of a run. */
export function baselineOf(manifest: RunManifest, writer: ScoreColumnsWriter): Baseline {
  const scores = writer.finish();
  return {
    kind: BASELINE_KIND,
    format_version: BASELINE_FORMAT_VERSION,
    harness_version: HARNESS_VERSION,
    bot: manifest.bot.name,
    dataset: { name: manifest.dataset.name, digest: manifest.dataset.digest, selection: selectionText(manifest) },
    history: manifest.history,
    trials: manifest.trials,
    load: manifest.load,
    metrics: [...manifest.metrics],
    scorers: { ...SCORER_SIGNATURES },
    scores,
    checksum: scoresChecksum(scores),
  };
}

/** The comparisons that the gates of a run ask for, by path. */
export type GateBaselines = ReadonlyMap<string, BaselineComparison>;

export interface BaselineContext {
  /** Paths of gates are relative to it. */
  readonly baseDir: string;
  readonly cwd: string;
  /** Metrics whose difference is asked for beside those of the gates. */
  readonly also?: readonly Metric[];
}

/**
 * Reads the baselines of the gates, before any replay.
 * @throws HarnessError E_FILE_MISSING, E_BASELINE, E_UNLIKE_RUNS
 */
export async function baselinesOf(
  gates: readonly Gate[],
  manifest: Pick<RunManifest, 'dataset' | 'history' | 'trials' | 'load' | 'seed' | 'resamples' | 'bot'>,
  { baseDir, cwd, also = [] }: BaselineContext,
): Promise<GateBaselines> {
  const named = withBaseline(gates, resolve(cwd, defaultBaseline(manifest.bot.name, manifest.dataset.name))).filter(
    isAgainstBaseline,
  );
  const comparisons = new Map<string, BaselineComparison>();
  for (const path of new Set(named.map((gate) => resolve(baseDir, gate.baseline as string)))) {
    const own = named.filter((gate) => resolve(baseDir, gate.baseline as string) === path);
    const metrics = [...new Set([...own.map(({ metric }) => metricNamed(metric) as Metric), ...also])];
    const baseline = await loadBaseline(path, cwd);
    assertLike(baseline, conditionsOf(manifest), metrics);
    const comparison = new BaselineComparison(baseline, metrics, manifest);
    for (const gate of own) comparisons.set(baselineKey(gate), comparison);
  }
  return comparisons;
}

/** Gates without a path share the default one. */
export function baselineKey({ baseline }: Gate): string {
  return baseline ?? '';
}

function assertLike(
  { label, conditions, metrics: known, scorers }: BaselineScores,
  now: RunConditions,
  metrics: readonly Metric[],
): void {
  const problems: Problem[] = unlikeConditions(conditions, now).map(({ message }) => ({
    code: 'E_UNLIKE_RUNS',
    message,
    file: label,
    mend: 'replay under the conditions of the baseline, or pin one of the new conditions: `shopreplay gate RUN --pin FILE`',
  }));
  const again = 'pin it again: `shopreplay gate RUN --pin FILE --force`';
  for (const { name, sections } of metrics) {
    if (!known.includes(name)) {
      problems.push({ code: 'E_BASELINE', message: `was pinned without ${name}`, file: label, mend: again });
      continue;
    }
    const stale = sections.find((section) => scorers[section] !== SCORER_SIGNATURES[section]);
    if (stale !== undefined) {
      const message = `${name} was scored by ${scorers[stale] ?? 'nothing'}, now it is ${SCORER_SIGNATURES[stale] ?? stale}`;
      problems.push({ code: 'E_BASELINE', message, file: label, mend: again });
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HarnessError([first, ...rest]);
}
