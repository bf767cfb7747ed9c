/** The composition root's public face: one name a job. */
import { METRICS, metricInfo } from '../aggregate/index.js';
import type {
  AgreementReport,
  Comparison,
  Conversion,
  DatasetProfile,
  EmbeddingSummary,
  ForeignFormat,
  JudgeSummary,
  LintReport,
  MetricInfo,
  RunReport,
  ThresholdReport,
} from '../schema/index.js';

export { parseBotSpec } from '../bot/index.js';
export {
  type Dataset,
  findDatasets,
  foreignFormats,
  jsonSchemas,
  labelAgreement,
  openDataset,
  profileDataset,
  type Selection,
} from '../dataset/index.js';
export { writeFileAtomic } from '../record/index.js';
export { type CompareOptions, compare } from './compare.js';
export { type ConvertOptions, convert } from './convert.js';
export { type EmbedOptions, embed } from './embed.js';
export { type Finished, renderReport } from './finish.js';
export { type Gated, type GateOptions, gate } from './gate.js';
export { type JudgeOptions, type JudgeResult, judge } from './judge.js';
export { ALL_LINT_RULES, lint } from './lint.js';
export { type LoadedConfig, loadConfig } from './load-config.js';
export { REPORTER_NAMES, type ReporterName } from './reporter-names.js';
export { type RunContext, type RunResult, run } from './run.js';
export type { RunObserver, RunProgress } from './run-observer.js';
export { type ScoreOptions, score } from './score.js';
export { chosenReporters, DEFAULTS, type RunFlags, type RunSettings, resolveSettings } from './settings.js';
export { type ThresholdOptions, threshold } from './threshold.js';

/** Every metric with its definition, in the order of the reports. */
export const METRIC_INFOS: readonly MetricInfo[] = METRICS.map(metricInfo);

/** The terminal report; the renderer is loaded when it is needed. */
export async function renderTerminal(
  report: RunReport,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  return (await import('../report/index.js')).renderTerminal(report, options);
}

/** One summary as JSON, as it stands in the run folder. */
export async function renderSummaryJson(summary: RunReport['bots'][number]['summary']): Promise<string> {
  return (await import('../report/index.js')).renderSummaryJson(summary);
}

/** The findings of the linter for a terminal. */
export async function renderLint(report: LintReport, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderLint(report, options);
}

/** What a conversion did, for a terminal. */
export async function renderConversion(conversion: Conversion, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderConversion(conversion, options);
}

/** The foreign formats for a terminal. */
export async function renderFormats(formats: readonly ForeignFormat[], options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderFormats(formats, options);
}

/** The profile of a dataset for a terminal. */
export async function renderProfile(profile: DatasetProfile, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderProfile(profile, options);
}

/** The agreement of two labellings for a terminal. */
export async function renderAgreement(report: AgreementReport, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderAgreement(report, options);
}

/** What a judge said of a run, for a terminal. */
export async function renderJudge(summary: JudgeSummary, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderJudge(summary, options);
}

/** How near the replies of a run are to their references, for a terminal. */
export async function renderEmbeddings(summary: EmbeddingSummary, options: { readonly color: boolean }): Promise<string> {
  return (await import('../report/index.js')).renderEmbeddings(summary, options);
}

/** The formats of a comparison; `terminal` is text in lines. */
export const COMPARISON_FORMATS = ['terminal', 'markdown', 'json', 'csv', 'html'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

/** A comparison in one of its formats. */
export async function renderComparison(
  comparison: Comparison,
  format: ComparisonFormat,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  const report = await import('../report/index.js');
  switch (format) {
    case 'terminal':
      return report.renderComparisonTerminal(comparison, options);
    case 'markdown':
      return report.renderComparisonMarkdown(comparison);
    case 'json':
      return report.renderComparisonJson(comparison);
    case 'csv':
      return report.renderComparisonCsv(comparison);
    case 'html':
      return report.renderComparisonHtml(comparison);
  }
}

/** The gates of a stored run for a terminal. */
export async function renderGates(
  report: RunReport,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  return (await import('../report/index.js')).renderGates(report, options);
}

/** A threshold in one of the formats of a comparison. */
export async function renderThreshold(
  found: ThresholdReport,
  format: ComparisonFormat,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  const report = await import('../report/index.js');
  switch (format) {
    case 'terminal':
      return report.renderThresholdTerminal(found, options);
    case 'markdown':
      return report.renderThresholdMarkdown(found);
    case 'json':
      return report.renderThresholdJson(found);
    case 'csv':
      return report.renderThresholdCsv(found);
    case 'html':
      return report.renderThresholdHtml(found);
  }
}
