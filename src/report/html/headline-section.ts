/** One card a headline metric: each bot's value, interval and counts, the same scale for all bots. */

import { type DefinedEstimate, type Estimate, intervalOf } from '../../schema/index.js';
import { thresholdText } from '../figures.js';
import { headlineMetrics } from '../headline-metrics.js';
import { type MetricFace, metricFace } from '../metric-face.js';
import { bestBots, type ReportView } from '../report-view.js';
import { botLabel } from './bot-mark.js';
import { estimateCell } from './estimate-cell.js';
import { intervalStrips, type Scale, tickLabels, UNIT_SCALE } from './interval-strip.js';
import { type Markup, markup } from './markup.js';
import type { Section } from './section.js';

/** Undefined when no headline metric was reported. */
export function headlineSection(view: ReportView): Section | undefined {
  const metrics = headlineMetrics(view);
  if (metrics.length === 0) return undefined;
  const several = view.bots.length > 1;
  return {
    id: 'headline',
    title: 'Headline',
    lead: markup`Point values with 95% intervals over families, unless said otherwise.${several ? ' ★ marks the better point value; it is no test.' : ''}`,
    body: markup`<div class="cards">${metrics.map((metric) => card(view, metric))}</div>`,
  };
}

function card(view: ReportView, metric: string): Markup {
  const face = metricFace(metric);
  const best = bestBots(view, metric);
  const estimates = view.bots.map((bot) => bot.find(metric));
  const rows = view.bots.map(
    (bot) => markup`<div class="cardrow">${botLabel(bot)}<p>${estimateCell(estimates[bot.index], best.has(bot.index))}</p></div>`,
  );
  const arrow = face.direction === 'none' ? '' : face.direction === 'higher' ? 'higher is better' : 'lower is better';
  return markup`<article class="card"><h3 title="${face.zh}"><span>${face.label}</span><small>${arrow}</small></h3><code class="key">${metric}</code><div class="cardrows">${rows}</div>${plot(estimates, face)}</article>`;
}

/** All bots on one labelled scale; undefined when none has a value. */
function plot(estimates: readonly (Estimate | undefined)[], { unit, direction }: MetricFace): Markup | undefined {
  const strips = estimates.map((e, bot) => (e?.status === 'defined' ? { bot, ...bounds(e) } : undefined));
  const ends = strips.flatMap((strip) => (strip === undefined ? [] : [strip.value, farEnd(strip)]));
  if (ends.length === 0) return undefined;
  const zoom = unit === 'ms' || direction === 'lower';
  const lowest = Math.min(0, ...strips.map((strip) => (strip === undefined ? 0 : nearEnd(strip))));
  const min = lowest < 0 ? -roundedUp(-lowest, unit) : 0;
  const scale: Scale = zoom ? { min, max: roundedUp(Math.max(...ends), unit) } : UNIT_SCALE;
  const ticks = min < 0 ? [min, 0, scale.max] : [0, scale.max / 2, scale.max];
  return markup`<div class="cardplot">${intervalStrips(strips, scale, ticks)}${tickLabels(ticks, scale, (tick) => thresholdText(Number(tick.toPrecision(6)), unit).replace('.0%', '%'))}</div>`;
}

/** Value and interval for a strip; an open end is infinite. */
export function bounds(estimate: DefinedEstimate): { value: number; lower?: number; upper?: number } {
  return { value: estimate.value, ...intervalOf(estimate) };
}

/** Where the scale must begin for an interval; one that is open below goes on past the value. */
function nearEnd({ value, lower = value }: { readonly value: number; readonly lower?: number }): number {
  return Number.isFinite(lower) ? lower : value;
}

/** How far the scale must reach for an interval; beyond an open one, half as far again as its value, so that it is seen to go on. */
function farEnd({ value, upper = 0 }: { readonly value: number; readonly upper?: number }): number {
  return Number.isFinite(upper) ? upper : 1.5 * value;
}

/** The next of 1, 2, 5 times a power of ten, and no more than 1 for a share; a scale of nothing but zeros ends at 1. */
function roundedUp(end: number, unit: MetricFace['unit']): number {
  if (end <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(end));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= end) ?? 10;
  return unit === 'ms' ? step * power : Math.min(1, step * power);
}
