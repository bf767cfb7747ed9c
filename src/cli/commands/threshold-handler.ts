/** Flags of `threshold` → the harness → stdout or a file, and the exit code. */
import { resolve } from 'node:path';
import { renderThreshold, type ThresholdOptions, threshold, writeFileAtomic } from '../../harness/index.js';
import { EXIT } from '../../schema/index.js';
import { useColor } from '../colors.js';
import { resamplingOf, sliceOf, within } from '../flag-values.js';
import { prepareFolder } from '../report-output.js';
import type { ThresholdArguments } from './threshold-options.js';

const FALLBACK_COLUMNS = 110;
const MOST_FOLDS = 1000;

/** Ends with `invalid` where there is no threshold: what was asked for cannot be given. */
export async function handleThreshold(argv: ThresholdArguments): Promise<void> {
  const cwd = process.cwd();
  const options = optionsOf(argv, cwd);
  if (argv.outputFile !== undefined) await prepareFolder(argv.outputFile, cwd);
  const found = await threshold(argv.run, options);
  const view = { color: useColor(), width: process.stdout.columns ?? FALLBACK_COLUMNS };
  if (argv.outputFile === undefined) process.stdout.write(await renderThreshold(found, argv.format, view));
  else {
    await writeFileAtomic(resolve(cwd, argv.outputFile), await renderThreshold(found, argv.format, { ...view, color: false }));
    process.stdout.write(await renderThreshold(found, 'terminal', view));
  }
  process.exitCode = found.overall.status === 'defined' ? EXIT.pass : EXIT.invalid;
}

function optionsOf(argv: ThresholdArguments, cwd: string): ThresholdOptions {
  const costs = { wrong: argv.costWrong, handoff: argv.costHandoff, ...present({ missed: argv.costMissed, due: argv.costDue }) };
  const isFolds = (n: number) => Number.isSafeInteger(n) && n >= 2 && n <= MOST_FOLDS;
  const given = {
    ...resamplingOf(argv),
    folds: within('folds', argv.folds, isFolds, `a whole number from 2 to ${MOST_FOLDS}`),
    slices: argv.slice?.map(sliceOf),
    datasets: argv.dataset,
  };
  return { cwd, costs, right: argv.right, failed: argv.failed, ...present(given) };
}

/** Without the keys that have no value. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
