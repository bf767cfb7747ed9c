/** A threshold as JSON: full precision, the key order of the schema. */
import { type ThresholdReport, thresholdReportSchema } from '../../schema/index.js';
import { refuseNonFinite } from '../json.js';

/** @throws RangeError on NaN or an infinity. @throws ZodError when it is no such report. */
export function renderThresholdJson(report: ThresholdReport): string {
  refuseNonFinite(report, 'threshold');
  return `${JSON.stringify(thresholdReportSchema.parse(report), null, 2)}\n`;
}
