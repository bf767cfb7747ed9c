/** `shopreplay embed RUN`: how near the replies of a stored run are to their references. */
import type { Argv, CommandModule } from 'yargs';
import { type EmbedArguments, embedBuilder } from './judge-options.js';

export const embedCommand: CommandModule<object, EmbedArguments> = {
  command: 'embed <run>',
  describe: 'Measure by embeddings of yours how near replies are to their references',
  builder: embedBuilder as unknown as (yargs: Argv) => Argv<EmbedArguments>,
  handler: async (argv) => (await import('./judge-handler.js')).handleEmbed(argv),
};
