/** `shopreplay score RUN`: re-score a stored run. */
import type { Argv, CommandModule } from 'yargs';
import { builder, type ScoreArguments } from './score-options.js';

export const scoreCommand: CommandModule<object, ScoreArguments> = {
  command: 'score <run>',
  describe: 'Re-score a stored run',
  builder: builder as unknown as (yargs: Argv) => Argv<ScoreArguments>,
  handler: async (argv) => (await import('./score-handler.js')).handleScore(argv),
};
