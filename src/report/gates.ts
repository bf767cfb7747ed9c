/** The gates of a stored run on a terminal: verdict, reason, what the gate does by chance, whom it names. */
import type { GateResult, RunReport } from '../schema/index.js';
import { operatingText } from './comparison/words.js';
import { escapeTerminal } from './escape/terminal.js';
import { gateText, offenderText } from './gate-text.js';
import { grid, labelAndColumns, paragraph } from './terminal/grid.js';
import { createInk } from './terminal/ink.js';

const VERDICT_WIDTH = 16;
const NARROWEST = 60;

/** @returns lines that end in a line break. */
export function renderGates(
  { title, bots: [{ manifest, summary }] }: RunReport,
  options: { readonly color: boolean; readonly width: number },
): string {
  const ink = createInk(options.color);
  const width = Math.max(NARROWEST, options.width);
  const head = `${title} · ${manifest.bot.name} · ${summary.counts.dialogues} dialogues · ${summary.counts.families} families`;
  const rows = summary.gates.map((result) => [ink.verdict(result.verdict), linesOf(result).map(escapeTerminal).join('\n')]);
  const body = rows.length === 0 ? 'no gates' : grid(rows, labelAndColumns(width, VERDICT_WIDTH, 1));
  const notes = summary.notes.map((note) => paragraph(`! ${escapeTerminal(note)}`, width));
  return `${[paragraph(ink.bold(escapeTerminal(head)), width), body, ...notes, `verdict: ${ink.verdict(summary.verdict)}`].join('\n\n')}\n`;
}

function linesOf(result: GateResult): string[] {
  const operating = operatingText(result);
  const named =
    result.offenders === undefined
      ? [offenderText(result)]
      : result.offenders.map(({ dialogue_id, turn, why }) => `new: dialogue ${dialogue_id}, turn ${turn + 1}: ${why}`);
  return [
    gateText(result.gate),
    result.reason,
    ...(operating === undefined ? [] : [operating]),
    ...(result.verdict === 'pass' ? [] : named.filter((line) => line !== undefined)),
  ];
}
