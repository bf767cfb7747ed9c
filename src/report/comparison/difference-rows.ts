/** Differences as a Markdown table. */
import type { Difference } from '../../schema/index.js';
import { escapeMarkdown } from '../escape/markdown.js';
import { markdownTable } from '../markdown/tables.js';
import { metricFace } from '../metric-face.js';
import { DIFFERENCE_MARK, differenceInterval, differenceText, pText, valuesText, verdictText } from './words.js';

export function differenceTable(
  label: string,
  differences: readonly Difference[],
  nameOf: (difference: Difference) => string,
): string {
  const rows = differences.map((d) => {
    const name = escapeMarkdown(nameOf(d));
    if (d.status === 'undefined') return [name, '', '', '', '', escapeMarkdown(`undefined: ${d.reason}`)];
    const verdict = `${DIFFERENCE_MARK[d.verdict]} ${verdictText(d)}`;
    return [
      name,
      valuesText(d),
      `${differenceText(d.difference, metricFace(d.metric).unit)} ${escapeMarkdown(differenceInterval(d))}`,
      `${pText(d.p)} / ${pText(d.p_adjusted)}`.replaceAll('<', '&lt;'),
      String(d.families),
      d.verdict === 'better' || d.verdict === 'worse' ? `**${verdict}**` : verdict,
    ];
  });
  return markdownTable([label, 'Baseline → candidate', 'Δ with interval', 'p raw / adjusted', 'Families', 'Verdict'], rows);
}
