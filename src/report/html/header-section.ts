/** The top of the page: what was run, on what, and the verdict of each bot. */
import type { Verdict } from '../../schema/index.js';
import { VERDICT_MARK } from '../gate-text.js';
import type { BotView, ReportView } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { type Markup, type MarkupValue, markup, withLang } from './markup.js';

/** Mark and word in the colour of the verdict. */
export function verdictBadge(verdict: Verdict): Markup {
  return markup`<span class="badge ${verdict}"><span aria-hidden="true">${VERDICT_MARK[verdict]}</span> ${verdict}</span>`;
}

export function headerHtml(view: ReportView): Markup {
  const [baseline] = view.bots;
  const cards = view.bots.map((bot) => botCard(bot, view.bots.length > 1));
  return markup`<header><p class="eyebrow">shopreplay report</p><h1>${withLang(view.title)}</h1><dl class="facts">${facts(baseline)}</dl><ul class="bots" aria-label="Verdict of each bot">${cards}</ul></header>`;
}

function botCard(bot: BotView, several: boolean): Markup {
  const { gates, verdict } = bot.summary;
  const held = gates.filter((gate) => gate.verdict === 'pass').length;
  const role = several ? (bot.index === 0 ? 'baseline' : 'candidate') : undefined;
  const text = gates.length === 0 ? 'no gates' : `${held} of ${gates.length} gates passed`;
  const badge = gates.length === 0 && verdict === 'pass' ? undefined : verdictBadge(verdict);
  return markup`<li>${botLabel(bot)}${role === undefined ? undefined : markup` <span class="role">${role}</span>`}${badge}<span class="counts">${text}</span></li>`;
}

function facts({ manifest, summary }: BotView): MarkupValue {
  const { dataset, sessions } = manifest;
  const started = sessions[0]?.started_at.slice(0, 16).replace('T', ' ');
  const { counts } = summary;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Dataset', `${dataset.name}${dataset.version === undefined ? '' : ` ${dataset.version}`}`],
    ['Split', dataset.split],
    ['Dialogues', `${counts.dialogues}`],
    ['Turns', `${dataset.turns}`],
    ['Families', `${counts.families}`],
    ['History', summary.history],
    ['Trials', `${summary.trials}`],
    ['Seed', `${summary.seed}`],
    ['Started', started === undefined ? undefined : `${started} UTC`],
  ];
  return rows.flatMap(([name, value]) =>
    value === undefined ? [] : [markup`<div><dt>${name}</dt><dd>${withLang(value)}</dd></div>`],
  );
}
