/** A threshold as GitHub-flavoured Markdown. */
import { sliceLabel, type ThresholdFinding, type ThresholdReport } from '../../schema/index.js';
import { escapeMarkdown } from '../escape/markdown.js';
import { markdownTable } from '../markdown/tables.js';
import { cautionText, conclusionText, costText, factsOf, groundText, pointText, sameRule, sharesOf, tableRows } from './words.js';

/** Ends in a line break. */
export function renderThresholdMarkdown(report: ThresholdReport): string {
  const { overall, slices, notes } = report;
  const blocks = [
    `## ${escapeMarkdown(`${report.dataset}: ${report.bot}`)}\n\n${escapeMarkdown(groundText({ ...report, counts: overall.counts }))}`,
    ...findingBlocks(overall, report.level),
    slices.length === 0
      ? ''
      : markdownTable(
          ['Slice', 'Turns', 'Own optimum', 'Cost a turn', 'Cost at the overall optimum'],
          slices.map(({ slice, finding, at_overall: at }) => [
            escapeMarkdown(sliceLabel(slice)),
            String(finding.counts.turns),
            finding.status === 'defined' ? pointText(finding.optimum, finding) : `undefined: ${escapeMarkdown(finding.reason)}`,
            finding.status === 'defined' ? costText(finding.optimum.cost) : '',
            at === undefined ? '' : costText(at.cost),
          ]),
        ),
    notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function findingBlocks(finding: ThresholdFinding, level: number): string[] {
  if (finding.status === 'undefined') return [`**No threshold: ${escapeMarkdown(finding.reason)}.**`];
  const rows = tableRows(finding).map((point) => {
    const cells = [
      pointText(point, finding),
      costText(point.cost),
      ...sharesOf(point),
      `${point.wrong + point.missed}`,
      `${point.handed + point.due}`,
    ];
    return sameRule(point.threshold, finding.optimum.threshold) ? cells.map((cell) => `**${cell}**`) : cells;
  });
  const caution = cautionText(finding);
  return [
    `**${escapeMarkdown(conclusionText(finding))}.**${caution === undefined ? '' : `\n${escapeMarkdown(caution)}.`}`,
    factsOf(finding, level)
      .map(([name, text]) => `- ${name}: ${escapeMarkdown(text)}`)
      .join('\n'),
    markdownTable(['Hand over', 'Cost a turn', 'Bot answers', 'Rightly', 'Wrongly', 'Handed over'], rows),
  ];
}
