/** The flags of `dataset convert`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 dataset convert FROM TO\n\nWrites a dataset again: public corpora, exports and tables become dialogues of ours. Says what became what, and what was left out.',
    )
    .positional('from', {
      type: 'string',
      describe: 'FORMAT:PATH, or a path: a file or folder of ours or of a format that its shape gives away',
    })
    .positional('to', { type: 'string', describe: 'A folder (dataset.yaml, one JSONL a split), or a .jsonl, .csv or .tsv file' })
    .options({
      split: { type: 'string', describe: 'Only this split' },
      force: { type: 'boolean', default: false, describe: 'Write over what is there' },
      format: { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'json: for programs' },
      formats: { type: 'boolean', default: false, describe: 'List the formats that are read instead' },
    })
    .example('$0 dataset convert clinc150:data_full.json clinc/', 'a public corpus as a folder with splits')
    .example("$0 dataset convert 'table:chats.xlsx?utterance=text&intent=label' mine.jsonl", 'a table by its columns');

export type ConvertArguments = Awaited<ReturnType<typeof builder>['argv']>;
