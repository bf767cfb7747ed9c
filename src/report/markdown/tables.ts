/** Markdown tables: any cells, and estimates by bot. */
import type { Estimate } from '../../schema/index.js';
import { escapeMarkdown } from '../escape/markdown.js';
import { countsText, intervalText, valueText } from '../figures.js';
import { metricFace } from '../metric-face.js';
import { bestBots, type ReportView } from '../report-view.js';

export interface EstimateRow {
  readonly label: string;
  readonly metric: string;
  readonly slice?: string;
}

/** One row a metric (on a slice), one column a bot, the better value in bold. */
export function estimateTable(view: ReportView, label: string, rows: readonly EstimateRow[]): string {
  const body = rows.map((row) => {
    const best = bestBots(view, row.metric, row.slice);
    const cells = view.bots.map((bot) => estimateCell(bot.find(row.metric, row.slice), best.has(bot.index)));
    return [escapeMarkdown(row.label), ...cells];
  });
  return markdownTable([label, ...view.bots.map((bot) => escapeMarkdown(bot.name))], body);
}

function estimateCell(estimate: Estimate | undefined, best: boolean): string {
  if (estimate === undefined) return 'not reported';
  const counts = `<sub>${escapeMarkdown(countsText(estimate))}</sub>`;
  if (estimate.status === 'undefined') return `undefined: ${escapeMarkdown(estimate.reason)}<br>${counts}`;
  const { unit } = metricFace(estimate.metric);
  const value = valueText(estimate.value, unit);
  return `${best ? `**${value}** ★` : value} ${escapeMarkdown(intervalText(estimate, unit))}<br>${counts}`;
}

/** Cells are escaped already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
