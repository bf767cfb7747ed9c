/** confusion.csv: the whole matrix, gold intents down, predicted intents across. */
import type { Summary } from '../../schema/index.js';
import { confusionLabels } from '../confusions.js';
import { BOM, type CsvOptions, csvLine } from './csv-sheet.js';

/** Labels by name; a pair that never occurred is 0. Without any labelled turn there is the header alone. */
export function renderConfusionCsv({ confusion }: Pick<Summary, 'confusion'>, { bom = true }: CsvOptions = {}): string {
  const labels = confusionLabels(confusion);
  const counts = new Map(confusion.map((cell) => [JSON.stringify([cell.gold, cell.predicted]), cell.count]));
  const rows = labels.map((gold) => [gold, ...labels.map((predicted) => counts.get(JSON.stringify([gold, predicted])) ?? 0)]);
  return `${bom ? BOM : ''}${[['gold \\ predicted', ...labels], ...rows].map(csvLine).join('')}`;
}
