/** `shopreplay run`: the main job. */
import type { Argv, CommandModule } from 'yargs';
import { builder, type RunArguments } from './run-options.js';

export const runCommand: CommandModule<object, RunArguments> = {
  command: 'run',
  describe: 'Replay dialogues against bots, score, judge, report',
  builder: builder as unknown as (yargs: Argv) => Argv<RunArguments>,
  handler: async (argv) => (await import('./run-handler.js')).handleRun(argv),
};
