/** Borderless tables whose columns line up with Chinese text in them. */
import { getBorderCharacters, table } from 'table';

const GAP = 2;
/** Narrower columns would wrap every word. */
const NARROWEST = 8;

/**
 * Rows of cells as aligned lines, wrapped to the widths of the columns; a cell may hold several lines.
 * @param widths of the columns without the gap; a row has as many cells.
 */
export function grid(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  if (rows.length === 0) return '';
  const text = table(
    rows.map((row) => [...row]),
    {
      border: getBorderCharacters('void'),
      columnDefault: { paddingLeft: 0, paddingRight: GAP },
      columns: widths.map((width) => ({ width: Math.max(NARROWEST, width), wrapWord: true })),
      drawHorizontalLine: () => false,
    },
  );
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** Widths of a label column and `columns` equal ones that fill `width`. */
export function labelAndColumns(width: number, label: number, columns: number): readonly number[] {
  const rest = Math.floor((width - label - GAP) / Math.max(1, columns)) - GAP;
  return [label, ...Array.from({ length: columns }, () => rest)];
}

/** Text wrapped at `width`. */
export function paragraph(text: string, width: number): string {
  return grid([[text]], [width]);
}
