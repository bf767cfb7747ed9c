/** Precision, recall and F1 of every intent, a column group a bot; sortable where scripts run. */
import type { IntentRow } from '../../schema/index.js';
import { shareText } from '../figures.js';
import type { BotView, ReportView } from '../report-view.js';
import { botIcon } from './bot-mark.js';
import { type Markup, markup, withLang } from './markup.js';
import { type Section, scrollBox } from './section.js';

/** Undefined when no bot has intents to tell apart. */
export function intentSection(view: ReportView): Section | undefined {
  const intents = [...new Set(view.bots.flatMap((bot) => bot.summary.intents.map((row) => row.intent)))];
  if (intents.length === 0) return undefined;
  const byBot = view.bots.map((bot) => ({ bot, rows: new Map(bot.summary.intents.map((row) => [row.intent, row])) }));
  const supportOf = (intent: string): number => Math.max(...byBot.map(({ rows }) => rows.get(intent)?.support ?? 0));
  const sorted = intents.toSorted((a, b) => supportOf(b) - supportOf(a) || (a < b ? -1 : 1));
  const body = sorted.map(
    (intent) =>
      markup`<tr><th scope="row"><code>${withLang(intent)}</code></th><td class="num" data-v="${supportOf(intent)}">${supportOf(intent)}</td>${byBot.map(({ rows }) => cells(rows.get(intent)))}</tr>`,
  );
  const table = markup`<table class="sortable"><caption class="sr">Precision, recall and F1 by intent and bot</caption><thead><tr>${header('Intent', 'text')}${header('Support')}${byBot.map(({ bot }) => headers(bot))}</tr></thead><tbody>${body}</tbody></table>`;
  return {
    id: 'intents',
    title: 'By intent',
    lead: markup`Support is the number of turns with that gold intent.`,
    body: scrollBox('Scores by intent', table),
  };
}

function headers(bot: BotView): Markup {
  return markup`${['Precision', 'Recall', 'F1'].map((name) => header(name, 'number', bot))}`;
}

function header(name: string, kind: 'text' | 'number' = 'number', bot?: BotView): Markup {
  const owner = bot === undefined ? undefined : markup`${botIcon(bot.index)}<span class="sr">${bot.name} </span>`;
  return markup`<th scope="col" class="${kind === 'text' ? '' : 'num'}" data-sort="${kind}">${owner}<span class="sortname">${name}</span></th>`;
}

function cells(row: IntentRow | undefined): Markup {
  return markup`${ratioCell(row?.precision, 'never predicted')}${ratioCell(row?.recall, 'no support')}${ratioCell(row?.f1, 'does not occur')}`;
}

function ratioCell(value: number | undefined, reason: string): Markup {
  return value === undefined
    ? markup`<td class="num none">${reason}</td>`
    : markup`<td class="num" data-v="${value}"><span class="level" style="--v:${(value * 100).toFixed(1)}%">${shareText(value)}</span></td>`;
}
