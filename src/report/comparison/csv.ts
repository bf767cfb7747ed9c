/** The differences of a comparison as a table for a spreadsheet: one row a candidate × metric × slice, full precision. */
import type { Comparison } from '../../schema/index.js';
import { BOM, csvLine } from '../csv/csv-sheet.js';
import { sliceOf } from './words.js';

const HEADERS = [
  'candidate',
  'metric',
  'slice',
  'verdict',
  'baseline',
  'candidate_value',
  'difference',
  'lower',
  'upper',
  'level',
  'interval',
  'p',
  'p_adjusted',
  'test',
  'margin',
  'families',
  'differing',
  'families_more',
  'flags',
  'reason',
] as const;

/** With a byte order mark, by which Excel knows UTF-8; text that a spreadsheet might run is guarded. */
export function renderComparisonCsv({ candidates }: Comparison): string {
  const rows = candidates.flatMap(({ name, differences }) =>
    differences.map((d) => {
      const subject = [name, d.metric, sliceOf(d)];
      if (d.status === 'undefined') {
        const empty = HEADERS.slice(subject.length + 1, -1).map(() => undefined);
        return csvLine([...subject, 'undefined', ...empty, d.reason]);
      }
      const values = [d.baseline, d.candidate, d.difference, d.lower, d.upper, d.level, d.interval, d.p, d.p_adjusted, d.test];
      const rest = [d.margin, d.families, d.differing, d.families_more, d.flags?.join(' '), undefined];
      return csvLine([...subject, d.verdict, ...values, ...rest]);
    }),
  );
  return `${BOM}${csvLine(HEADERS)}${rows.join('')}`;
}
