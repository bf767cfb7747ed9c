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

const args = process.argv.slice(2);
const help = args.length === 1 && (args[0] === '--help' || args[0] === '-h') ? renderedHelp() : undefined;
if (help === undefined) await (await import('./command-line.js')).runCommandLine(args);
else process.stdout.write(help);
