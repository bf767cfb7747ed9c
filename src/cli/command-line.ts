/** The commands and their common manners. Each command loads what it needs when it runs. */
import yargs from 'yargs';
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT, HarnessError } from '../schema/errors.js';
import { compareCommand } from './commands/compare.js';
import { datasetCommand } from './commands/dataset.js';
import { embedCommand } from './commands/embed.js';
import { gateCommand } from './commands/gate.js';
import { judgeCommand } from './commands/judge.js';
import { metricsCommand } from './commands/metrics.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { scoreCommand } from './commands/score.js';
import { thresholdCommand } from './commands/threshold.js';
import { failureText } from './failure-view.js';

/** Wide enough for the examples, narrow enough to read. */
const HELP_COLUMNS = 120;

/** Runs the command that the arguments name; the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await parse(args);
    return Number(process.exitCode ?? EXIT.pass);
  } catch (error) {
    const { text, exitCode } = failureText(error);
    process.stderr.write(text);
    return exitCode;
  }
}

async function parse(args: readonly string[]): Promise<void> {
  // A reader that goes away (`| head`) ends the output, not the run.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  await yargs([...args])
    .scriptName('shopreplay')
    .usage('$0 <command>\n\nReplays labelled shopper dialogues against any bot, offline, and says how good it is.')
    .command(runCommand)
    .command(compareCommand)
    .command(gateCommand)
    .command(thresholdCommand)
    .command(scoreCommand)
    .command(reportCommand)
    .command(judgeCommand)
    .command(embedCommand)
    .command(datasetCommand)
    .command(metricsCommand)
    .command(schemaCommand)
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    .exitProcess(false)
    .version(packageJson.version)
    .alias({ h: 'help', v: 'version' })
    .wrap(Math.min(HELP_COLUMNS, process.stdout.columns ?? HELP_COLUMNS))
    .epilogue(
      'Exit codes: 0 pass · 1 a gate failed · 2 usage, configuration or data invalid · 3 the bot or the infrastructure failed · 4 inconclusive\nNothing leaves this machine but what your own bot sends.',
    )
    .fail((message, error) => {
      if (error !== undefined && error !== null) throw error;
      throw new HarnessError({ code: 'E_USAGE', message, mend: 'see `shopreplay --help`' });
    })
    .parseAsync();
}
