/** `shopreplay report RUN`: render a stored run. */
import type { Argv, CommandModule } from 'yargs';
import type { ScoreArguments } from './score-options.js';

const builder = (yargs: Argv) =>
  yargs
    .usage('$0 report RUN\n\nRenders a stored run again, on the terminal or into a file.')
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder' })
    .options({
      dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
      reporter: {
        type: 'string',
        array: true,
        nargs: 1,
        default: ['terminal'],
        describe: 'terminal · json · html · markdown · junit · csv (repeatable)',
      },
      'output-file': {
        type: 'string',
        describe: 'Also write the one reporter named (json, html, markdown or junit) to this file',
      },
    })
    .example('$0 report reports/nightly --reporter markdown --output-file summary.md', 'for a pull request');

export const reportCommand: CommandModule<object, ScoreArguments> = {
  command: 'report <run>',
  describe: 'Render a stored run',
  builder: builder as unknown as (yargs: Argv) => Argv<ScoreArguments>,
  handler: async (argv) => (await import('./score-handler.js')).handleScore(argv),
};
