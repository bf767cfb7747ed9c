/** The two tables of the terminal report: metric × bot, and slice × bot with bars. */

import type { Estimate } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { countsText, intervalText, valueText } from '../figures.js';
import { headlineMetrics } from '../headline-metrics.js';
import { metricFace, SLICE_METRICS } from '../metric-face.js';
import { hasValue } from '../metric-groups.js';
import { bestBots, type ReportView } from '../report-view.js';
import { grid, labelAndColumns, paragraph } from './grid.js';
import type { Ink } from './ink.js';

const METRIC_WIDTH = 30;
const COUNTS_WIDTH = 10;
const BAR_CELLS = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
/** Slices beyond these are counted, not drawn. */
const SLICES_SHOWN = 30;
/** Slices of fewer families say next to nothing; they are counted, not drawn. */
const FAMILIES_SHOWN = 5;

/** Values with intervals, the better value marked, their counts beside them. */
export function headlineTable(view: ReportView, ink: Ink, width: number): string {
  const metrics = headlineMetrics(view);
  if (metrics.length === 0) return '';
  const rows = metrics.map((metric) => {
    const best = bestBots(view, metric);
    const shared = sharedCounts(view, metric);
    const cells = view.bots.map((bot) => estimateCell(bot.find(metric), best.has(bot.index), shared === undefined, ink));
    return [metric, ink.dim(shared ?? ''), ...cells];
  });
  const body = grid([headerRow(view, ink, 'metric'), ...rows], widthsFor(view, width));
  const left = view.metrics.filter((metric) => !metrics.includes(metric) && hasValue(view, metric)).length;
  const more = left > 0 ? `\n${ink.dim(`… and ${left} more metrics in the other reports`)}` : '';
  return `${body}${more}\n${paragraph(ink.dim(legend(view)), width)}`;
}

function legend(view: ReportView): string {
  const says = view.bots.some(({ summary }) => summary.comparison !== undefined) ? 'the next table' : 'a gate or a comparison';
  const star = view.bots.length === 1 ? [] : [`★ better point value; whether by more than chance, ${says} says`];
  return [...star, 'n: scored (families)', '†: fewer than 20 families'].join(' · ');
}

/** One block a metric: rows are slices, columns are bots. Slices that are the whole, or hardly anything, are left to the other reports. */
export function sliceTables(view: ReportView, ink: Ink, width: number): string {
  const blocks = SLICE_METRICS.flatMap((metric) => {
    const all = view.slicesOf(metric);
    const telling = all.filter((slice) => isTelling(view, metric, slice));
    const rows = telling.slice(0, SLICES_SHOWN).map((slice) => {
      const best = bestBots(view, metric, slice);
      const shared = sharedCounts(view, metric, slice);
      const cells = view.bots.map((bot) => barCell(bot.find(metric, slice), best.has(bot.index), shared === undefined, ink));
      return [escapeTerminal(slice), ink.dim(shared ?? ''), ...cells];
    });
    if (rows.length === 0) return [];
    const left = all.length - rows.length;
    const more = left > 0 ? `\n${ink.dim(`… and ${left} more slices in the other reports`)}` : '';
    return [`${grid([headerRow(view, ink, `${metric} by slice`), ...rows], widthsFor(view, width))}${more}`];
  });
  return blocks.join('\n\n');
}

/** Neither all turns again nor a handful of families; a slice where a bot has no value is told, unless no turn of it could have one. */
function isTelling(view: ReportView, metric: string, slice: string): boolean {
  const estimates = view.bots.map((bot) => [bot.find(metric, slice), bot.find(metric)] as const);
  return estimates.some(
    ([part, whole]) =>
      part === undefined ||
      (part.status === 'undefined' && part.eligible > 0) ||
      (part.families >= FAMILIES_SHOWN && part.eligible !== whole?.eligible),
  );
}

function headerRow(view: ReportView, ink: Ink, label: string): readonly string[] {
  return [label, 'n', ...view.bots.map((bot) => escapeTerminal(bot.name))].map((cell) => ink.bold(cell));
}

function widthsFor(view: ReportView, width: number): readonly number[] {
  const label = Math.min(METRIC_WIDTH, Math.floor(width * 0.35));
  const [, ...columns] = labelAndColumns(width - COUNTS_WIDTH - 2, label, view.bots.length);
  return [label, COUNTS_WIDTH, ...columns];
}

/** `372 (32 †)`: turns scored and families, when they are the same for all bots and no call failed. */
function sharedCounts(view: ReportView, metric: string, slice?: string): string | undefined {
  const counts = view.bots.map((bot) => {
    const estimate = bot.find(metric, slice);
    if (estimate?.status !== 'defined' || estimate.failed > 0 || estimate.scored !== estimate.eligible) return undefined;
    return `${estimate.scored} (${estimate.families}${isFew(estimate) ? ' †' : ''})`;
  });
  return counts.every((count) => count === counts[0]) ? counts[0] : undefined;
}

function isFew(estimate: Estimate): boolean {
  return estimate.status === 'defined' && (estimate.flags?.includes('few-families') ?? false);
}

function estimateCell(estimate: Estimate | undefined, best: boolean, withCounts: boolean, ink: Ink): string {
  if (estimate === undefined) return ink.dim('not reported');
  const counts = withCounts ? `\n${ink.dim(escapeTerminal(countsText(estimate).replace(/ famil(y|ies)/, ' fam.')))}` : '';
  if (estimate.status === 'undefined') return `${ink.warn(`undefined: ${escapeTerminal(estimate.reason)}`)}${counts}`;
  const { unit } = metricFace(estimate.metric);
  const value = valueText(estimate.value, unit);
  return `${best ? ink.good(`${value} ★`) : value} ${intervalText(estimate, unit)}${counts}`;
}

function barCell(estimate: Estimate | undefined, best: boolean, withCounts: boolean, ink: Ink): string {
  const cell = estimateCell(estimate, best, withCounts, ink);
  return estimate?.status === 'defined' ? `${bar(estimate.value)} ${cell}` : cell;
}

/** A bar of ten cells for a value in [0,1], to an eighth of a cell; the rest is dotted. */
export function bar(value: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, value)) * BAR_CELLS * 8);
  const drawn = `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8] ?? ''}`;
  return `${drawn}${'·'.repeat(BAR_CELLS - drawn.length)}`;
}
