/** The agreement of two labellings for a terminal: a line a label, then what they differ on. */
import type { AgreementReport, LabelAgreement } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { grid } from '../terminal/grid.js';
import { createInk } from '../terminal/ink.js';

const HEAD = ['label', 'measure', 'agreement beyond chance', 'the same', 'turns'];
const WIDTHS = [18, 14, 30, 8, 8];
const DIFFERENCES_SHOWN = 20;

function row({ label, measure, value, reason, lower, upper, same, turns }: LabelAgreement): string[] {
  const interval = lower === undefined || upper === undefined ? '' : ` [${lower.toFixed(3)}, ${upper.toFixed(3)}]`;
  const figure = value === undefined ? `undefined: ${reason ?? ''}` : `${value.toFixed(3)}${interval}`;
  return [label, measure, figure, `${(100 * same).toFixed(1)}%`, String(turns)];
}

/** Lines that end in a line break. */
export function renderAgreement(report: AgreementReport, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { first, second, turns, families, labels, differences } = report;
  const head = ink.bold(`${escapeTerminal(first)} and ${escapeTerminal(second)}`);
  const table = grid([HEAD.map((name) => ink.bold(name)), ...labels.map(row)], WIDTHS);
  const shown = differences
    .slice(0, DIFFERENCES_SHOWN)
    .map(({ dialogue, turn, label, first: mine, second: theirs }) =>
      escapeTerminal(`  ${dialogue} turn ${turn}: ${label}: ${mine} / ${theirs}`),
    );
  const more = differences.length > DIFFERENCES_SHOWN ? [ink.dim(`  … and ${differences.length - DIFFERENCES_SHOWN} more`)] : [];
  const list = differences.length === 0 ? [] : ['', ink.bold(`Differences (${differences.length})`), ...shown, ...more];
  return `${[`${head}: ${turns} turns of ${families} families labelled by both`, '', table, ...list].join('\n')}\n`;
}
