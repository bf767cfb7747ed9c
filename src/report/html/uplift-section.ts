/** The simulated conversion panel: no number without the notice, the tier and what a conversion means. */
import { SIMULATED_NOTICE, type Simulated } from '../../schema/index.js';
import { shareText, simulatedInterval, simulatedPercent, simulatedPoints } from '../figures.js';
import type { ReportView } from '../report-view.js';
import { confirmText, dominanceText, simulatedMeaning } from '../simulated-text.js';
import { position, type Scale } from './interval-strip.js';
import { type Markup, markup, withLang } from './markup.js';
import type { Section } from './section.js';

/** Undefined when nothing was simulated. */
export function upliftSection(view: ReportView): Section | undefined {
  const panels = view.bots.flatMap(({ summary }) => (summary.simulated === undefined ? [] : [panel(summary.simulated)]));
  return panels.length === 0 ? undefined : { id: 'uplift', title: 'Simulated conversion uplift', body: markup`${panels}` };
}

function panel(s: Simulated): Markup {
  const share = s.simulated_assumption_share;
  const assumptions =
    share === undefined
      ? undefined
      : markup`<p>${simulatedPercent(share)} of the variance of the uplift stems from the assumptions, the rest from the data.</p>`;
  const absent =
    s.events.absent.length === 0
      ? undefined
      : markup`<p class="counts">Absent events, which added nothing: ${s.events.absent.join(', ')}.</p>`;
  return markup`<div class="simulated"><p class="notice"><strong>${SIMULATED_NOTICE}</strong> <span>${simulatedMeaning(s)}</span></p>
<div class="simgrid"><div><h3>${withLang(s.baseline)} → ${withLang(s.candidate)}</h3>
<p class="big">${simulatedPoints(s.simulated_uplift)} <small>simulated uplift</small></p>
<p class="interval">${s.simulated_uplift_interval === undefined ? 'no interval: no draws' : simulatedInterval(s.simulated_uplift_interval, 'pp')}</p>
<p><b>${simulatedPercent(s.simulated_uplift_relative, true)}</b> relative (simulated)${s.simulated_uplift_relative_interval === undefined ? '' : `, ${simulatedInterval(s.simulated_uplift_relative_interval, '%')}`}</p>
<p>Simulated conversion ${simulatedPercent(s.simulated_conversion_baseline)} → ${simulatedPercent(s.simulated_conversion_candidate)} <span class="counts">${s.dialogues} dialogues · ${s.families} families · ${s.draws} draws · seed ${s.seed}</span></p>
${assumptions}<p>To confirm: ${confirmText(s)}.</p>${absent}</div>
<div><h3>Where the sign needs no assumption</h3>${dominanceBar(s)}<p>${dominanceText(s)}.</p>${tornado(s)}</div></div></div>`;
}

function dominanceBar(s: Simulated): Markup {
  const parts = (['better', 'mixed', 'equal', 'worse'] as const).map((kind) => {
    const share = s.dominance[kind];
    return markup`<span class="dom ${kind}" style="flex-grow:${Math.round(share * 1e6)}" title="${kind} ${shareText(share)}">${share >= 0.12 ? kind : ''}</span>`;
  });
  return markup`<div class="dominance" aria-hidden="true">${parts}</div>`;
}

/** Simulated uplift with one parameter at the ends of its prior, widest first; as a table with drawn bars. */
function tornado(s: Simulated): Markup | undefined {
  if (s.tornado.length === 0) return undefined;
  const ends = s.tornado.flatMap((row) => [row.simulated_at_p05, row.simulated_at_p95]);
  const scale: Scale = { min: Math.min(0, ...ends), max: Math.max(0, ...ends) };
  const zero = `${position(0, scale)}%`;
  const now = `${position(s.simulated_uplift, scale)}%`;
  const rows = s.tornado.map((row) => {
    const [low, high] = [row.simulated_at_p05, row.simulated_at_p95].map((end) => position(end, scale)).toSorted((a, b) => a - b);
    const bar = markup`<svg class="strip" width="100%" height="18" aria-hidden="true"><line class="grid" x1="${zero}" x2="${zero}" y1="0" y2="18"/><rect class="tornado" x="${low ?? 0}%" width="${Math.max(0.6, (high ?? 0) - (low ?? 0)).toFixed(2)}%" y="4" height="10" rx="2"/><line class="now" x1="${now}" x2="${now}" y1="0" y2="18"/></svg>`;
    return markup`<tr><th scope="row"><code>${row.parameter}</code></th><td class="num">${simulatedPoints(row.simulated_at_p05)}</td><td class="plot">${bar}</td><td class="num">${simulatedPoints(row.simulated_at_p95)}</td></tr>`;
  });
  return markup`<table class="tornado"><caption>Simulated uplift with one assumption at its 5% and 95% quantile</caption><thead><tr><th scope="col">Parameter</th><th scope="col" class="num">at 5%</th><th scope="col"><span class="sr">Plot</span></th><th scope="col" class="num">at 95%</th></tr></thead><tbody>${rows}</tbody></table>`;
}
