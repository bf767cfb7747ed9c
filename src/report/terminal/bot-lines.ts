/** Lines a bot of the terminal report: latency, how its calls ended, what it confuses most; and the notes of the run. */
import { topConfusions } from '../confusions.js';
import { escapeTerminal } from '../escape/terminal.js';
import { callsText, failedCalls } from '../failures.js';
import { intervalText, valueText } from '../figures.js';
import { LATENCY_METRICS } from '../metric-face.js';
import type { BotView, ReportView } from '../report-view.js';
import { grid, labelAndColumns } from './grid.js';
import type { Ink } from './ink.js';

const CONFUSIONS_SHOWN = 5;
const NAME_WIDTH = 18;

/** `p50 398 ms [391, 407] · p95 …`; the failures stand in the line below. */
export function latencyLine(bot: BotView): string {
  const parts = LATENCY_METRICS.flatMap((metric) => {
    const estimate = bot.find(metric);
    if (estimate === undefined) return [];
    const name = metric.replace('latency.', '').replace('_ms', '');
    if (estimate.status === 'undefined') return [`${name} undefined: ${escapeTerminal(estimate.reason)}`];
    return [`${name} ${valueText(estimate.value, 'ms')} ${intervalText(estimate, 'ms')}`];
  });
  return parts.length === 0 ? 'not reported' : parts.join(' · ');
}

function confusionLine(bot: BotView): string {
  const pairs = topConfusions(bot.summary, CONFUSIONS_SHOWN);
  if (pairs.length === 0) return 'none';
  return pairs.map(({ gold, predicted, count }) => escapeTerminal(`${gold} → ${predicted} ×${count}`)).join(', ');
}

/** One block a bot. */
export function botLines(view: ReportView, ink: Ink, width: number): string {
  const blocks = view.bots.map((bot) => {
    const calls = callsText(bot.summary.counts);
    const rows = [
      ['  latency', latencyLine(bot)],
      ['  calls', failedCalls(bot.summary.counts) > 0 ? ink.warn(calls) : calls],
      ['  most confused', confusionLine(bot)],
      ...bot.summary.notes.map((note) => ['  note', escapeTerminal(note)]),
    ];
    return `${ink.bold(escapeTerminal(bot.name))}\n${grid(rows, labelAndColumns(width, NAME_WIDTH, 1))}`;
  });
  return blocks.join('\n\n');
}
