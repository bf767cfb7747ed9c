/** The flags of `dataset stats`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 dataset stats PATH…\n\nCounts turns, dialogues and families by split, slice, intent and label; lengths, lexical variety, and what families cost.',
    )
    .positional('path', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Dialogue files, or folders with dataset.yaml; each is counted by itself',
    })
    .options({
      format: {
        choices: ['text', 'json'] as const,
        default: 'text' as const,
        describe: 'json: for programs, one profile a line',
      },
    })
    .example('$0 dataset stats datasets/mother-baby', 'one dataset');

export type StatsArguments = Awaited<ReturnType<typeof builder>['argv']>;
