/** A comparison on a terminal: the conclusion first, then the differences, ranks, and what changed. */
import type { Comparison } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { valueText } from '../figures.js';
import { metricFace } from '../metric-face.js';
import { grid, labelAndColumns, paragraph } from '../terminal/grid.js';
import { createInk, type Ink } from '../terminal/ink.js';
import { differenceGrid } from './difference-grid.js';
import {
  bySlice,
  type Candidate,
  conclusionText,
  groundText,
  isOverall,
  placeText,
  rankText,
  sideText,
  sliceMetrics,
  sliceOf,
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
    const rows = telling.slice(0, SLICES_SHOWN).map((difference) => ({ label: sliceOf(difference), difference }));
    const more = list.length - rows.length;
    if (rows.length === 0) return '';
    return `${differenceGrid(`${metric} by slice`, rows, ink, width)}${more > 0 ? `\n${ink.dim(`… and ${more} more in the other formats`)}` : ''}`;
  });
  const undefinedOnes = whole.filter((d) => d.status === 'undefined');
  return [
    paragraph(ink.bold(escapeTerminal(conclusionText(comparison, candidate))), width),
    differenceGrid(
      `${escapeTerminal(candidate.name)}: metric`,
      whole.filter((d) => d.status === 'defined').map((difference) => ({ label: difference.metric, difference })),
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
