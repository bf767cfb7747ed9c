/** `shopreplay threshold RUN`: the confidence under which handing over to a person costs least. */
import type { Argv, CommandModule } from 'yargs';
import { builder, type ThresholdArguments } from './threshold-options.js';

export const thresholdCommand: CommandModule<object, ThresholdArguments> = {
  command: 'threshold <run>',
  describe: 'Find the confidence under which handing over to a person costs least',
  builder: builder as unknown as (yargs: Argv) => Argv<ThresholdArguments>,
  handler: async (argv) => (await import('./threshold-handler.js')).handleThreshold(argv),
};
