/** A comparison as one HTML file that needs nothing else, asks the network for nothing and runs no script. */
import type { ChangeSide, Comparison, TurnChange } from '../../schema/index.js';
import { scoreText, valueText } from '../figures.js';
import { botLabel } from '../html/bot-mark.js';
import { type Markup, markup, trusted, withLang } from '../html/markup.js';
import { type Section, scrollBox, sectionHtml } from '../html/section.js';
import { BASE_STYLE } from '../html/style/base.js';
import { metricFace } from '../metric-face.js';
import { forestPlots, forestTable } from './forest.js';
import { COMPARISON_STYLE, FOREST_STYLE } from './style.js';
import {
  bySlice,
  type Candidate,
  conclusionText,
  groundText,
  isOverall,
  placeText,
  rankText,
  sliceMetrics,
  sliceOf,
} from './words.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const CHANGES_OPEN = 10;

export function renderComparisonHtml(comparison: Comparison): string {
  const title = `${comparison.dataset}: ${comparison.runs.map(({ name }) => name).join(' · ')}`;
  const sections = [
    ...comparison.candidates.flatMap((candidate, i) => candidateSections(comparison, candidate, i)),
    ...rankSection(comparison),
    ...noteSection(comparison),
  ];
  const toc = sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`);
  const runs = comparison.runs.map(
    ({ name }, index) =>
      markup`<li>${botLabel({ index, name })}<span class="role">${index === 0 ? 'baseline' : 'candidate'}</span></li>`,
  );
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(BASE_STYLE + BOT_COLOURS + FOREST_STYLE + COMPARISON_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<header><p class="eyebrow">shopreplay comparison</p><h1>${withLang(title)}</h1><p class="lead">${withLang(groundText(comparison))}</p><ul class="bots" aria-label="Runs">${runs}</ul></header>
<nav class="toc" aria-label="Sections"><ul>${toc}</ul></nav>
<main id="main">
${sections.map(sectionHtml)}
</main>
<footer><p>Written by shopreplay. Δ is candidate − baseline over the same families; p adjusted by Benjamini–Hochberg, the metrics over everything and all slices apart. The shaded band is the margin. † marks fewer than 20 families.</p></footer>
</body>
</html>`;
  return `${page.html}\n`;
}

const BOT_COLOURS = Array.from({ length: 6 }, (_, i) => `.bot${i} { --c: var(--bot-${i}); }`).join('\n');

function candidateSections(comparison: Comparison, candidate: Candidate, i: number): Section[] {
  const { differences, overall, name } = candidate;
  const whole = differences.filter(isOverall);
  const slices = [...bySlice(differences, sliceMetrics(differences))].map(
    ([metric, list]) =>
      markup`<div><h3>${metricFace(metric).label} <code class="key">${metric}</code></h3>${scrollBox(
        `${metric} by slice`,
        forestTable('Slice', list, (d) => ({ name: sliceOf(d) })),
      )}</div>`,
  );
  const prefix = comparison.candidates.length === 1 ? '' : `${name}: `;
  return [
    {
      id: `differences-${i}`,
      title: `${prefix}Differences`,
      body: markup`<p class="conclusion ${overall}">${withLang(conclusionText(comparison, candidate))}.</p>${forestPlots(name, whole)}`,
    },
    ...(slices.length === 0
      ? []
      : [{ id: `slices-${i}`, title: `${prefix}By slice`, body: markup`<div class="plots">${slices}</div>` }]),
    changeSection(candidate, 'broken', `${prefix}Broke`, i, 'Right in the baseline, wrong now.'),
    changeSection(candidate, 'mended', `${prefix}Mended`, i, 'Wrong in the baseline, right now.'),
  ];
}

function changeSection(candidate: Candidate, kind: 'broken' | 'mended', title: string, i: number, lead: string): Section {
  const listed = candidate.changes.filter((change) => change.kind === kind);
  const total = candidate[kind];
  const heading = { id: `${kind}-${i}`, title: `${title} (${total})` };
  if (listed.length === 0)
    return { ...heading, body: markup`<p class="empty">No turn ${kind === 'broken' ? 'broke' : 'was mended'}.</p>` };
  const rest = listed.slice(CHANGES_OPEN);
  const more = rest.length === 0 ? undefined : markup`<details><summary>${rest.length} more</summary>${list(rest)}</details>`;
  const cut = listed.length < total ? ` The first ${listed.length} are listed.` : '';
  return { ...heading, lead: markup`${lead}${cut}`, body: markup`${list(listed.slice(0, CHANGES_OPEN))}${more}` };
}

function list(changes: readonly TurnChange[]): Markup {
  return markup`<ul class="changes">${changes.map(changeItem)}</ul>`;
}

function changeItem(change: TurnChange): Markup {
  const [before, after] = change.kind === 'broken' ? ['right', 'wrong'] : ['wrong', 'right'];
  const gold = change.gold.length === 0 ? undefined : markup` <small>gold ${withLang(change.gold.join(' | '))}</small>`;
  const reference = change.reference === undefined ? undefined : markup`<small>reference: ${withLang(change.reference)}</small>`;
  return markup`<li><code class="key">${placeText(change)}</code><blockquote>${withLang(change.utterance)}${gold}${reference}</blockquote><dl class="sides">${side('Baseline', before, change.baseline)}${side('Candidate', after, change.candidate)}</dl></li>`;
}

function side(title: string, judged: string | undefined, { status, reply, intent, relevance, reasons }: ChangeSide): Markup {
  const said = reply === undefined || reply === '' ? markup`<em>${status}</em>` : withLang(reply);
  const facts = [
    ...(intent === undefined ? [] : [`intent ${intent}`]),
    ...(relevance === undefined ? [] : [`relevance ${scoreText(relevance)}`]),
    ...reasons,
  ];
  return markup`<div class="${judged}"><dt>${title}: ${judged}</dt><dd>${said}${facts.map((fact) => markup`<small>${withLang(fact)}</small>`)}</dd></div>`;
}

function rankSection({ leaderboards, runs }: Comparison): Section[] {
  if (leaderboards.length === 0) return [];
  const tables = leaderboards.map(({ metric, places }) => {
    const { unit, label } = metricFace(metric);
    const rows = places.map(
      (place) =>
        markup`<tr><td>${rankText(place)}</td><th scope="row">${botLabel({ index: runs.findIndex(({ name }) => name === place.name), name: place.name })}</th><td class="num">${valueText(place.value, unit)}</td></tr>`,
    );
    return markup`<div><h3>${label} <code class="key">${metric}</code></h3><table class="ranks"><thead><tr><th scope="col">Rank</th><th scope="col">Run</th><th scope="col" class="num">Value</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  });
  const lead = markup`A run is ahead only where the difference is beyond chance (Holm over all pairs); a range of ranks is a tie.`;
  return [{ id: 'ranks', title: 'Ranks', lead, body: markup`<div class="plots">${tables}</div>` }];
}

function noteSection({ notes }: Comparison): Section[] {
  if (notes.length === 0) return [];
  return [{ id: 'notes', title: 'Notes', body: markup`<ul>${notes.map((note) => markup`<li>${withLang(note)}</li>`)}</ul>` }];
}
