/** Every metric that was reported overall, and what is needed to reproduce the numbers. */
import { metricGroups, unmeasuredMetrics } from '../metric-groups.js';
import type { BotView, ReportView } from '../report-view.js';
import { bestBots } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { estimateCell } from './estimate-cell.js';
import { type Markup, markup, withLang } from './markup.js';
import { type Section, scrollBox } from './section.js';

export function metricSection(view: ReportView): Section {
  return {
    id: 'metrics',
    title: 'All metrics and provenance',
    body: markup`<details><summary>All ${view.metrics.length} metrics, with signatures</summary>${metricTable(view)}</details>${view.bots.map(provenance)}`,
  };
}

function metricTable(view: ReportView): Markup {
  const columns = view.bots.length + 2;
  const groups = metricGroups(view).map(
    ({ title, metrics }) =>
      markup`<tbody><tr><th scope="rowgroup" colspan="${columns}">${title}</th></tr>${metrics.map((metric) => metricRow(view, metric))}</tbody>`,
  );
  const rest = unmeasuredMetrics(view).map(
    ({ metric, reason }) =>
      markup`<tr><th scope="row"><code>${metric}</code></th><td colspan="${columns - 1}" class="none">${withLang(reason)}</td></tr>`,
  );
  const unmeasured =
    rest.length === 0
      ? undefined
      : markup`<tbody><tr><th scope="rowgroup" colspan="${columns}">Undefined here</th></tr>${rest}</tbody>`;
  const head = markup`<thead><tr><th scope="col">Metric</th>${view.bots.map((bot) => markup`<th scope="col">${botLabel(bot)}</th>`)}<th scope="col">Signature</th></tr></thead>`;
  return scrollBox('All metrics', markup`<table class="estimates">${head}${groups}${unmeasured}</table>`);
}

function metricRow(view: ReportView, metric: string): Markup {
  const best = bestBots(view, metric);
  const cells = view.bots.map((bot) => markup`<td>${estimateCell(bot.find(metric), best.has(bot.index))}</td>`);
  const signature = view.bots.map((bot) => bot.find(metric)?.signature).find((text) => text !== undefined);
  return markup`<tr><th scope="row"><code>${metric}</code></th>${cells}<td class="counts">${signature}</td></tr>`;
}

function provenance(bot: BotView): Markup {
  const { manifest, summary } = bot;
  const rows: readonly (readonly [string, string])[] = [
    ['Bot', JSON.stringify(manifest.bot.description)],
    ['Dataset digest', summary.dataset_digest],
    ['Harness', `${manifest.harness_version}, Node ${manifest.node_version}, ${manifest.platform}`],
    [
      'Settings',
      `history ${manifest.history}, trials ${manifest.trials}, seed ${manifest.seed}, time-out ${manifest.timeout_ms} ms, concurrency ${manifest.max_concurrency}, retries ${manifest.retries}, resamples ${manifest.resamples}`,
    ],
    ['State', manifest.state],
    ...summary.notes.map((note) => ['Note', note] as const),
  ];
  const list = rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${withLang(value)}</dd></div>`);
  return markup`<details><summary>Provenance of ${botLabel(bot)}</summary><dl class="provenance">${list}</dl></details>`;
}
