/** `shopreplay judge RUN`: ask a language model about the replies of a stored run. */
import type { Argv, CommandModule } from 'yargs';
import { type JudgeArguments, judgeBuilder } from './judge-options.js';

export const judgeCommand: CommandModule<object, JudgeArguments> = {
  command: 'judge <run>',
  describe: 'Ask a language model of yours about the replies of a stored run',
  builder: judgeBuilder as unknown as (yargs: Argv) => Argv<JudgeArguments>,
  handler: async (argv) => (await import('./judge-handler.js')).handleJudge(argv),
};
