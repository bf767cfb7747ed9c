/** Loads a user's bot module: JavaScript by import(), TypeScript by jiti, which is loaded for it alone. */
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bot, HarnessError } from '../schema/index.js';
import { guardExit } from './exit-guard.js';
import { clip, describeThrown, plainLine } from './failure-text.js';

const JAVASCRIPT = /^\.[cm]?js$/;
const TYPESCRIPT = /^\.[cm]?tsx?$/;
const MEND = 'export function reply(request, signal) { return { text: "…" } }, by name or on the default object';

/** How often each file was imported: a further bot of the same file gets its own instance, and so its own state and options. */
const imports = new Map<string, number>();

/**
 * The bot that the module at `path` (relative to `baseDir`) exports: its named exports, or its default object.
 * @throws HarnessError E_BOT_MODULE when the file is missing, throws, or exports no `reply`.
 */
export async function loadBotModule(path: string, baseDir: string): Promise<Bot> {
  const file = resolve(baseDir, path);
  const found = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
  if (!found)
    throw problem(
      path,
      'there is no such file',
      'give the path of the module, relative to the configuration or the current folder',
    );
  const extension = extname(file);
  if (!JAVASCRIPT.test(extension) && !TYPESCRIPT.test(extension)) {
    throw problem(path, `a bot module is JavaScript or TypeScript, not "${extension}"`, 'run other languages as stdio:COMMAND');
  }
  let exported: unknown;
  const releaseExit = guardExit();
  try {
    exported = TYPESCRIPT.test(extension) ? await importTypeScript(file) : await importJavaScript(file);
  } catch (error) {
    throw problem(
      path,
      `the module cannot be loaded: ${clip(plainLine(describeThrown(error)))}`,
      'import it with node to see the whole trace',
      error,
    );
  } finally {
    releaseExit();
  }
  return pickBot(exported, path);
}

async function importJavaScript(file: string): Promise<unknown> {
  const url = pathToFileURL(file);
  const earlier = imports.get(url.href) ?? 0;
  imports.set(url.href, earlier + 1);
  if (earlier > 0) url.searchParams.set('instance', String(earlier));
  return import(url.href);
}

async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(pathToFileURL(file).href, { moduleCache: false, fsCache: false, interopDefault: false }).import(file);
}

function pickBot(exported: unknown, path: string): Bot {
  const bot = [exported, member(exported, 'default')].find((candidate) => typeof member(candidate, 'reply') === 'function');
  if (bot === undefined) throw problem(path, 'the module exports no function "reply"', MEND);
  for (const name of ['open', 'endConversation', 'close']) {
    const hook = member(bot, name);
    if (hook !== undefined && typeof hook !== 'function')
      throw problem(path, `"${name}" is not a function`, `export function ${name}() { … }, or drop it`);
  }
  return bot as Bot;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function problem(file: string, message: string, mend: string, cause?: unknown): HarnessError {
  return new HarnessError({ code: 'E_BOT_MODULE', file, message, mend }, { cause });
}
