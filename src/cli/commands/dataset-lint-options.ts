/** The flags of `dataset lint`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 dataset lint PATH…\n\nLooks for mistakes: what cannot be read, labels that contradict each other, near duplicates across families and splits, numbers without a source, personal data. Exit code 2 on errors.',
    )
    .positional('path', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'Dialogue files, or folders with dataset.yaml; each is linted by itself',
    })
    .options({
      format: { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'json: for programs, one report a line' },
      'max-warnings': { type: 'number', describe: 'Exit code 2 above so many warnings, too [default: any number]' },
      without: { type: 'string', array: true, nargs: 1, describe: 'Leave this rule out (repeatable)' },
      rules: { type: 'boolean', default: false, describe: 'List the rules instead' },
    })
    .example('$0 dataset lint datasets/*', 'all bundled datasets')
    .example('$0 dataset lint mine.csv --without rare-intent --max-warnings 0', 'as a gate');

export type LintArguments = Awaited<ReturnType<typeof builder>['argv']>;
