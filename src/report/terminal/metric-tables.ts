/** The two tables of the terminal report: metric × bot, and slice × bot with bars. */
import type { Estimate } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { countsText, intervalText, valueText } from '../figures.js';
import { HEADLINE_METRICS, metricFace, SLICE_METRICS } from '../metric-face.js';
import { bestBots, type ReportView } from '../report-view.js';
import { grid, labelAndColumns, paragraph } from './grid.js';
import type { Ink } from './ink.js';

const METRIC_WIDTH = 30;
const SLICE_WIDTH = 24;
const BAR_CELLS = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
/** Slices beyond these are counted, not drawn. */
const SLICES_SHOWN = 24;

/** Values with intervals and counts, the better value marked. */
export function headlineTable(view: ReportView, ink: Ink, width: number): string {
  const metrics = HEADLINE_METRICS.filter((metric) => view.metrics.includes(metric));
  if (metrics.length === 0) return '';
  const rows = metrics.map((metric) => {
    const best = bestBots(view, metric);
    return [metric, ...view.bots.map((bot) => estimateCell(bot.find(metric), best.has(bot.index), ink))];
  });
  const body = grid([headerRow(view, ink, 'metric'), ...rows], widthsFor(view, width, METRIC_WIDTH));
  if (view.bots.length === 1) return body;
  return `${body}\n${paragraph(ink.dim('★ better point value; whether by more than chance, a gate or a comparison says'), width)}`;
}

/** One block a metric: rows are slices, columns are bots. */
export function sliceTables(view: ReportView, ink: Ink, width: number): string {
  const blocks = SLICE_METRICS.flatMap((metric) => {
    const slices = view.slicesOf(metric);
    if (slices.length === 0) return [];
    const rows = slices.slice(0, SLICES_SHOWN).map((slice) => {
      const best = bestBots(view, metric, slice);
      return [escapeTerminal(slice), ...view.bots.map((bot) => barCell(bot.find(metric, slice), best.has(bot.index), ink))];
    });
    const left = slices.length - rows.length;
    const more = left > 0 ? `\n${ink.dim(`… and ${left} more slices in summary.json`)}` : '';
    return [`${grid([headerRow(view, ink, `${metric} by slice`), ...rows], widthsFor(view, width, SLICE_WIDTH))}${more}`];
  });
  return blocks.join('\n\n');
}

function headerRow(view: ReportView, ink: Ink, label: string): readonly string[] {
  return [label, ...view.bots.map((bot) => escapeTerminal(bot.name))].map((cell) => ink.bold(cell));
}

function widthsFor(view: ReportView, width: number, label: number): readonly number[] {
  return labelAndColumns(width, Math.min(label, Math.floor(width * 0.35)), view.bots.length);
}

function estimateCell(estimate: Estimate | undefined, best: boolean, ink: Ink): string {
  if (estimate === undefined) return ink.dim('not reported');
  const counts = ink.dim(escapeTerminal(countsText(estimate).replace(/ famil(y|ies)/, ' fam.')));
  if (estimate.status === 'undefined') return `${ink.warn(`undefined: ${escapeTerminal(estimate.reason)}`)}\n${counts}`;
  const { unit } = metricFace(estimate.metric);
  const value = valueText(estimate.value, unit);
  return `${best ? ink.good(`${value} ★`) : value} ${intervalText(estimate, unit)}\n${counts}`;
}

function barCell(estimate: Estimate | undefined, best: boolean, ink: Ink): string {
  const cell = estimateCell(estimate, best, ink);
  return estimate?.status === 'defined' ? `${bar(estimate.value)} ${cell}` : cell;
}

/** A bar of ten cells for a value in [0,1], to an eighth of a cell; the rest is dotted. */
export function bar(value: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, value)) * BAR_CELLS * 8);
  const drawn = `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8] ?? ''}`;
  return `${drawn}${'·'.repeat(BAR_CELLS - drawn.length)}`;
}
