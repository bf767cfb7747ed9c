/** `shopreplay report RUN`: render a stored run. */
import type { Argv, CommandModule } from 'yargs';
import { type ScoreArguments, STORED_RUN_OPTIONS } from './score-options.js';

const builder = (yargs: Argv) =>
  yargs
    .usage('$0 report RUN\n\nRenders a stored run again, on the terminal or into a file.')
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder' })
    .options({ ...STORED_RUN_OPTIONS, reporter: { ...STORED_RUN_OPTIONS.reporter, default: ['terminal'] } })
    .example('$0 report reports/nightly --reporter markdown --output-file summary.md', 'for a pull request');

export const reportCommand: CommandModule<object, ScoreArguments> = {
  command: 'report <run>',
  describe: 'Render a stored run',
  builder: builder as unknown as (yargs: Argv) => Argv<ScoreArguments>,
  handler: async (argv) => (await import('./score-handler.js')).handleScore(argv),
};
