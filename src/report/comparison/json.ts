/** A comparison as JSON: full precision, the key order of the schema. */
import { type Comparison, comparisonSchema } from '../../schema/index.js';
import { refuseNonFinite } from '../json.js';

/** @throws RangeError on NaN or an infinity. @throws ZodError when it is no comparison. */
export function renderComparisonJson(comparison: Comparison): string {
  refuseNonFinite(comparison, 'comparison');
  return `${JSON.stringify(comparisonSchema.parse(comparison), null, 2)}\n`;
}
