/** Slices as dots with intervals, one lane a bot; the figures stand beside them. */
import { metricFace, SLICE_METRICS } from '../metric-face.js';
import { bestBots, type ReportView } from '../report-view.js';
import { botIcon, botLabel } from './bot-mark.js';
import { estimateCell } from './estimate-cell.js';
import { bounds } from './headline-section.js';
import { intervalStrips, tickLabels, UNIT_SCALE } from './interval-strip.js';
import { type Markup, markup, withLang } from './markup.js';
import type { Section } from './section.js';

const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
/** Slices beyond these stand in a folded part. */
const SLICES_OPEN = 24;

/** Undefined when no metric was broken down. */
export function sliceSection(view: ReportView): Section | undefined {
  const metrics = SLICE_METRICS.filter((metric) => view.slicesOf(metric).length > 0);
  if (metrics.length === 0) return undefined;
  const legend = markup`<p class="legend">${view.bots.map((bot) => botLabel(bot))}</p>`;
  return {
    id: 'slices',
    title: 'By slice',
    lead: markup`Dots are values, lines their intervals. Few families make wide lines.`,
    body: markup`${legend}<div class="pair">${metrics.map((metric) => slicePlot(view, metric))}</div>`,
  };
}

function slicePlot(view: ReportView, metric: string): Markup {
  const slices = view.slicesOf(metric);
  const open = table(view, metric, [undefined, ...slices.slice(0, SLICES_OPEN)]);
  const rest = slices.slice(SLICES_OPEN);
  const folded =
    rest.length === 0
      ? undefined
      : markup`<details><summary>${rest.length} more slices</summary>${table(view, metric, rest)}</details>`;
  const { label, zh } = metricFace(metric);
  return markup`<div><h3 title="${zh}">${label} <code class="key">${metric}</code></h3>${open}${folded}</div>`;
}

function table(view: ReportView, metric: string, slices: readonly (string | undefined)[]): Markup {
  const text = metricFace(metric).unit === 'share' ? (t: number): string => `${t * 100}%` : (t: number): string => `${t}`;
  const head = markup`<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Slice</th><th scope="col" role="columnheader" class="axis"><span class="sr">Plot</span>${tickLabels(TICKS, UNIT_SCALE, text)}</th><th scope="col" role="columnheader">Values</th></tr></thead>`;
  const rows = slices.map((slice) => row(view, metric, slice));
  return markup`<table class="slices" role="table">${head}<tbody role="rowgroup">${rows}</tbody></table>`;
}

function row(view: ReportView, metric: string, slice: string | undefined): Markup {
  const best = bestBots(view, metric, slice);
  const estimates = view.bots.map((bot) => ({ bot: bot.index, estimate: bot.find(metric, slice) }));
  const strips = estimates.map(({ bot, estimate }) =>
    estimate?.status === 'defined' ? { bot, ...bounds(estimate) } : undefined,
  );
  const lines = estimates.map(({ bot, estimate }) => {
    const name = view.bots[bot]?.name ?? '';
    return markup`<div class="line">${botIcon(bot)}<span class="sr">${name}: </span>${estimateCell(estimate, best.has(bot))}</div>`;
  });
  const kind = slice === undefined ? 'overall' : '';
  return markup`<tr role="row" class="${kind}"><th scope="row" role="rowheader">${withLang(slice ?? 'overall')}</th><td role="cell" class="plot">${intervalStrips(strips, UNIT_SCALE, TICKS)}</td><td role="cell" class="figures">${lines}</td></tr>`;
}
