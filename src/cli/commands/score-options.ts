/** The flags of `score`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage('$0 score RUN\n\nScores a stored run again, without any bot: the summary comes out the same to the last byte.')
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder' })
    .options({
      dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
      reporter: {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'terminal · json · html · markdown · junit · csv (repeatable)',
      },
      'output-file': {
        type: 'string',
        describe: 'Also write the one reporter named (json, html, markdown or junit) to this file',
      },
    })
    .example('$0 score reports/nightly', 're-score and re-write the reports');

export type ScoreArguments = Awaited<ReturnType<typeof builder>['argv']>;
