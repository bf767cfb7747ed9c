/** The curve of a threshold for a spreadsheet: one row a slice × threshold, full precision. */
import { sliceLabel, type ThresholdFinding, type ThresholdReport } from '../../schema/index.js';
import { BOM, type CsvCell, csvLine } from '../csv/csv-sheet.js';
import { sameRule } from './words.js';

const HEADERS = [
  ...['slice', 'hand_over', 'confidence', 'cost', 'coverage', 'accuracy'],
  ...['right', 'wrong', 'missed', 'handed', 'due', 'optimum'],
] as const;

/** With a byte order mark, by which Excel knows UTF-8. A slice whose threshold is undefined has no rows. */
export function renderThresholdCsv({ overall, slices }: ThresholdReport): string {
  const rows = [
    ...rowsOf(sliceLabel({}), overall),
    ...slices.flatMap(({ slice, finding }) => rowsOf(sliceLabel(slice), finding)),
  ];
  return `${BOM}${csvLine(HEADERS)}${rows.map(csvLine).join('')}`;
}

function rowsOf(label: string, finding: ThresholdFinding): CsvCell[][] {
  if (finding.status === 'undefined') return [];
  return finding.curve.map(({ threshold, cost, coverage, accuracy, ...counts }) => [
    label,
    threshold.rule === 'at' ? 'below' : threshold.rule,
    threshold.rule === 'at' ? threshold.confidence : undefined,
    ...[cost, coverage, accuracy],
    ...[counts.right, counts.wrong, counts.missed, counts.handed, counts.due],
    sameRule(threshold, finding.optimum.threshold) ? 1 : 0,
  ]);
}
