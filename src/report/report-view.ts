/** One way to look things up in a report, shared by the renderers: estimates by metric and slice, and which bot is better. */
import { type BotReport, type Estimate, type RunReport, sliceLabel } from '../schema/index.js';
import { metricFace } from './metric-face.js';

export interface BotView extends BotReport {
  /** Position in the report; 0 is the baseline. */
  readonly index: number;
  readonly name: string;
  /** `slice` as a label: `overall`, or `dialect=yue`. Undefined when the metric was not reported there. */
  find(metric: string, slice?: string): Estimate | undefined;
}

export interface ReportView {
  readonly title: string;
  readonly bots: readonly [BotView, ...BotView[]];
  /** Metrics that any bot reports overall, in the order of the summaries. */
  readonly metrics: readonly string[];
  /** Slice labels but for `overall`, in the order of the summaries. */
  slicesOf(metric: string): readonly string[];
}

const OVERALL = 'overall';

/** Indexes a report once; pure. */
export function viewReport(report: RunReport): ReportView {
  const [first, ...rest] = report.bots;
  const bots: [BotView, ...BotView[]] = [viewBot(first, 0), ...rest.map((bot, i) => viewBot(bot, i + 1))];
  const metrics = new Set<string>();
  const slices = new Map<string, Set<string>>();
  for (const { metric, slice } of bots.flatMap((bot) => bot.summary.estimates)) {
    const label = sliceLabel(slice);
    if (label === OVERALL) metrics.add(metric);
    else slices.set(metric, (slices.get(metric) ?? new Set()).add(label));
  }
  return { title: report.title, bots, metrics: [...metrics], slicesOf: (metric) => [...(slices.get(metric) ?? [])] };
}

function viewBot(bot: BotReport, index: number): BotView {
  const byKey = new Map(bot.summary.estimates.map((e) => [`${e.metric} ${sliceLabel(e.slice)}`, e]));
  return { ...bot, index, name: bot.summary.bot, find: (metric, slice = OVERALL) => byKey.get(`${metric} ${slice}`) };
}

/**
 * The positions of the bots with the best point value: empty unless the direction is known, two values are defined and they differ.
 * A point value alone; whether the difference is more than chance is for the comparison to say.
 */
export function bestBots(view: ReportView, metric: string, slice?: string): ReadonlySet<number> {
  const { direction } = metricFace(metric);
  const values = view.bots.flatMap((bot) => {
    const estimate = bot.find(metric, slice);
    return estimate?.status === 'defined' ? [{ index: bot.index, value: estimate.value }] : [];
  });
  // Who says nothing makes no wrong claims: where calls failed, fewer errors are no merit.
  const silent = view.bots.some((bot) => (bot.find(metric, slice)?.failed ?? 0) > 0);
  if (silent && direction === 'lower' && !metric.startsWith('latency.')) return new Set();
  const all = values.map((v) => v.value);
  const best = direction === 'lower' ? Math.min(...all) : Math.max(...all);
  const winners = values.filter((v) => v.value === best);
  return new Set(direction === 'none' || winners.length === values.length ? [] : winners.map((v) => v.index));
}
