/** `shopreplay dataset …`: look at dialogues without replaying them. */
import type { Argv, CommandModule } from 'yargs';
import { type LintArguments, builder as lintBuilder } from './dataset-lint-options.js';
import { type StatsArguments, builder as statsBuilder } from './dataset-stats-options.js';

const lintCommand: CommandModule<object, LintArguments> = {
  command: 'lint [path..]',
  describe: 'Look for mistakes in dialogues and their labels',
  builder: lintBuilder as unknown as (yargs: Argv) => Argv<LintArguments>,
  handler: async (argv) => (await import('./dataset-lint-handler.js')).handleLint(argv),
};

const statsCommand: CommandModule<object, StatsArguments> = {
  command: 'stats <path..>',
  describe: 'Count dialogues by slice, intent and label',
  builder: statsBuilder as unknown as (yargs: Argv) => Argv<StatsArguments>,
  handler: async (argv) => (await import('./dataset-stats-handler.js')).handleStats(argv),
};

export const datasetCommand: CommandModule = {
  command: 'dataset <action>',
  describe: 'Lint dialogues, or count what is in them',
  builder: (yargs) => yargs.command(lintCommand).command(statsCommand).demandCommand(1, 'Name an action: lint or stats.'),
  handler: () => {},
};
