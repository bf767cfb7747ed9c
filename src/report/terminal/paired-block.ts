/** Each candidate against the baseline of the run: what is more than chance. */
import { differenceGrid } from '../comparison/difference-grid.js';
import { judgedText } from '../comparison/words.js';
import { escapeTerminal } from '../escape/terminal.js';
import type { ReportView } from '../report-view.js';
import { paragraph } from './grid.js';
import type { Ink } from './ink.js';

/** One block a candidate; empty when no bot was held against another. */
export function pairedBlocks(view: ReportView, ink: Ink, width: number): string {
  const blocks = view.bots.flatMap(({ name, summary: { comparison } }) => {
    if (comparison === undefined) return [];
    const lines = comparison.differences.flatMap((d) => (d.status === 'defined' ? [{ label: d.metric, difference: d }] : []));
    const conclusion = paragraph(ink.bold(escapeTerminal(judgedText(name, comparison.baseline, comparison))), width);
    return [
      `${conclusion}\n${differenceGrid(`${escapeTerminal(name)} − ${escapeTerminal(comparison.baseline)}`, lines, ink, width, { values: false })}`.trimEnd(),
    ];
  });
  if (blocks.length === 0) return '';
  const legend = 'Δ candidate − baseline over the same families · p adjusted for the metrics (Benjamini–Hochberg)';
  return [...blocks, paragraph(ink.dim(legend), width)].join('\n\n');
}
