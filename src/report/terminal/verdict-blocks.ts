/** The gates with their verdicts, and the simulated uplift with its notice. */
import { escapeTerminal } from '../escape/terminal.js';
import { gateText, offenderText } from '../gate-text.js';
import type { ReportView } from '../report-view.js';
import { simulatedLines } from '../simulated-text.js';
import { grid, labelAndColumns } from './grid.js';
import type { Ink } from './ink.js';

const VERDICT_WIDTH = 16;

/** Every gate of every bot: mark, condition, reason; a failing one names a dialogue. */
export function gateBlock(view: ReportView, ink: Ink, width: number): string {
  const several = view.bots.length > 1;
  const rows = view.bots.flatMap((bot) =>
    bot.summary.gates.map((result) => {
      const offender = result.verdict === 'pass' ? undefined : offenderText(result);
      const lines = [
        `${several ? `${bot.name}: ` : ''}${gateText(result.gate)}`,
        result.reason,
        ...(offender === undefined ? [] : [offender]),
      ].map(escapeTerminal);
      return [ink.verdict(result.verdict), lines.join('\n')];
    }),
  );
  if (rows.length === 0) return `${ink.bold('Gates')}\nnone configured`;
  return `${ink.bold('Gates')}\n${grid(rows, labelAndColumns(width, VERDICT_WIDTH, 1))}`;
}

/** One block for each simulated comparison; empty without one. */
export function simulatedBlocks(view: ReportView, ink: Ink, width: number): string {
  const blocks = view.bots.flatMap(({ summary }) => {
    if (summary.simulated === undefined) return [];
    const rows = simulatedLines(summary.simulated).map(({ label, text }) => [label, escapeTerminal(text)]);
    const heading = `Simulated conversion: ${summary.simulated.baseline} → ${summary.simulated.candidate}`;
    return [`${ink.bold(escapeTerminal(heading))}\n${grid(rows, labelAndColumns(width, 22, 1))}`];
  });
  return blocks.join('\n\n');
}
