/** `shopreplay compare BASELINE CANDIDATE…`: stored runs, held against each other. */
import type { Argv, CommandModule } from 'yargs';
import { builder, type CompareArguments } from './compare-options.js';

export const compareCommand: CommandModule<object, CompareArguments> = {
  command: 'compare <runs..>',
  describe: 'Compare stored runs: what is better, worse, the same or open',
  builder: builder as unknown as (yargs: Argv) => Argv<CompareArguments>,
  handler: async (argv) => (await import('./compare-handler.js')).handleCompare(argv),
};
