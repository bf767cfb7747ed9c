/** `shopreplay dataset …`: look at dialogues without replaying them, or convert them. */
import type { Argv, CommandModule } from 'yargs';
import { type AgreementArguments, builder as agreementBuilder } from './dataset-agreement-options.js';
import { type ConvertArguments, builder as convertBuilder } from './dataset-convert-options.js';
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

const agreementCommand: CommandModule<object, AgreementArguments> = {
  command: 'agreement <first> <second>',
  describe: 'How far two labellings agree',
  builder: agreementBuilder as unknown as (yargs: Argv) => Argv<AgreementArguments>,
  handler: async (argv) => (await import('./dataset-agreement-handler.js')).handleAgreement(argv),
};

const convertCommand: CommandModule<object, ConvertArguments> = {
  command: 'convert [from] [to]',
  describe: 'Write a public corpus, a table or an export as dialogues',
  builder: convertBuilder as unknown as (yargs: Argv) => Argv<ConvertArguments>,
  handler: async (argv) => (await import('./dataset-convert-handler.js')).handleConvert(argv),
};

export const datasetCommand: CommandModule = {
  command: 'dataset <action>',
  describe: 'Lint dialogues, count what is in them, compare labellings, or convert them',
  builder: (yargs) =>
    yargs
      .command(lintCommand)
      .command(statsCommand)
      .command(agreementCommand)
      .command(convertCommand)
      .demandCommand(1, 'Name an action: lint, stats, agreement or convert.'),
  handler: () => {},
};
