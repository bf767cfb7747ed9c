/** The flags of commands on stored runs; apart from the commands, so that their handler can name their types. */
import type { Argv } from 'yargs';

/** What `score` and `report` ask of a stored run. */
export const STORED_RUN_OPTIONS = {
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
} as const;

export const builder = (yargs: Argv) =>
  yargs
    .usage('$0 score RUN\n\nScores a stored run again, without any bot: the summary comes out the same to the last byte.')
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder' })
    .options(STORED_RUN_OPTIONS)
    .example('$0 score reports/nightly', 're-score and re-write the reports');

export type ScoreArguments = Awaited<ReturnType<typeof builder>['argv']>;
