/** The flags of `dataset agreement`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 dataset agreement FIRST SECOND\n\nHow far two labellings of the same dialogues agree: turns that both have labelled, found by dialogue id and turn.',
    )
    .positional('first', { type: 'string', demandOption: true, describe: 'Dialogues as one person labelled them' })
    .positional('second', {
      type: 'string',
      demandOption: true,
      describe: 'The same dialogues as another did; others and unlabelled turns are passed over',
    })
    .options({
      format: {
        choices: ['text', 'json'] as const,
        default: 'text' as const,
        describe: 'json: for programs, with all differences',
      },
      seed: { type: 'number', default: 0, describe: 'Seed of the intervals' },
    })
    .example('$0 dataset agreement anna.jsonl ben.jsonl', 'κ and α, label by label');

export type AgreementArguments = Awaited<ReturnType<typeof builder>['argv']>;
