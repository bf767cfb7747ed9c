/** A threshold on a terminal: the number first, then what it saves, the curve, and the slices. */
import { sliceLabel, type ThresholdFinding, type ThresholdReport } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { grid, paragraph } from '../terminal/grid.js';
import { createInk, type Ink } from '../terminal/ink.js';
import { costChart } from './chart.js';
import { cautionText, conclusionText, costText, factsOf, groundText, pointText, sameRule, sharesOf, tableRows } from './words.js';

const NARROWEST = 60;
const CHART_COLUMNS = 60;
const LABEL = 22;
const CELL = 12;

/** @param options.width columns, taken as at least 60. @returns lines that end in a line break. */
export function renderThresholdTerminal(
  report: ThresholdReport,
  options: { readonly color: boolean; readonly width: number },
): string {
  const ink = createInk(options.color);
  const width = Math.max(NARROWEST, options.width);
  const { overall } = report;
  const blocks = [
    [
      ink.bold(escapeTerminal(`${report.dataset}: ${report.bot}`)),
      paragraph(ink.dim(groundText({ ...report, counts: overall.counts })), width),
    ].join('\n'),
    ...findingBlocks(overall, report.level, ink, width),
    sliceBlock(report, ink),
    report.notes.map((note) => paragraph(`! ${escapeTerminal(note)}`, width)).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function findingBlocks(finding: ThresholdFinding, level: number, ink: Ink, width: number): string[] {
  if (finding.status === 'undefined') return [ink.warn(`No threshold: ${finding.reason}.`)];
  const facts = factsOf(finding, level).map(([name, text]) => [ink.dim(name), text]);
  const rows = tableRows(finding).map((point) => {
    const mark = sameRule(point.threshold, finding.optimum.threshold) ? ` ${ink.good('◀ least')}` : '';
    const taken = point.handed + point.due;
    return [
      pointText(point, finding),
      costText(point.cost),
      ...sharesOf(point),
      `${point.wrong + point.missed}`,
      `${taken}${mark}`,
    ];
  });
  const head = ['hand over', 'cost a turn', 'bot answers', 'rightly', 'wrongly', 'handed over'].map((name) => ink.dim(name));
  const chart = costChart(finding, Math.min(CHART_COLUMNS, width - CELL));
  const caution = cautionText(finding);
  return [
    paragraph(ink.bold(`${conclusionText(finding)}.`), width) +
      (caution === undefined ? '' : `\n${paragraph(ink.warn(`${caution}.`), width)}`),
    grid(facts, [LABEL, width - LABEL - 4]),
    chart.length === 0 ? '' : [ink.dim('cost a turn, by the confidence below which turns are handed over'), ...chart].join('\n'),
    grid([head, ...rows], [LABEL, CELL, CELL, CELL, CELL, LABEL]),
  ];
}

function sliceBlock({ slices }: ThresholdReport, ink: Ink): string {
  if (slices.length === 0) return '';
  const head = ['slice', 'turns', 'own optimum', 'cost a turn', 'overall optimum'].map((name) => ink.dim(name));
  const rows = slices.map(({ slice, finding, at_overall: overall }) => [
    escapeTerminal(sliceLabel(slice)),
    `${finding.counts.turns}`,
    finding.status === 'defined' ? pointText(finding.optimum, finding) : ink.warn(`undefined: ${finding.reason}`),
    finding.status === 'defined' ? costText(finding.optimum.cost) : '',
    overall === undefined ? '' : `costs ${costText(overall.cost)} here`,
  ]);
  return grid([head, ...rows], [LABEL, CELL, LABEL, CELL, LABEL]);
}
