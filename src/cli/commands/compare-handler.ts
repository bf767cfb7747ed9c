/** Flags of `compare` → the harness → stdout or a file, and the exit code. */
import { resolve } from 'node:path';
import { type CompareOptions, compare, renderComparison, writeFileAtomic } from '../../harness/index.js';
import { type Comparison, EXIT, HarnessError } from '../../schema/index.js';
import { useColor } from '../colors.js';
import { resamplingOf, sliceOf } from '../flag-values.js';
import { prepareFolder } from '../report-output.js';
import type { CompareArguments } from './compare-options.js';

const FALLBACK_COLUMNS = 140;

export async function handleCompare(argv: CompareArguments): Promise<void> {
  const cwd = process.cwd();
  const options = optionsOf(argv, cwd);
  if (argv.outputFile !== undefined) await prepareFolder(argv.outputFile, cwd);
  const comparison = await compare(argv.runs, options);
  const view = { color: useColor(), width: process.stdout.columns ?? FALLBACK_COLUMNS };
  if (argv.outputFile === undefined) process.stdout.write(await renderComparison(comparison, argv.format, view));
  else {
    await writeFileAtomic(
      resolve(cwd, argv.outputFile),
      await renderComparison(comparison, argv.format, { ...view, color: false }),
    );
    process.stdout.write(await renderComparison(comparison, 'terminal', view));
  }
  process.exitCode = argv.failOn === 'worse' && isWorse(comparison, argv.slice !== undefined) ? EXIT.gateFailed : EXIT.pass;
}

function isWorse({ candidates }: Comparison, withSlices: boolean): boolean {
  return candidates.some(({ differences }) =>
    differences.some((d) => d.status === 'defined' && d.verdict === 'worse' && (withSlices || Object.keys(d.slice).length === 0)),
  );
}

function optionsOf(argv: CompareArguments, cwd: string): CompareOptions {
  const { margin, margins } = marginsOf(argv.margin ?? []);
  const given = {
    datasets: argv.dataset,
    metrics: argv.metric,
    slices: argv.slice?.map(sliceOf),
    margin,
    margins,
    ...resamplingOf(argv),
    allowed: argv.allowUnlike,
  };
  return {
    cwd,
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<CompareOptions>),
  };
}

function marginsOf(texts: readonly string[]): { readonly margin?: number; readonly margins?: ReadonlyMap<string, number> } {
  const margins = new Map<string, number>();
  let margin: number | undefined;
  for (const text of texts) {
    const [, metric, number] = /^(?:([a-z_][\w@^.]*)=)?(\d*\.?\d+(?:e[+-]?\d+)?)$/i.exec(text) ?? [];
    if (number === undefined) {
      throw new HarnessError({
        code: 'E_USAGE',
        message: `cannot read --margin "${text}"`,
        expected: 'a number from 0, or METRIC=NUMBER such as latency.p95_ms=50',
      });
    }
    if (metric === undefined) margin = Number(number);
    else margins.set(metric, Number(number));
  }
  return { ...(margin === undefined ? {} : { margin }), ...(margins.size === 0 ? {} : { margins }) };
}
