#!/usr/bin/env node
/** The command line: flags → harness. Sole owner of process.exit, the environment and stdout. Commands load when they run. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT } from '../schema/errors.js';
import { metricsCommand } from './commands/metrics.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { scoreCommand } from './commands/score.js';
import { failureText } from './failure-view.js';

/** Wide enough for the examples, narrow enough to read. */
const HELP_COLUMNS = 120;

async function main(): Promise<void> {
  // A reader that goes away (`| head`) ends the output, not the run.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  await yargs(hideBin(process.argv))
    .scriptName('shopreplay')
    .usage('$0 <command>\n\nReplays labelled shopper dialogues against any bot, offline, and says how good it is.')
    .command(runCommand)
    .command(scoreCommand)
    .command(reportCommand)
    .command(metricsCommand)
    .command(schemaCommand)
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    .version(packageJson.version)
    .alias({ h: 'help', v: 'version' })
    .wrap(Math.min(HELP_COLUMNS, process.stdout.columns ?? HELP_COLUMNS))
    .epilogue(
      'Exit codes: 0 pass · 1 a gate failed · 2 usage, configuration or data invalid · 3 the bot or the infrastructure failed · 4 inconclusive\nNothing leaves this machine but what your own bot sends.',
    )
    .fail((message, error, parser) => {
      if (error !== undefined && error !== null) throw error;
      process.stderr.write(`E_USAGE ${message}\nSee \`${parser.parsed === false ? 'shopreplay' : 'shopreplay'} --help\`.\n`);
      process.exit(EXIT.invalid);
    })
    .parseAsync();
}

try {
  await main();
} catch (error) {
  const { text, exitCode } = failureText(error);
  process.stderr.write(text);
  process.exitCode = exitCode;
}
