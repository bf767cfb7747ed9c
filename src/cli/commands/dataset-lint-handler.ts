/** Flags of `dataset lint` → the harness → stdout and exit code. */
import { ALL_LINT_RULES, lint, renderLint } from '../../harness/index.js';
import { EXIT, HarnessError } from '../../schema/index.js';
import { useColor } from '../colors.js';
import type { LintArguments } from './dataset-lint-options.js';

function listRules(format: LintArguments['format']): void {
  if (format === 'json') process.stdout.write(`${JSON.stringify(ALL_LINT_RULES, null, 2)}\n`);
  else for (const { id, severity, says } of ALL_LINT_RULES) process.stdout.write(`${id}  (${severity})\n  ${says}\n\n`);
}

function checkRules(without: readonly string[]): void {
  const known = ALL_LINT_RULES.map(({ id }) => id);
  const unknown = without.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new HarnessError({ code: 'E_USAGE', message: `there is no rule "${unknown}"`, expected: known.join(', ') });
}

export async function handleLint(argv: LintArguments): Promise<void> {
  if (argv.rules) return listRules(argv.format);
  if (argv.path.length === 0)
    throw new HarnessError({ code: 'E_USAGE', message: 'no dataset is given', expected: 'a file or folder' });
  const without = argv.without ?? [];
  checkRules(without);
  const most = argv.maxWarnings ?? Number.POSITIVE_INFINITY;
  if (!(most >= 0))
    throw new HarnessError({ code: 'E_USAGE', message: '--max-warnings has no usable value', expected: 'a number from 0' });
  let failed = false;
  for (const path of argv.path) {
    const report = await lint(path, process.cwd(), { without });
    failed ||= report.errors > 0 || report.warnings > most;
    process.stdout.write(
      argv.format === 'json' ? `${JSON.stringify(report)}\n` : await renderLint(report, { color: useColor() }),
    );
  }
  if (failed) process.exitCode = EXIT.invalid;
}
