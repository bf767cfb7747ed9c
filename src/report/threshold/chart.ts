/** Cost over the threshold in block characters. */
import type { DefinedThresholdFinding } from '../../schema/index.js';
import { confidenceText, costText } from './words.js';

const EIGHTHS = ' ▁▂▃▄▅▆▇█';
const ROWS = 6;
const LEAST_FILL = 0.04;

/**
 * Lines of `columns` columns behind the labels of the axis: a column's height is the cost at the threshold in its middle, from 0; below
 * them the optimum and the ends of the axis. None with fewer than two confidences: there is nothing to draw.
 */
export function costChart({ curve, optimum }: DefinedThresholdFinding, columns: number): readonly string[] {
  const points = curve.flatMap(({ threshold, cost }) => (threshold.rule === 'at' ? [{ at: threshold.confidence, cost }] : []));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const most = Math.max(...curve.map(({ cost }) => cost));
  if (most === 0) return [];
  const width = (last.at - first.at) / columns;
  let next = 0;
  const heights = Array.from({ length: columns }, (_, column) => {
    const middle = first.at + (column + 0.5) * width;
    // A threshold between two confidences does what the upper one does.
    while ((points[next] as typeof first).at < middle && next < points.length - 1) next += 1;
    return Math.max(LEAST_FILL, (points[next] as typeof first).cost / most);
  });
  const margin = Math.max(costText(most).length, 1);
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const floor = (ROWS - 1 - row) / ROWS;
    const cells = heights.map((height) => EIGHTHS[Math.round(Math.min(1, Math.max(0, (height - floor) * ROWS)) * 8)]);
    const label = row === 0 ? costText(most) : row === ROWS - 1 ? '0' : '';
    return `${label.padStart(margin)} ${cells.join('')}`.trimEnd();
  });
  const { threshold } = optimum;
  const place =
    threshold.rule === 'at' ? Math.min(columns - 1, Math.floor((threshold.confidence - first.at) / width)) : undefined;
  const ends = [confidenceText(first.at), confidenceText(last.at)] as const;
  const axis = `${ends[0]}${ends[1].padStart(Math.max(1, columns - ends[0].length))}`;
  return [...rows, ...(place === undefined ? [] : [`${' '.repeat(margin + 1 + place)}▲`]), `${' '.repeat(margin + 1)}${axis}`];
}
