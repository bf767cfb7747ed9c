/** The report as GitHub-flavoured Markdown: for a pull-request comment or the summary of a CI step. */

import type { RunReport } from '../schema/index.js';
import { differenceTable } from './comparison/difference-rows.js';
import { judgedText } from './comparison/words.js';
import { topConfusions } from './confusions.js';
import { escapeMarkdown } from './escape/markdown.js';
import { callsText } from './failures.js';
import { gateText, offenderText, VERDICT_MARK } from './gate-text.js';
import { headlineMetrics } from './headline-metrics.js';
import { exampleList } from './markdown/example-list.js';
import { estimateTable, markdownTable } from './markdown/tables.js';
import { LATENCY_METRICS, SLICE_METRICS } from './metric-face.js';
import { metricGroups, unmeasuredMetrics } from './metric-groups.js';
import { type ReportView, viewReport } from './report-view.js';
import { simulatedLines } from './simulated-text.js';

const SLICES_SHOWN = 40;
const TURN_METRICS = ['latency.p50_ms', 'latency.p95_ms'] as const;
const CONFUSIONS_SHOWN = 8;

/** Headings, tables and folded details; ends in a line break. Untrusted text renders as itself and notifies nobody. */
export function renderMarkdown(report: RunReport): string {
  const view = viewReport(report);
  const examples = exampleList(view);
  const blocks = [
    heading(view),
    gateTable(view),
    metricTable(view),
    pairedTables(view),
    folded('By slice', sliceTable(view)),
    folded('All metrics', groupTables(view)),
    folded('Latency and calls', latencyTable(view)),
    folded('Most confused intents', confusionTable(view)),
    simulatedTable(view),
    folded(examples?.title ?? '', examples?.body ?? ''),
    notes(view),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function heading(view: ReportView): string {
  const { summary, manifest } = view.bots[0];
  const verdicts = view.bots.map(
    (bot) => `**${escapeMarkdown(bot.name)}** ${VERDICT_MARK[bot.summary.verdict]} ${bot.summary.verdict}`,
  );
  const facts = `${manifest.dataset.name}: ${summary.counts.dialogues} dialogues, ${manifest.dataset.turns} turns, ${summary.counts.families} families; history ${summary.history}; trials ${summary.trials}; seed ${summary.seed}`;
  return `## ${escapeMarkdown(view.title)}\n\n${verdicts.join(' · ')}\n\n${escapeMarkdown(facts)}`;
}

function gateTable(view: ReportView): string {
  const rows = view.bots.flatMap((bot) =>
    bot.summary.gates.map((result) => {
      const offender = result.verdict === 'pass' ? undefined : offenderText(result);
      const reason = offender === undefined ? result.reason : `${result.reason} (${offender})`;
      return [`${VERDICT_MARK[result.verdict]} ${result.verdict}`, bot.name, gateText(result.gate), reason].map(escapeMarkdown);
    }),
  );
  return rows.length === 0 ? 'No gates configured.' : `### Gates\n\n${markdownTable(['Verdict', 'Bot', 'Gate', 'Reason'], rows)}`;
}

function metricTable(view: ReportView): string {
  const metrics = headlineMetrics(view);
  if (metrics.length === 0) return '';
  return `### Headline\n\n${estimateTable(
    view,
    'Metric',
    metrics.map((metric) => ({ label: metric, metric })),
  )}`;
}

/** Each candidate against the baseline of the run. */
function pairedTables(view: ReportView): string {
  const blocks = view.bots.flatMap(({ name, summary: { comparison } }) => {
    if (comparison === undefined) return [];
    const conclusion = `**${escapeMarkdown(judgedText(name, comparison.baseline, comparison))}**`;
    return [conclusion, differenceTable('Metric', comparison.differences, ({ metric }) => metric)];
  });
  return blocks.length === 0 ? '' : ['### Against the baseline', ...blocks].join('\n\n');
}

/** One table a group of metrics; what has no value is named with its reason. */
function groupTables(view: ReportView): string {
  const tables = metricGroups(view).map(({ title, metrics }) =>
    estimateTable(
      view,
      title,
      metrics.map((metric) => ({ label: metric, metric })),
    ),
  );
  const unmeasured = unmeasuredMetrics(view).map(
    ({ metric, reason }) => `- ${escapeMarkdown(metric)}: ${escapeMarkdown(reason)}`,
  );
  const rest = unmeasured.length === 0 ? [] : [`Undefined here:\n\n${unmeasured.join('\n')}`];
  return [...tables, ...rest].join('\n\n');
}

function sliceTable(view: ReportView): string {
  const rows = SLICE_METRICS.flatMap((metric) =>
    view.slicesOf(metric).map((slice) => ({ label: `${slice} · ${metric}`, metric, slice })),
  );
  if (rows.length === 0) return '';
  const more = rows.length > SLICES_SHOWN ? `\n\n… and ${rows.length - SLICES_SHOWN} more in summary.json` : '';
  return `${estimateTable(view, 'Slice · metric', rows.slice(0, SLICES_SHOWN))}${more}`;
}

function latencyTable(view: ReportView): string {
  const metrics = LATENCY_METRICS.filter((metric) => view.metrics.includes(metric));
  const calls = view.bots.map((bot) => `- **${escapeMarkdown(bot.name)}**: ${callsText(bot.summary.counts)}`).join('\n');
  if (metrics.length === 0) return calls;
  return `${estimateTable(
    view,
    'Metric',
    metrics.map((metric) => ({ label: metric, metric })),
  )}\n\n${turnTable(view)}${calls}`;
}

/** The usual and the slow reply at each position of a conversation. */
function turnTable(view: ReportView): string {
  const rows = TURN_METRICS.flatMap((metric) =>
    view
      .slicesOf(metric)
      .filter((slice) => slice.startsWith('turn='))
      .map((slice) => ({ label: `${slice} · ${metric}`, metric, slice })),
  );
  return rows.length === 0 ? '' : `${estimateTable(view, 'Turn · metric', rows)}\n\n`;
}

function confusionTable(view: ReportView): string {
  const rows = view.bots.flatMap((bot) =>
    topConfusions(bot.summary, CONFUSIONS_SHOWN).map((cell) => [
      escapeMarkdown(bot.name),
      escapeMarkdown(cell.gold),
      escapeMarkdown(cell.predicted),
      String(cell.count),
    ]),
  );
  return rows.length === 0 ? '' : markdownTable(['Bot', 'Gold', 'Predicted', 'Turns'], rows);
}

function simulatedTable(view: ReportView): string {
  const blocks = view.bots.flatMap(({ summary }) => {
    if (summary.simulated === undefined) return [];
    const rows = simulatedLines(summary.simulated).map(({ label, text }) => [label, escapeMarkdown(text)]);
    return [markdownTable(['Simulated', ''], rows)];
  });
  return blocks.length === 0 ? '' : `### Simulated conversion\n\n${blocks.join('\n\n')}`;
}

function notes(view: ReportView): string {
  const lines = view.bots.flatMap((bot) =>
    bot.summary.notes.map((note) => `- ${escapeMarkdown(bot.name)}: ${escapeMarkdown(note)}`),
  );
  return lines.length === 0 ? '' : `### Notes\n\n${lines.join('\n')}`;
}

/** `summary` stands in raw HTML: fixed words only. */
function folded(summary: string, body: string): string {
  return body === '' ? '' : `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
