/** Flags of `gate` → the harness → stdout and exit code. */
import { chosenReporters, gate } from '../../harness/index.js';
import { HarnessError } from '../../schema/index.js';
import { parseGateFlag } from '../gate-flag.js';
import { ReportOutput } from '../report-output.js';
import type { GateArguments } from './gate-options.js';

export async function handleGate(argv: GateArguments): Promise<void> {
  const cwd = process.cwd();
  const reporters = chosenReporters(argv.reporter);
  if (reporters.includes('csv')) {
    throw new HarnessError({
      code: 'E_UNKNOWN_REPORTER',
      message: 'gate writes no tables',
      expected: 'terminal, json, html, markdown, junit',
    });
  }
  const filed = reporters.find((name) => name !== 'terminal' && name !== 'json');
  if (filed !== undefined && argv.outputFile === undefined) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: `--reporter ${filed} needs a file to write`,
      mend: 'add --output-file FILE',
    });
  }
  const output = new ReportOutput(reporters, argv.outputFile, 'gates');
  await output.prepare(cwd);
  const given = {
    baseline: argv.baseline,
    datasets: argv.dataset,
    inconclusive: argv.inconclusive,
    pin: argv.pin,
    updateBaseline: argv.updateBaseline,
    force: argv.force,
  };
  const { report, exitCode, notes } = await gate(argv.run, {
    cwd,
    gates: (argv.gate ?? []).map(parseGateFlag),
    presets: argv.preset ?? [],
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as object),
  });
  await output.write(report, cwd);
  for (const note of notes) process.stderr.write(`${note}\n`);
  process.exitCode = exitCode;
}
