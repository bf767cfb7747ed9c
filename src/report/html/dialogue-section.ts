/** The place where the wrong dialogues are browsed: filters, a list that the script fills, and the data island. */
import { escapeJsonIsland } from '../escape/html.js';
import type { ReportView } from '../report-view.js';
import { botIcon } from './bot-mark.js';
import { dialogueIsland, type Island } from './dialogue-island.js';
import { type Markup, markup, trusted } from './markup.js';
import type { Section } from './section.js';

const FAULTS: readonly (readonly [string, string])[] = [
  ['intent', 'wrong intent'],
  ['answer', 'answer fails'],
  ['critical', 'critical error'],
  ['call', 'failed call'],
];

export function dialogueSection(view: ReportView): Section {
  const island = dialogueIsland(view);
  const total = island.bots.reduce((sum, bot) => sum + bot.total, 0);
  if (total === 0)
    return { id: 'dialogues', title: 'Wrong dialogues', body: markup`<p class="empty">No dialogue has a wrong turn.</p>` };
  const counts = island.bots.map(
    ({ name, total: all, listed }) => `${name}: ${all}${listed < all ? `, of which the worst ${listed} are listed` : ''}`,
  );
  return {
    id: 'dialogues',
    title: 'Wrong dialogues',
    lead: markup`Dialogues with at least one wrong turn, worst first. ${counts.join(' · ')}. All wrong turns stand in errors.csv.`,
    body: markup`<noscript><p class="notice">This list is drawn by a script, which is switched off here. errors.csv holds the same turns; all else on this page needs no script.</p></noscript>
<div id="browser" hidden>${filters(island)}<p id="found" role="status" aria-live="polite"></p><div id="list"></div><nav id="pager" aria-label="Pages of dialogues"><button type="button" id="prev">← Previous</button><span id="page"></span><button type="button" id="next">Next →</button></nav>${iconTemplates(view)}</div>
<script type="application/json" id="island">${trusted(escapeJsonIsland(island))}</script>`,
  };
}

function filters({ bots, dialogues }: Island): Markup {
  const slices = [...new Set(dialogues.flatMap((dialogue) => dialogue.slices))].toSorted();
  const intents = [...new Set(dialogues.flatMap((dialogue) => dialogue.turns.flatMap((turn) => turn.gold)))].toSorted();
  return markup`<form id="filters" role="search" aria-label="Filter the dialogues">
${
  bots.length > 1
    ? select(
        'f-bot',
        'Bot',
        'all bots',
        bots.map(({ name }, i) => [String(i), name] as const),
      )
    : undefined
}
${select(
  'f-slice',
  'Slice',
  'all slices',
  slices.map((slice) => [slice, slice] as const),
)}
${select(
  'f-intent',
  'Gold intent',
  'all intents',
  intents.map((intent) => [intent, intent] as const),
)}
${select('f-fault', 'What went wrong', 'anything', FAULTS)}
<label class="grow">Text<input type="search" id="f-text" placeholder="utterance, reply, id, reason" autocomplete="off" spellcheck="false"></label>
<button type="reset">Reset</button></form>`;
}

function select(id: string, label: string, all: string, options: readonly (readonly [string, string])[]): Markup {
  const list = options.map(([value, text]) => markup`<option value="${value}">${text}</option>`);
  return markup`<label>${label}<select id="${id}"><option value="">${all}</option>${list}</select></label>`;
}

/** The script clones these; it never writes HTML. */
function iconTemplates(view: ReportView): Markup {
  return markup`${view.bots.map((bot) => markup`<template id="icon-${bot.index}">${botIcon(bot.index)}</template>`)}`;
}
