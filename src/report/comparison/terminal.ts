/** A comparison on a terminal: the conclusion first, then the differences, ranks, and what changed. */
import type { Comparison, Difference, DifferenceVerdict } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { valueText } from '../figures.js';
import { metricFace } from '../metric-face.js';
import { grid, labelAndColumns, paragraph } from '../terminal/grid.js';
import { createInk, type Ink } from '../terminal/ink.js';
import {
  bySlice,
  type Candidate,
  conclusionText,
  DIFFERENCE_MARK,
  differenceInterval,
  differenceText,
  groundText,
  isOverall,
  placeText,
  pText,
  rankText,
  sideText,
  sliceMetrics,
  sliceOf,
  valuesText,
  verdictText,
} from './words.js';

const NARROWEST = 60;
/** Slices of fewer families say next to nothing; they stand in the other formats. */
const FAMILIES_SHOWN = 5;
const SLICES_SHOWN = 30;
const CHANGES_SHOWN = 5;
const REPLY_LENGTH = 90;

/** @param options.width columns, taken as at least 60. @returns lines that end in a line break. */
export function renderComparisonTerminal(
  comparison: Comparison,
  options: { readonly color: boolean; readonly width: number },
): string {
  const ink = createInk(options.color);
  const width = Math.max(NARROWEST, options.width);
  const blocks = [
    [
      ink.bold(escapeTerminal(`${comparison.dataset}: ${comparison.runs.map(({ name }) => name).join(' · ')}`)),
      ink.dim(groundText(comparison)),
    ]
      .map((line) => paragraph(line, width))
      .join('\n'),
    ...comparison.candidates.flatMap((candidate) => candidateBlocks(comparison, candidate, ink, width)),
    ...leaderboardBlocks(comparison, ink, width),
    comparison.notes.map((note) => paragraph(`! ${escapeTerminal(note)}`, width)).join('\n'),
    paragraph(
      ink.dim(
        'Δ candidate − baseline over the same families · p adjusted for the metrics (Benjamini–Hochberg) · †: fewer than 20 families',
      ),
      width,
    ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function candidateBlocks(comparison: Comparison, candidate: Candidate, ink: Ink, width: number): string[] {
  const { differences } = candidate;
  const whole = differences.filter(isOverall);
  const slices = [...bySlice(differences, sliceMetrics(differences))].map(([metric, list]) => {
    const telling = list.filter((d) => d.status === 'defined' && d.families >= FAMILIES_SHOWN);
    const rows = telling.slice(0, SLICES_SHOWN).map((d) => differenceRow(sliceOf(d), d, ink));
    const more = list.length - rows.length;
    if (rows.length === 0) return '';
    return `${table(`${metric} by slice`, rows, ink, width)}${more > 0 ? `\n${ink.dim(`… and ${more} more in the other formats`)}` : ''}`;
  });
  const undefinedOnes = whole.filter((d) => d.status === 'undefined');
  return [
    paragraph(ink.bold(escapeTerminal(conclusionText(comparison, candidate))), width),
    table(
      `${escapeTerminal(candidate.name)}: metric`,
      whole.filter((d) => d.status === 'defined').map((d) => differenceRow(d.metric, d, ink)),
      ink,
      width,
    ),
    undefinedOnes
      .map((d) => paragraph(ink.dim(escapeTerminal(`${d.metric} undefined: ${d.status === 'undefined' ? d.reason : ''}`)), width))
      .join('\n'),
    ...slices,
    ...changeBlocks(candidate, ink, width),
  ];
}

function paint(verdict: DifferenceVerdict, text: string, ink: Ink): string {
  if (verdict === 'better') return ink.good(text);
  if (verdict === 'worse') return ink.bad(text);
  return verdict === 'same' ? ink.dim(text) : ink.warn(text);
}

function differenceRow(label: string, difference: Difference, ink: Ink): readonly string[] {
  const name = escapeTerminal(label);
  if (difference.status === 'undefined') return [name, '', '', '', ink.warn(escapeTerminal(`undefined: ${difference.reason}`))];
  const few = difference.flags?.includes('few-families') ? ' †' : '';
  const { unit } = metricFace(difference.metric);
  return [
    `${name}${few}`,
    valuesText(difference),
    `${differenceText(difference.difference, unit)} ${differenceInterval(difference)}`,
    pText(difference.p_adjusted),
    paint(difference.verdict, `${DIFFERENCE_MARK[difference.verdict]} ${verdictText(difference)}`, ink),
  ];
}

function table(title: string, rows: readonly (readonly string[])[], ink: Ink, width: number): string {
  if (rows.length === 0) return '';
  const header = [title, 'baseline → candidate', 'Δ with interval', 'p adj.', 'verdict'].map((cell) => ink.bold(cell));
  const label = Math.min(34, Math.floor(width * 0.28));
  const rest = width - label - 9 - 12;
  const shares = [0.27, 0.35, 0.38].map((share) => Math.floor(rest * share));
  return grid([header, ...rows], [label, shares[0] as number, shares[1] as number, 8, shares[2] as number]);
}

function changeBlocks(candidate: Candidate, ink: Ink, width: number): string[] {
  return (['broken', 'mended'] as const).flatMap((kind) => {
    const total = candidate[kind];
    const shown = candidate.changes.filter((change) => change.kind === kind).slice(0, CHANGES_SHOWN);
    if (shown.length === 0) return [];
    const title =
      kind === 'broken'
        ? `Broke (${total}): right in the baseline, wrong now`
        : `Mended (${total}): wrong in the baseline, right now`;
    const rows = shown.flatMap((change) => [
      ['•', ink.bold(escapeTerminal(placeText(change)))],
      [
        '',
        escapeTerminal(`shopper: ${change.utterance}${change.gold.length === 0 ? '' : `  (gold ${change.gold.join(' | ')})`}`),
      ],
      ['', ink[kind === 'broken' ? 'good' : 'bad'](escapeTerminal(`baseline: ${sideText(change.baseline, REPLY_LENGTH)}`))],
      ['', ink[kind === 'broken' ? 'bad' : 'good'](escapeTerminal(`now: ${sideText(change.candidate, REPLY_LENGTH)}`))],
    ]);
    const more = total - shown.length;
    const rest = more > 0 ? `\n${ink.dim(`… and ${more} more in the other formats`)}` : '';
    return [`${ink.bold(title)}\n${grid(rows, labelAndColumns(width, 2, 1))}${rest}`];
  });
}

function leaderboardBlocks({ leaderboards }: Comparison, ink: Ink, width: number): string[] {
  return leaderboards.map(({ metric, places }) => {
    const { unit } = metricFace(metric);
    const rows = places.map((place) => [rankText(place), escapeTerminal(place.name), valueText(place.value, unit)]);
    const title = `Ranks by ${metric} (a range where the tests cannot tell, Holm over all pairs)`;
    return `${ink.bold(title)}\n${grid(rows, [8, Math.floor(width * 0.4), 16])}`;
  });
}
