/** Metrics by what they are about, for tables that show all of them. */
import type { ReportView } from './report-view.js';

export interface MetricGroup {
  readonly title: string;
  /** Metrics with a value for a bot, in the order of the summaries. */
  readonly metrics: readonly string[];
}

/** A metric that has no value for any bot, and the first bot's reason. */
export interface UnmeasuredMetric {
  readonly metric: string;
  readonly reason: string;
}

/** First match wins. */
const GROUPS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^intent\.(ece|brier|log_loss)|^oos\./, 'Confidence and scope'],
  [/^intent\./, 'Intent'],
  [/^slots\./, 'Slots and state'],
  [/^(relevance|abstention)\./, 'Relevance'],
  [/^products\./, 'Recommendation'],
  [/^(handoff|emotion)\./, 'Hand-off and emotion'],
  [/^robustness\./, 'Robustness'],
  [/^latency\./, 'Latency and calls'],
];
const REST = 'Conversation';

function titleOf(metric: string): string {
  return GROUPS.find(([pattern]) => pattern.test(metric))?.[1] ?? REST;
}

/** Groups in the order in which their first metric stands. */
export function metricGroups(view: ReportView): readonly MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const metric of view.metrics) {
    if (!hasValue(view, metric)) continue;
    const title = titleOf(metric);
    groups.set(title, [...(groups.get(title) ?? []), metric]);
  }
  return [...groups].map(([title, metrics]) => ({ title, metrics }));
}

export function unmeasuredMetrics(view: ReportView): readonly UnmeasuredMetric[] {
  return view.metrics.flatMap((metric) => {
    if (hasValue(view, metric)) return [];
    const estimate = view.bots.map((bot) => bot.find(metric)).find((found) => found?.status === 'undefined');
    return [{ metric, reason: estimate?.status === 'undefined' ? estimate.reason : 'not reported' }];
  });
}

/** A bot has a value. */
export function hasValue(view: ReportView, metric: string): boolean {
  return view.bots.some((bot) => bot.find(metric)?.status === 'defined');
}
