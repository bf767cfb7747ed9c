/** What a report tells first. */
import { HEADLINE_METRICS } from '../schema/index.js';
import type { ReportView } from './report-view.js';

/** Of the headline, what is told only where every bot has a value: many bots and data sets have none. */
const HEADLINE_IF_DEFINED: readonly string[] = ['intent.ece', 'oos.recall', 'robustness.accuracy_drop'];

/** The metrics of the headline of these bots; those that none reports are left out. */
export function headlineMetrics(view: ReportView): readonly string[] {
  return HEADLINE_METRICS.filter(
    (metric) =>
      view.metrics.includes(metric) &&
      (!HEADLINE_IF_DEFINED.includes(metric) || view.bots.every((bot) => bot.find(metric)?.status === 'defined')),
  );
}
