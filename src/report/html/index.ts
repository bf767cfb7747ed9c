/** report.html: one file that needs nothing else, asks the network for nothing, and runs nothing that a bot said. */
import type { RunReport } from '../../schema/index.js';
import { FOREST_STYLE } from '../comparison/style.js';
import { type ReportView, viewReport } from '../report-view.js';
import { confusionSection } from './confusion-section.js';
import { dialogueSection } from './dialogue-section.js';
import { gateSection } from './gate-section.js';
import { headerHtml } from './header-section.js';
import { headlineSection } from './headline-section.js';
import { intentSection } from './intent-section.js';
import { latencySection } from './latency-section.js';
import { type Markup, markup, trusted } from './markup.js';
import { metricSection } from './metric-section.js';
import { pairedSection } from './paired-section.js';
import { BROWSE_DIALOGUES } from './script/browse-dialogues.js';
import { SORT_TABLES } from './script/sort-tables.js';
import { type Section, sectionHtml } from './section.js';
import { sliceSection } from './slice-section.js';
import { BASE_STYLE } from './style/base.js';
import { CHART_STYLE } from './style/charts.js';
import { DIALOGUE_STYLE } from './style/dialogues.js';
import { upliftSection } from './uplift-section.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/** The whole document. Sections without anything to show are left out. */
export async function renderHtml(report: RunReport): Promise<string> {
  const view = viewReport(report);
  const sections = await sectionsOf(view);
  return `${page(view, sections).html}\n`;
}

async function sectionsOf(view: ReportView): Promise<readonly Section[]> {
  const sections = [
    headlineSection(view),
    pairedSection(view),
    gateSection(view),
    sliceSection(view),
    upliftSection(view),
    confusionSection(view),
    intentSection(view),
    await latencySection(view),
    dialogueSection(view),
    metricSection(view),
  ];
  return sections.filter((section) => section !== undefined);
}

function page(view: ReportView, sections: readonly Section[]): Markup {
  const toc = sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`);
  const version = view.bots[0].manifest.harness_version;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${view.title}</title>
<link rel="icon" href="data:,">
<style>${trusted(BASE_STYLE + CHART_STYLE + DIALOGUE_STYLE + FOREST_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
${headerHtml(view)}
<nav class="toc" aria-label="Sections"><ul>${toc}</ul></nav>
<main id="main">
${sections.map(sectionHtml)}
</main>
<footer><p>Written by shopreplay ${version}. Full precision stands in summary.json.</p></footer>
<script>'use strict';${trusted(`{${SORT_TABLES}}\n{${BROWSE_DIALOGUES}}`)}</script>
</body>
</html>`;
}
