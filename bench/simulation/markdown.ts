/** Tables of the simulations, and where they stand in the documentation. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { CoverageRow, RejectionRow } from './tally.js';

const percent = (share: number) => (100 * share).toFixed(1);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/**
 * Coverage in %, with the share of open intervals where there are any; the last lines give the least, and the mean width against the first method's
 * over the settings in which both have bounded intervals.
 */
export function coverageTable(rows: readonly CoverageRow[]): string {
  const methods = (rows[0] as CoverageRow).methods.map(({ method }) => method);
  const of = (row: CoverageRow, i: number) => row.methods[i] as CoverageRow['methods'][number];
  const body = rows.map((row) => [row.setting, ...methods.map((_, i) => cell(of(row, i)))]);
  const least = methods.map((_, i) => percent(Math.min(...rows.map((row) => of(row, i).coverage))));
  const within = methods.map((_, i) => `${rows.filter((row) => of(row, i).coverage >= 0.935).length} of ${rows.length}`);
  const width = methods.map((_, i) => {
    const ratios = rows.flatMap((row) => {
      const [width, first] = [of(row, i).width, of(row, 0).width];
      return width === undefined || first === undefined ? [] : [width / first];
    });
    return ratios.length === 0 ? '–' : (ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toFixed(2);
  });
  return table(
    ['covers the truth in %', ...methods],
    [...body, ['**least**', ...least], ['**at least 93.5**', ...within], ['**mean width** (first = 1)', ...width]],
  );
}

function cell({ coverage, open }: CoverageRow['methods'][number]): string {
  return open === 0 ? percent(coverage) : `${percent(coverage)} (${open < 0.005 ? '<1' : (100 * open).toFixed(0)}% open)`;
}

/** Rejections in %. */
export function rejectionTable(rows: readonly RejectionRow[]): string {
  const tests = [...(rows[0] as RejectionRow).tests.keys()];
  return table(
    ['rejects in %', ...tests],
    rows.map((row) => [row.setting, ...tests.map((test) => percent(row.tests.get(test) as number))]),
  );
}

/** Puts `text` between `<!-- name:start -->` and `<!-- name:end -->` of a file. @throws Error when a marker is missing. */
export function writeBetween(path: string, name: string, text: string): void {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const whole = readFileSync(path, 'utf8');
  const [from, to] = [whole.indexOf(start), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no ${start} … ${end}`);
  writeFileSync(path, `${whole.slice(0, from + start.length)}\n\n${text}\n\n${whole.slice(to)}`);
}
