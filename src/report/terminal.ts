/** The report for a terminal: what matters first, every rate with its counts, nothing in a reply obeyed. */
import type { RunReport } from '../schema/index.js';
import { escapeTerminal } from './escape/terminal.js';
import { type ReportView, viewReport } from './report-view.js';
import { botLines } from './terminal/bot-lines.js';
import { exampleBlock } from './terminal/example-block.js';
import { paragraph } from './terminal/grid.js';
import { createInk, type Ink } from './terminal/ink.js';
import { headlineTable, sliceTables } from './terminal/metric-tables.js';
import { pairedBlocks } from './terminal/paired-block.js';
import { gateBlock, simulatedBlocks } from './terminal/verdict-blocks.js';

/** Below this the tables would wrap every figure. */
const NARROWEST = 60;

/**
 * @param options.color ANSI colours; without them the text is plain. @param options.width columns, taken as at least 60.
 * @returns lines that end in a line break.
 */
export function renderTerminal(report: RunReport, options: { readonly color: boolean; readonly width: number }): string {
  const view = viewReport(report);
  const ink = createInk(options.color);
  const width = Math.max(NARROWEST, options.width);
  const blocks = [
    headingBlock(view, ink, width),
    headlineTable(view, ink, width),
    pairedBlocks(view, ink, width),
    sliceTables(view, ink, width),
    botLines(view, ink, width),
    simulatedBlocks(view, ink, width),
    exampleBlock(view, ink, width),
    gateBlock(view, ink, width),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headingBlock(view: ReportView, ink: Ink, width: number): string {
  const { manifest, summary } = view.bots[0];
  const { dataset } = manifest;
  const version = dataset.version === undefined ? '' : ` ${dataset.version}`;
  const size = `${summary.counts.dialogues} dialogues · ${dataset.turns} turns · ${summary.counts.families} families`;
  const trials = summary.trials === 1 ? '1 trial' : `${summary.trials} trials`;
  const facts = `${dataset.name}${version} · ${size} · history ${summary.history} · ${trials} · seed ${summary.seed}`;
  const verdicts = view.bots.map((bot) => `${escapeTerminal(bot.name)} ${ink.verdict(bot.summary.verdict)}`).join('   ');
  const lines = [ink.bold(escapeTerminal(view.title)), ink.dim(escapeTerminal(facts)), verdicts];
  return lines.map((line) => paragraph(line, width)).join('\n');
}
