/** What a report tells first. */
import type { ReportView } from './report-view.js';

/** Of the headline, what is told only where every bot has a value: many bots and data sets have none. */
const HEADLINE_IF_DEFINED: readonly string[] = ['intent.ece', 'oos.recall', 'robustness.accuracy_drop'];

/** The metrics of a headline, in this order. */
export const HEADLINE_METRICS: readonly string[] = [
  'intent.accuracy',
  'intent.macro_f1',
  'intent.ece',
  'oos.recall',
  'robustness.accuracy_drop',
  'relevance.mean',
  'relevance.pass_rate',
  'relevance.critical_error_rate',
  'relevance.off_topic_rate',
  'abstention.fabrication_rate',
  'slots.joint_goal_accuracy',
  'products.ndcg@5',
  'handoff.recall',
  'latency.p95_ms',
  'latency.error_rate',
  'latency.timeout_rate',
];

/** The metrics of the headline of these bots; those that none reports are left out. */
export function headlineMetrics(view: ReportView): readonly string[] {
  return HEADLINE_METRICS.filter(
    (metric) =>
      view.metrics.includes(metric) &&
      (!HEADLINE_IF_DEFINED.includes(metric) || view.bots.every((bot) => bot.find(metric)?.status === 'defined')),
  );
}
