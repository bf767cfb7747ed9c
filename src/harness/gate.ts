/** Gates on a stored run, without any replay; and the baseline that later runs are held against. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Metric, metricInfo, metricNamed } from '../aggregate/index.js';
import { exitCodeOf, presetGates, validateGates } from '../gate/index.js';
import { ScoreColumnsWriter, writeBaseline } from '../record/index.js';
import {
  EXIT,
  type ExitCode,
  type Gate,
  HarnessError,
  isAgainstBaseline,
  type RunReport,
  sliceLabel,
  type Verdict,
} from '../schema/index.js';
import { baselineOf, baselinesOf, defaultBaseline, loadBaseline, movedBaselines, withBaseline } from './baseline.js';
import { BaselineComparison } from './baseline-comparison.js';
import { reportOf } from './finish.js';
import { refuseGroup } from './run-group.js';
import { ScorePipeline } from './score-pipeline.js';
import { autoResamples } from './settings.js';
import { openStoredRun, requireComplete, type StoredRun } from './stored-run.js';
import { errorRateOf, summarise } from './summarise.js';

export interface GateOptions {
  readonly cwd: string;
  /** None, and no preset: those of the run's manifest, or `not-worse` when a baseline is named. */
  readonly gates: readonly Gate[];
  readonly presets: readonly string[];
  /** Of gates that name none; by default reports/baselines/<bot>-<dataset>.json. */
  readonly baseline?: string;
  readonly datasets?: readonly string[];
  readonly inconclusive?: 'pass' | 'fail' | 'inconclusive';
  /** Writes the scores of the run to this file. */
  readonly pin?: string;
  /** Replaces the baseline by this run, unless a gated metric would be worse. */
  readonly updateBaseline?: boolean;
  /** Pins over a file that is there, and loosens. */
  readonly force?: boolean;
}

