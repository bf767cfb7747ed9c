#!/usr/bin/env node
/** The entry: help at once, anything else through the commands. */
import { readFileSync } from 'node:fs';

/** The help as the build has rendered it; undefined where it does not fit, or there is none (a run from source). */
function renderedHelp(): string | undefined {
  if ((process.stdout.columns ?? Number.POSITIVE_INFINITY) < 120) return undefined;
  try {
    return readFileSync(new URL('help.txt', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs the command and ends the process, whatever handles a bot has left open. */
async function runAndExit(args: readonly string[]): Promise<void> {
  const exit = process.exit.bind(process);
  let settled = false;
  // A process that ends before its verdict (a bot that exits, or waits for nothing) must never look like a pass.
  process.on('exit', () => {
    if (settled) return;
    process.stderr.write(
      'E_STRAY_ERROR the process ended before the command was done; a bot may wait for something that never comes\n',
    );
    process.exitCode = 3;
  });
  const code = await (await import('./command-line.js')).runCommandLine(args);
  settled = true;
  // What is still on its way into a pipe goes out first.
  for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve));
  exit(code);
}

const args = process.argv.slice(2);
const help = args.length === 1 && (args[0] === '--help' || args[0] === '-h') ? renderedHelp() : undefined;
if (help === undefined) await runAndExit(args);
else process.stdout.write(help);
