/** Differences as rows of a terminal table. */
import type { Difference, DifferenceVerdict } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { metricFace } from '../metric-face.js';
import { grid } from '../terminal/grid.js';
import type { Ink } from '../terminal/ink.js';
import { DIFFERENCE_MARK, differenceInterval, differenceText, pText, valuesText, verdictText } from './words.js';

function paint(verdict: DifferenceVerdict, text: string, ink: Ink): string {
  if (verdict === 'better') return ink.good(text);
  if (verdict === 'worse') return ink.bad(text);
  return verdict === 'same' ? ink.dim(text) : ink.warn(text);
}

export interface DifferenceLine {
  readonly label: string;
  readonly difference: Difference;
}

const WITH_VALUES = { header: ['baseline → candidate'], shares: [0.27, 0.35, 0.38] } as const;
const WITHOUT_VALUES = { header: [], shares: [0.5, 0.5] } as const;
/** Of p, of the gaps beside it, and of the gaps between the others. */
const [P_WIDTH, GAPS] = [8, 13];

/** Empty without lines. @param options.values false: where the values of both stand elsewhere. */
export function differenceGrid(
  title: string,
  lines: readonly DifferenceLine[],
  ink: Ink,
  width: number,
  options: { readonly values: boolean } = { values: true },
): string {
  if (lines.length === 0) return '';
  const { header, shares } = options.values ? WITH_VALUES : WITHOUT_VALUES;
  const label = Math.min(34, Math.floor(width * 0.28));
  const [verdict, ...others] = shares.map((share) => Math.floor((width - label - P_WIDTH - GAPS) * share)).reverse();
  const head = [title, ...header, 'Δ with interval', 'p adj.', 'verdict'].map((cell) => ink.bold(cell));
  return grid(
    [head, ...lines.map((line) => row(line, ink, options.values))],
    [label, ...others.reverse(), P_WIDTH, verdict as number],
  );
}

function row({ label, difference }: DifferenceLine, ink: Ink, values: boolean): readonly string[] {
  const name = escapeTerminal(label);
  if (difference.status === 'undefined') {
    return [name, ...(values ? [''] : []), '', '', ink.warn(escapeTerminal(`undefined: ${difference.reason}`))];
  }
  const few = difference.flags?.includes('few-families') ? ' †' : '';
  const { unit } = metricFace(difference.metric);
  return [
    `${name}${few}`,
    ...(values ? [valuesText(difference)] : []),
    `${differenceText(difference.difference, unit)} ${differenceInterval(difference)}`,
    pText(difference.p_adjusted),
    paint(difference.verdict, `${DIFFERENCE_MARK[difference.verdict]} ${verdictText(difference)}`, ink),
  ];
}
