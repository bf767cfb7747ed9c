/** Latency: the share of answered calls within a time, a line a bot, and the quantiles with their intervals. */
import { callsText } from '../failures.js';
import { LATENCY_METRICS } from '../metric-face.js';
import { bestBots, type ReportView } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { estimateCell } from './estimate-cell.js';
import { latencyPlot } from './latency-plot.js';
import { type Markup, markup } from './markup.js';
import { type Section, scrollBox } from './section.js';

const MORE_METRICS = ['latency.mean_ms', 'latency.first_token_p50_ms', 'latency.error_rate', 'latency.timeout_rate'] as const;
/** Drawn twice, for wide and for narrow screens: an SVG that shrinks makes its text unreadable. */
const WIDTHS = { wide: 1060, narrow: 330 } as const;

/** Undefined when no latency was reported. */
export async function latencySection(view: ReportView): Promise<Section | undefined> {
  const metrics = [...LATENCY_METRICS, ...MORE_METRICS].filter((metric) => view.metrics.includes(metric));
  const measured = view.bots.some((bot) => bot.summary.latency_histogram.length > 0);
  if (metrics.length === 0 && !measured) return undefined;
  const plots = measured
    ? markup`<p class="legend">${view.bots.map((bot) => botLabel(bot))}</p><div class="wide">${await latencyPlot(view, WIDTHS.wide)}</div><div class="narrow">${await latencyPlot(view, WIDTHS.narrow)}</div>`
    : undefined;
  return {
    id: 'latency',
    title: 'Latency',
    lead: markup`Of answered calls, closed loop. Failed calls never enter the quantiles; they stand below.`,
    body: markup`${plots}${quantiles(view, metrics)}${positions(view)}<ul class="calls">${view.bots.map((bot) => markup`<li>${botLabel(bot)} ${callsText(bot.summary.counts)}</li>`)}</ul>`,
  };
}

function quantiles(view: ReportView, metrics: readonly string[]): Markup | undefined {
  if (metrics.length === 0) return undefined;
  const rows = metrics.map((metric) => {
    const best = bestBots(view, metric);
    const cells = view.bots.map((bot) => markup`<td>${estimateCell(bot.find(metric), best.has(bot.index))}</td>`);
    return markup`<tr><th scope="row"><code>${metric}</code></th>${cells}</tr>`;
  });
  const head = view.bots.map((bot) => markup`<th scope="col">${botLabel(bot)}</th>`);
  return scrollBox(
    'Latency quantiles',
    markup`<table class="estimates"><thead><tr><th scope="col">Metric</th>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

const POSITION_METRICS = ['latency.p50_ms', 'latency.p95_ms'] as const;

/** The usual and the slow reply at each position of a conversation: a bot that gets slower as the history grows shows here. */
function positions(view: ReportView): Markup | undefined {
  const slices = [...new Set(POSITION_METRICS.flatMap((metric) => view.slicesOf(metric)))].filter((slice) =>
    slice.startsWith('turn='),
  );
  if (slices.length === 0) return undefined;
  const head = view.bots.map((bot) =>
    POSITION_METRICS.map((metric) => markup`<th scope="col">${botLabel(bot)} <code>${metric}</code></th>`),
  );
  const rows = slices.map((slice) => {
    const cells = view.bots.map((bot) =>
      POSITION_METRICS.map((metric) => markup`<td>${estimateCell(bot.find(metric, slice))}</td>`),
    );
    return markup`<tr><th scope="row"><code>${slice}</code></th>${cells}</tr>`;
  });
  return scrollBox(
    'Latency by the position of the turn',
    markup`<table class="estimates"><caption>By the position of the turn</caption><thead><tr><th scope="col">Turn</th>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}