export interface Gated {
  readonly report: RunReport;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** What became of the baseline, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * @throws HarnessError E_USAGE, E_GATE, E_UNKNOWN_METRIC, E_UNKNOWN_SLICE, E_BASELINE, E_UNLIKE_RUNS, E_RUN_INCOMPLETE and those of
 * a run folder.
 */
export async function gate(folder: string, options: GateOptions): Promise<Gated> {
  const path = resolve(options.cwd, folder);
  await refuseGroup(path);
  const run = await openStoredRun(path, options);
  try {
    requireComplete(run);
    return await gateRun(run, options);
  } finally {
    run.close();
  }
}

async function gateRun(run: StoredRun, options: GateOptions): Promise<Gated> {
  const { manifest, folder, survey } = run;
  const { cwd } = options;
  const usual = resolve(cwd, options.baseline ?? defaultBaseline(manifest.bot.name, manifest.dataset.name));
  const gates = withBaseline(chosenGates(run, options), usual);
  validateGates(gates, { metrics: run.metrics.map(metricInfo), slices: survey.slices, bots: [manifest.bot.name] });
  const settings = { ...manifest, resamples: manifest.resamples || autoResamples(survey.turns * manifest.trials) };
  const baselines = await baselinesOf(gates, settings, { baseDir: cwd, cwd });
  const replaced = options.updateBaseline === true ? await replacedBaseline(gates, usual, settings, cwd) : undefined;
  if (options.pin !== undefined) refuseExisting(resolve(cwd, options.pin), options.pin, options.force === true);
  const writer = options.pin === undefined && options.updateBaseline !== true ? undefined : new ScoreColumnsWriter();
  const pipeline = new ScorePipeline({
    settings: { ...settings, metrics: run.metrics },
    gates,
    baselines,
    products: run.dataset.products,
    simulate: false,
    csv: undefined,
    onScore: (score) => {
      writer?.add(score);
      replaced?.add(score);
    },
  });
  for await (const batch of run.dataset.dialogues()) {
    for (const dialogue of batch) {
      for (let trial = 0; trial < manifest.trials; trial += 1) {
        await pipeline.add({ dialogue, trial, records: run.recordsOf(dialogue, trial) });
      }
    }
  }
  const scored = pipeline.finish(manifest);
  const summary = summarise(manifest, scored, gates);
  const notes: string[] = [];
  if (writer !== undefined) {
    const baseline = baselineOf(manifest, writer);
    if (options.pin !== undefined) {
      await writeBaseline(resolve(cwd, options.pin), baseline, options.pin);
      notes.push(`pinned as ${options.pin}`);
    }
    if (options.updateBaseline === true) {
      const kept = options.force === true ? undefined : keptBecause(summary.verdict, gates, replaced);
      if (kept === undefined) await writeBaseline(usual, baseline);
      notes.push(
        kept === undefined ? 'the baseline is this run now' : `the baseline was kept: ${kept} (--force replaces it all the same)`,
      );
    }
  }
  const { verdict } = summary;
  const isBroken = errorRateOf(summary) > manifest.max_error_rate;
  return {
    report: reportOf({ manifest: { ...manifest, gates: movedBaselines(gates, cwd, folder) }, scored }, summary),
    verdict,
    exitCode: isBroken ? EXIT.infrastructure : exitCodeOf(verdict, options.inconclusive ?? manifest.inconclusive),
    notes,
  };
}

function chosenGates({ manifest, folder }: StoredRun, options: GateOptions): readonly Gate[] {
  const given = [...options.gates, ...options.presets.flatMap(presetGates)];
  if (given.length > 0) return given;
  if (options.baseline !== undefined) return presetGates('not-worse');
  if (manifest.gates.length > 0) return movedBaselines(manifest.gates, folder, options.cwd);
  if (options.pin !== undefined) return [];
  throw new HarnessError({
    code: 'E_USAGE',
    message: 'no gates: the run has none, and none was given',
    mend: 'add --gate "intent.accuracy >= 0.8", --preset vendor-80, or --baseline FILE',
  });
}

function refuseExisting(path: string, label: string, force: boolean): void {
  if (force || !existsSync(path)) return;
  throw new HarnessError({
    code: 'E_BASELINE',
    message: 'there is a baseline already',
    file: label,
    mend: 'tighten it with --update-baseline, or replace it with --force',
  });
}

/** The run that would be replaced, to be compared on every gated metric; undefined when there is none yet. */
async function replacedBaseline(
  gates: readonly Gate[],
  path: string,
  settings: Parameters<typeof baselinesOf>[1],
  cwd: string,
): Promise<BaselineComparison | undefined> {
  if (!existsSync(path)) return undefined;
  const [first, ...rest] = new Set(gates.map(({ metric }) => metricNamed(metric) as Metric));
  if (first === undefined) return new BaselineComparison(await loadBaseline(path, cwd), [], settings);
  const probe: Gate = { metric: first.name, baseline: path, margin: 0 };
  return (await baselinesOf([probe], settings, { baseDir: cwd, cwd, also: rest })).get(path);
}

/** Why a baseline stays; undefined when it may be replaced. */
function keptBecause(verdict: Verdict, gates: readonly Gate[], replaced: BaselineComparison | undefined): string | undefined {
  if (verdict !== 'pass') return `the verdict is ${verdict}`;
  for (const gate of replaced === undefined ? [] : gates) {
    const metric = metricNamed(gate.metric) as Metric;
    const measured = replaced?.differenceOf(metric, gate.slice ?? {});
    const loss = (measured?.difference ?? 0) * (metric.direction === 'lower' ? 1 : -1);
    if (measured !== undefined && loss > 0) {
      const [from, to] = [measured.baseline, measured.candidate].map((value) => Number(value.toFixed(4)));
      return `${gate.metric} on ${sliceLabel(gate.slice ?? {})} would go from ${from} to ${to}`;
    }
    if (measured === undefined && isAgainstBaseline(gate)) return `${gate.metric} cannot be compared with it`;
  }
  return undefined;
}
