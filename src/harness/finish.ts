/** The end of a run: simulation against the baseline, gates, summary and reports, each written as soon as it exists. */
import { join } from 'node:path';
import { exitCodeOf, overallVerdict } from '../gate/index.js';
import { writeFileAtomic } from '../record/index.js';
import {
  type BotReport,
  EXIT,
  type ExitCode,
  type RunReport,
  type Simulated,
  type Summary,
  type Verdict,
} from '../schema/index.js';
import { sharedExposure, simulateUplift, upliftSensitivity } from '../uplift/index.js';
import type { BotPairs } from './bot-pairs.js';
import type { ReporterName } from './reporter-names.js';
import type { BotRunResult } from './run-bot.js';
import { errorRateOf, summarise } from './summarise.js';

/** What a finished bot leaves for the comparison with the others. */
export interface FinishedBot {
  readonly report: BotReport;
  readonly result: BotRunResult;
}

export interface Finished {
  readonly report: RunReport;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
}

type FileReporter = Exclude<ReporterName, 'terminal' | 'json' | 'csv'>;
const FILES: Readonly<Record<FileReporter, string>> = { html: 'report.html', markdown: 'report.md', junit: 'junit.xml' };

/** Renders one report as text. */
export async function renderReport(reporter: FileReporter, report: RunReport): Promise<string> {
  const { renderHtml, renderJunit, renderMarkdown } = await import('../report/index.js');
  switch (reporter) {
    case 'html':
      return renderHtml(report);
    case 'markdown':
      return renderMarkdown(report);
    case 'junit':
      return renderJunit(report);
  }
}

async function writeReports(folder: string, report: RunReport, reporters: readonly ReporterName[]): Promise<void> {
  for (const reporter of reporters) {
    if (reporter === 'terminal' || reporter === 'json' || reporter === 'csv') continue;
    await writeFileAtomic(join(folder, FILES[reporter]), await renderReport(reporter, report));
  }
}

function simulate(baseline: FinishedBot, candidate: BotRunResult): Simulated | undefined {
  const { uplift, seed } = candidate.manifest;
  const from = baseline.result.scored;
  const to = candidate.scored;
  if (uplift === false || from.events === undefined || to.events === undefined) return undefined;
  const exposure = sharedExposure(from.aggregate.exposed, to.aggregate.exposed);
  const { window, purchase, denominator, draws } = uplift;
  const before = from.events.masked(exposure);
  const after = to.events.masked(exposure);
  const simulated = simulateUplift(before, after, {
    window,
    purchase,
    denominator,
    ...(draws === undefined ? {} : { draws }),
    seed,
    names: { baseline: baseline.report.summary.bot, candidate: candidate.manifest.bot.name },
  });
  const { simulated_range, break_even } = upliftSensitivity(before, after, seed);
  return { ...simulated, simulated_range, break_even: [...break_even] };
}

/** What a bot is held against: no baseline for the baseline itself, and no pairs for a bot that ran alone. */
export interface Against {
  readonly baseline: FinishedBot | undefined;
  /** What the scores of both bots left for the comparison. */
  readonly pairs: BotPairs | undefined;
}

export async function finishBot(
  folder: string,
  result: BotRunResult,
  { baseline, pairs }: Against,
  reporters: readonly ReporterName[],
): Promise<FinishedBot> {
  const { manifest, scored } = result;
  const summary = summarise(manifest, scored, manifest.gates, {
    simulated: baseline && simulate(baseline, result),
    comparison: baseline && pairs?.compare(baseline.result, result),
  });
  const { renderConfusionCsv, renderSummaryJson } = await import('../report/index.js');
  await writeFileAtomic(join(folder, 'summary.json'), renderSummaryJson(summary));
  if (reporters.includes('csv')) await writeFileAtomic(join(folder, 'confusion.csv'), await renderConfusionCsv(summary));
  const report = reportOf(result, summary);
  await writeReports(folder, report, reporters);
  return { report: report.bots[0], result };
}

/** The report of one bot. */
export function reportOf({ manifest, scored }: BotRunResult, summary: Summary): RunReport {
  const report: BotReport = { manifest, summary, wrong: scored.wrong.list(), wrongDialogueCount: scored.wrong.count };
  return { title: titleOf(report), bots: [report] };
}

/** Verdict of all bots together; with several, the reports that compare them. */
export async function finishGroup(
  folder: string,
  bots: readonly [BotReport, ...BotReport[]],
  settings: { readonly reporters: readonly ReporterName[]; readonly inconclusive: 'pass' | 'fail' | 'inconclusive' },
): Promise<Finished> {
  const report: RunReport = { title: titleOf(bots[0]), bots };
  if (bots.length > 1) await writeReports(folder, report, settings.reporters);
  const verdict = overallVerdict(bots.map(({ summary }) => summary.verdict));
  const broken = bots.some(({ summary, manifest }) => errorRateOf(summary) > manifest.max_error_rate);
  return { report, verdict, exitCode: broken ? EXIT.infrastructure : exitCodeOf(verdict, settings.inconclusive) };
}

function titleOf({ manifest }: BotReport): string {
  const { name, split } = manifest.dataset;
  return split === undefined ? name : `${name} (${split})`;
}
