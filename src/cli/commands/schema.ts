/** `shopreplay schema NAME`: the JSON Schema of a format, for editors and other programs. */
import type { Argv, CommandModule } from 'yargs';

/** Kept here, not imported, so that `--help` loads no decoder; a test holds it against the schemas. */
export const SCHEMA_NAMES = [
  'dialogue',
  'dataset',
  'config',
  'run-manifest',
  'turn-record',
  'summary',
  'comparison',
  'baseline',
  'threshold',
] as const;

const builder = (yargs: Argv) =>
  yargs.usage('$0 schema NAME\n\nPrints the JSON Schema of a format.').positional('name', {
    choices: SCHEMA_NAMES,
    demandOption: true,
    describe: 'Which format',
  });

type SchemaArguments = Awaited<ReturnType<typeof builder>['argv']>;

export const schemaCommand: CommandModule<object, SchemaArguments> = {
  command: 'schema <name>',
  describe: 'Print the JSON Schema of a format',
  builder: builder as unknown as (yargs: Argv) => Argv<SchemaArguments>,
  handler: async ({ name }) => {
    const { jsonSchemas } = await import('../../harness/index.js');
    process.stdout.write(`${JSON.stringify(jsonSchemas()[`${name}.json`], null, 2)}\n`);
  },
};
