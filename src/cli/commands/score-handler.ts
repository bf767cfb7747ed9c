/** Flags of `score` and `report` → the harness → stdout. */
import { chosenReporters, score } from '../../harness/index.js';
import { ReportOutput } from '../report-output.js';
import type { ScoreArguments } from './score-options.js';

export async function handleScore(argv: ScoreArguments): Promise<void> {
  const cwd = process.cwd();
  const reporters = chosenReporters(argv.reporter);
  const output = new ReportOutput(reporters, argv.outputFile);
  await output.prepare(cwd);
  const result = await score(argv.run, { cwd, reporters, ...(argv.dataset === undefined ? {} : { datasets: argv.dataset }) });
  await output.write(result.report, cwd);
  process.exitCode = result.exitCode;
}
