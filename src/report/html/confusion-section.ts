/** Which intents are taken for which: the most confused pairs, and a heat map a bot. */
import { foldConfusion, OTHER_LABELS, topConfusions } from '../confusions.js';
import type { BotView, ReportView } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { type Markup, markup, withLang } from './markup.js';
import { type Section, scrollBox } from './section.js';

/** Labels with a row of their own; the rest is folded into one. */
const LABELS_SHOWN = 20;
const PAIRS_SHOWN = 10;
/** Percent of colour that even a single turn gets, so that it is seen. */
const FAINTEST = 18;

/** Undefined when no turn carries an intent label. */
export function confusionSection(view: ReportView): Section | undefined {
  const bots = view.bots.filter((bot) => bot.summary.confusion.length > 0);
  if (bots.length === 0) return undefined;
  return {
    id: 'confusion',
    title: 'Confused intents',
    lead: markup`Rows are gold intents, columns what the bot took them for. Depth of colour is the share of the row; right answers lie on the diagonal.`,
    body: markup`<div class="stack">${bots.map((bot) => markup`<div class="confusion"><h3>${botLabel(bot)}</h3>${pairs(bot)}${heatMap(bot)}</div>`)}</div>`,
  };
}

function pairs(bot: BotView): Markup {
  const top = topConfusions(bot.summary, PAIRS_SHOWN);
  if (top.length === 0) return markup`<p class="empty">No intent was confused with another.</p>`;
  const most = top[0]?.count ?? 1;
  const rows = top.map(
    ({ gold, predicted, count }) =>
      markup`<li><span class="pairname"><code>${withLang(gold)}</code> <span aria-label="taken for">→</span> <code>${withLang(predicted)}</code></span><span class="count">${count}</span><span class="meter" aria-hidden="true"><span style="width:${((100 * count) / most).toFixed(1)}%"></span></span></li>`,
  );
  return markup`<ol class="pairs" aria-label="Most confused pairs, with turns">${rows}</ol>`;
}

function heatMap(bot: BotView): Markup {
  const folded = foldConfusion(bot.summary.confusion, LABELS_SHOWN);
  const { labels } = folded;
  const head = labels.map((label) => markup`<th scope="col"><span>${withLang(label)}</span></th>`);
  const rows = labels
    .filter((label) => folded.rowTotal(label) > 0)
    .map((gold) => {
      const total = folded.rowTotal(gold);
      const cells = labels.map((predicted) => {
        const count = folded.count(gold, predicted);
        if (count === 0) return markup`<td></td>`;
        const depth = Math.max(FAINTEST, Math.round((100 * count) / total));
        // Right and wrong answers of the folded labels share one cell: it is neither.
        const kind = gold !== predicted ? 'wrong' : gold === OTHER_LABELS ? 'both' : 'right';
        return markup`<td class="${kind}" style="--d:${depth}%" title="gold ${gold}, predicted ${predicted}: ${count} of ${total}">${count}</td>`;
      });
      return markup`<tr><th scope="row">${withLang(gold)}</th>${cells}</tr>`;
    });
  const note =
    folded.folded === 0
      ? undefined
      : markup`<p class="counts">The ${LABELS_SHOWN} intents with the most errors; ${folded.folded} others are folded into one row and column. All stand in confusion.csv.</p>`;
  const table = markup`<table class="heat"><caption class="sr">Confusion matrix of ${bot.name}: gold by predicted</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table>`;
  return markup`${scrollBox(`Confusion matrix of ${bot.name}`, table)}${note}`;
}
