/** Every gate with its verdict, reason and, where it failed, a dialogue to look at. */
import { gateText, offenderText } from '../gate-text.js';
import type { ReportView } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { verdictBadge } from './header-section.js';
import { markup, withLang } from './markup.js';
import type { Section } from './section.js';

export function gateSection(view: ReportView): Section {
  const rows = view.bots.flatMap((bot) =>
    bot.summary.gates.map((result) => {
      const offender = result.verdict === 'pass' ? undefined : offenderText(result);
      const example = offender === undefined ? undefined : markup`<div class="counts">${withLang(offender)}</div>`;
      return markup`<tr><td>${verdictBadge(result.verdict)}</td><td>${botLabel(bot)}</td><th scope="row"><code>${gateText(result.gate)}</code></th><td>${withLang(result.reason)}${example}</td></tr>`;
    }),
  );
  const head = markup`<thead><tr><th scope="col">Verdict</th><th scope="col">Bot</th><th scope="col">Gate</th><th scope="col">Reason</th></tr></thead>`;
  const body =
    rows.length === 0
      ? markup`<p class="empty">No gates were configured: this report judges nothing.</p>`
      : markup`<table class="gates">${head}<tbody>${rows}</tbody></table>`;
  return { id: 'gates', title: 'Gates', body };
}
