/** `shopreplay gate RUN`: gates on a stored run, without any replay. */
import type { Argv, CommandModule } from 'yargs';
import { builder, type GateArguments } from './gate-options.js';

export const gateCommand: CommandModule<object, GateArguments> = {
  command: 'gate <run>',
  describe: 'Hold a stored run to gates, or pin it as a baseline',
  builder: builder as unknown as (yargs: Argv) => Argv<GateArguments>,
  handler: async (argv) => (await import('./gate-handler.js')).handleGate(argv),
};
