/** The findings of the linter for a terminal, grouped by rule: the place first, then what is wrong and how to mend it. */
import { type LintFinding, type LintReport, leftOut } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { createInk, type Ink } from '../terminal/ink.js';

function placeOf({ file, line, field, dialogue }: LintFinding): string {
  const parts = [file === undefined ? '' : line === undefined ? file : `${file}:${line}`, dialogue ?? '', field ?? ''];
  return escapeTerminal(parts.filter((part) => part !== '').join(' '));
}

function findingLines(finding: LintFinding, ink: Ink): string {
  const place = placeOf(finding);
  const mend = finding.mend === undefined ? '' : ink.dim(`. To mend: ${escapeTerminal(finding.mend)}`);
  return `  ${place === '' ? '' : `${place}: `}${escapeTerminal(finding.message)}${mend}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Lines that end in a line break; the last one sums up. */
export function renderLint(report: LintReport, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { findings, counts, dialogues, turns, errors, warnings } = report;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const blocks = rules.map((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    const severity = own[0]?.severity ?? 'error';
    const label = severity === 'error' ? ink.bad(severity) : ink.warn(severity);
    const more = (counts[rule] ?? 0) - own.length;
    const rest = more > 0 ? [ink.dim(`  … and ${more} more`)] : [];
    return [`${label} ${ink.bold(rule)}`, ...own.map((finding) => findingLines(finding, ink)), ...rest].join('\n');
  });
  const size = `${plural(dialogues, 'dialogue')}, ${plural(turns, 'turn')}`;
  const verdict = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const sum = `${escapeTerminal(report.dataset)}: ${size}: ${errors > 0 ? ink.bad(verdict) : warnings > 0 ? ink.warn(verdict) : ink.good(verdict)}`;
  const out = leftOut(report.skipped).map((line) => ink.warn(escapeTerminal(line)));
  return `${[...blocks, ...out, sum].join('\n')}\n`;
}
