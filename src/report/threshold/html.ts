/** A threshold as one HTML file that needs nothing else, asks the network for nothing and runs no script. */
import { type DefinedThresholdFinding, sliceLabel, type ThresholdPoint, type ThresholdReport } from '../../schema/index.js';
import { type Markup, markup, trusted, withLang } from '../html/markup.js';
import { type Section, scrollBox, sectionHtml } from '../html/section.js';
import { BASE_STYLE } from '../html/style/base.js';
import { thresholdPlots } from './plot.js';
import { THRESHOLD_STYLE } from './style.js';
import { cautionText, conclusionText, costText, factsOf, groundText, pointText, sameRule, sharesOf, tableRows } from './words.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** Drawn twice, for wide and for narrow screens: an SVG that shrinks makes its text unreadable. */
const WIDTHS = { wide: 1060, narrow: 330 } as const;

export async function renderThresholdHtml(report: ThresholdReport): Promise<string> {
  const title = `${report.dataset}: ${report.bot}`;
  const { overall } = report;
  const sections =
    overall.status === 'undefined'
      ? [{ id: 'threshold', title: 'Threshold', body: markup`<p class="empty">No threshold: ${overall.reason}.</p>` }]
      : [numberSection(overall, report.level), ...(await plotSection(overall)), tableSection(overall)];
  const all = [...sections, ...sliceSection(report), ...noteSection(report)];
  const toc = all.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`);
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
<style>${trusted(BASE_STYLE + THRESHOLD_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<header><p class="eyebrow">shopreplay threshold</p><h1>${withLang(title)}</h1><p class="lead">${groundText({ ...report, counts: overall.counts })}</p></header>
<nav class="toc" aria-label="Sections"><ul>${toc}</ul></nav>
<main id="main">
${all.map(sectionHtml)}
</main>
<footer><p>Written by shopreplay. A turn is handed over when the confidence in the first intent is below the threshold. Full precision stands in the JSON.</p></footer>
</body>
</html>`;
  return `${page.html}\n`;
}

function numberSection(finding: DefinedThresholdFinding, level: number): Section {
  const facts = factsOf(finding, level).map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`);
  const caution = cautionText(finding);
  return {
    id: 'threshold',
    title: 'Threshold',
    body: markup`<p class="number">${pointText(finding.optimum, finding)}</p><p class="conclusion">${conclusionText(finding)}.${caution === undefined ? undefined : markup` <strong>${caution}.</strong>`}</p><dl class="stated">${facts}</dl>`,
  };
}

async function plotSection(finding: DefinedThresholdFinding): Promise<Section[]> {
  const wide = await thresholdPlots(finding, WIDTHS.wide);
  const narrow = await thresholdPlots(finding, WIDTHS.narrow);
  if (wide === undefined || narrow === undefined) return [];
  const costs = legend([
    ['cost', 'var(--bot-1)', 'none'],
    ['never hand over', 'var(--bot-0)', '7 3'],
    ['always hand over', 'var(--bot-3)', '2 3'],
    ...leastOf(finding),
  ]);
  const shares = legend([
    ['turns that the bot answers', 'var(--bot-1)', 'none'],
    ['of these, right', 'var(--bot-2)', '7 3'],
    ...leastOf(finding),
  ]);
  return [
    {
      id: 'curve',
      title: 'Cost over the threshold',
      lead: markup`A threshold between two confidences does what the upper one does.`,
      body: markup`${costs}${both(wide.cost, narrow.cost)}<h3>What the bot answers</h3>${shares}${both(wide.shares, narrow.shares)}`,
    },
  ];
}

type Key = readonly [name: string, stroke: string, dashes: string];

function leastOf({ optimum }: DefinedThresholdFinding): readonly Key[] {
  return optimum.threshold.rule === 'at' ? [['least cost', 'var(--pass)', 'none']] : [];
}

function legend(keys: readonly Key[]): Markup {
  const items = keys.map(
    ([name, stroke, dashes]) =>
      markup`<span><svg width="26" height="4" aria-hidden="true"><line x1="0" x2="26" y1="2" y2="2" stroke="${stroke}" stroke-width="2.5" stroke-dasharray="${dashes}"/></svg>${name}</span>`,
  );
  return markup`<p class="legend">${items}</p>`;
}

function both(wide: Markup, narrow: Markup): Markup {
  return markup`<div class="wide">${wide}</div><div class="narrow">${narrow}</div>`;
}

function tableSection(finding: DefinedThresholdFinding): Section {
  const row = (point: ThresholdPoint): Markup => {
    const isLeast = sameRule(point.threshold, finding.optimum.threshold);
    const figures = [costText(point.cost), ...sharesOf(point), point.right, point.wrong, point.missed, point.handed, point.due];
    const cells = figures.map((figure) => markup`<td class="num">${figure}</td>`);
    return markup`<tr class="${isLeast ? 'least' : ''}"><th scope="row">${pointText(point, finding)}${isLeast ? ' ◀ least' : undefined}</th>${cells}</tr>`;
  };
  const names = ['Cost a turn', 'Bot answers', 'Rightly', 'Right', 'Wrong', 'Missed', 'Handed over', 'Due, handed over'];
  const head = names.map((name) => markup`<th scope="col" class="num">${name}</th>`);
  return {
    id: 'thresholds',
    title: 'Thresholds',
    lead: markup`Right, wrong and missed turns are the bot's (missed ones were due to a person); the others are a person's. The CSV has the whole curve.`,
    body: scrollBox(
      'Thresholds',
      markup`<table><thead><tr><th scope="col">Hand over</th>${head}</tr></thead><tbody>${tableRows(finding).map(row)}</tbody></table>`,
    ),
  };
}

function sliceSection({ slices }: ThresholdReport): Section[] {
  if (slices.length === 0) return [];
  const rows = slices.map(({ slice, finding, at_overall: at }) => {
    const own =
      finding.status === 'defined'
        ? markup`<td>${pointText(finding.optimum, finding)}</td><td class="num">${costText(finding.optimum.cost)}</td>`
        : markup`<td colspan="2">undefined: ${finding.reason}</td>`;
    return markup`<tr><th scope="row">${withLang(sliceLabel(slice))}</th><td class="num">${finding.counts.turns}</td>${own}<td class="num">${at === undefined ? '' : costText(at.cost)}</td></tr>`;
  });
  return [
    {
      id: 'slices',
      title: 'By slice',
      lead: markup`What a threshold of its own would cost in each slice, and what the overall one costs there. Own thresholds are flattered the more, the fewer turns they rest on.`,
      body: scrollBox(
        'By slice',
        markup`<table><thead><tr><th scope="col">Slice</th><th scope="col" class="num">Turns</th><th scope="col">Own optimum</th><th scope="col" class="num">Cost a turn</th><th scope="col" class="num">At the overall optimum</th></tr></thead><tbody>${rows}</tbody></table>`,
      ),
    },
  ];
}

function noteSection({ notes }: ThresholdReport): Section[] {
  if (notes.length === 0) return [];
  return [{ id: 'notes', title: 'Notes', body: markup`<ul>${notes.map((note) => markup`<li>${withLang(note)}</li>`)}</ul>` }];
}
