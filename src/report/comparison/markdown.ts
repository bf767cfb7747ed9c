/** A comparison as GitHub-flavoured Markdown, for a pull request. */
import type { Comparison } from '../../schema/index.js';
import { escapeMarkdown } from '../escape/markdown.js';
import { valueText } from '../figures.js';
import { markdownTable } from '../markdown/tables.js';
import { metricFace } from '../metric-face.js';
import { differenceTable } from './difference-rows.js';
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

const SLICES_SHOWN = 60;
const CHANGES_SHOWN = 20;
const REPLY_LENGTH = 160;

/** Ends in a line break; text of shoppers and bots renders as itself and notifies nobody. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const names = comparison.runs.map(({ name }) => escapeMarkdown(name)).join(' · ');
  const blocks = [
    `## ${escapeMarkdown(comparison.dataset)}: ${names}\n\n${escapeMarkdown(groundText(comparison))}`,
    ...comparison.candidates.flatMap((candidate) => candidateBlocks(comparison, candidate)),
    ...comparison.leaderboards.map(({ metric, places }) => {
      const rows = places.map((place) => [
        rankText(place),
        escapeMarkdown(place.name),
        valueText(place.value, metricFace(metric).unit),
      ]);
      return `### Ranks by \`${metric}\`\n\n${markdownTable(['Rank', 'Run', 'Value'], rows)}`;
    }),
    comparison.notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function candidateBlocks(comparison: Comparison, candidate: Candidate): string[] {
  const { differences } = candidate;
  const slices = [...bySlice(differences, sliceMetrics(differences))].map(([metric, list]) =>
    folded(`${metric} by slice`, differenceTable('Slice', list.slice(0, SLICES_SHOWN), sliceOf)),
  );
  return [
    `**${escapeMarkdown(conclusionText(comparison, candidate))}**`,
    differenceTable('Metric', differences.filter(isOverall), ({ metric }) => metric),
    ...slices,
    changes(candidate, 'broken', 'Broke: right in the baseline, wrong now'),
    changes(candidate, 'mended', 'Mended: wrong in the baseline, right now'),
  ];
}

function changes(candidate: Candidate, kind: 'broken' | 'mended', title: string): string {
  const shown = candidate.changes.filter((change) => change.kind === kind).slice(0, CHANGES_SHOWN);
  if (shown.length === 0) return '';
  const rows = shown.map((change) => [
    escapeMarkdown(placeText(change)),
    `${escapeMarkdown(change.utterance)}${change.gold.length === 0 ? '' : `<br><sub>${escapeMarkdown(change.gold.join(' | '))}</sub>`}`,
    escapeMarkdown(sideText(change.baseline, REPLY_LENGTH)),
    escapeMarkdown(sideText(change.candidate, REPLY_LENGTH)),
  ]);
  const more = candidate[kind] - shown.length;
  const rest = more > 0 ? `\n\n… and ${more} more in the JSON` : '';
  return folded(`${title} (${candidate[kind]})`, `${markdownTable(['Turn', 'Shopper', 'Baseline', 'Candidate'], rows)}${rest}`);
}

/** `summary` stands in raw HTML: metric names and fixed words only. */
function folded(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
