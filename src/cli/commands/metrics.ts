/** `shopreplay metrics`: what is measured, and what each number means. */
import type { Argv, CommandModule } from 'yargs';

const builder = (yargs: Argv) =>
  yargs.usage('$0 metrics\n\nLists every metric with its definition, denominator and source.').option('format', {
    choices: ['text', 'json'] as const,
    default: 'text' as const,
    describe: 'json: for programs',
  });

type MetricsArguments = Awaited<ReturnType<typeof builder>['argv']>;

export const metricsCommand: CommandModule<object, MetricsArguments> = {
  command: 'metrics',
  describe: 'List the metrics and their definitions',
  builder: builder as unknown as (yargs: Argv) => Argv<MetricsArguments>,
  handler: async ({ format }) => {
    const { METRIC_INFOS } = await import('../../harness/index.js');
    if (format === 'json') {
      process.stdout.write(`${JSON.stringify(METRIC_INFOS, null, 2)}\n`);
      return;
    }
    for (const { name, definition, denominator, direction, source } of METRIC_INFOS) {
      process.stdout.write(`${name}  (${direction} is better)\n  ${definition}\n  over: ${denominator} · source: ${source}\n\n`);
    }
  },
};
