/** `--bot SPEC` of the command line → the configuration of a bot. */
import { basename } from 'node:path';
import { type BotConfig, HarnessError } from '../schema/index.js';
import { splitCommandLine } from './command-line.js';
import { clip, plainLine } from './failure-text.js';

const FORMS =
  './bot.js (a module: .js .mjs .cjs .ts .mts .cts), http://… or https://…, openai:MODEL@http://host/v1, ws://… or wss://…, stdio:COMMAND, transcript:FILE, rasa:URL, direct_line:URL, or botium:FILE, each with or without NAME= before it';
/** A name has no colon and no slash, so that neither a URL's query nor a path's `=` is taken for one. */
const NAMED = /^([^=:/\\]*)=([\s\S]*)$/;
const PREFIXED = /^(stdio|transcript|rasa|direct_line|botium):([\s\S]*)$/;
const HTTP = /^https?:\/\//i;
const WEBSOCKET = /^wss?:\/\//i;
const MODULE_FILE = /\.[cm]?[jt]sx?$/i;
const INTERPRETER = /^(python|pypy|node|bun|deno|tsx|ruby|perl|php|bash|sh|java|npx|uv)[\d.]*(\.exe)?$/i;

/** A model's name may hold `@`, `/` and `:`; the key is named behind the address. */
const MODEL = /^openai:(.+)@(https?:\/\/[^#]*)(?:#(env:.+))?$/i;

/**
 * Reads one of the {@link FORMS}, with an optional `NAME=` before it. Without a name: the stem of the file, the host and port, the model, or the
 * stem of the command's script.
 * @throws HarnessError E_BOT_SPEC naming the forms.
 */
export function parseBotSpec(spec: string): BotConfig {
  const [, givenName, named] = NAMED.exec(spec.trim()) ?? [];
  const form = (named ?? spec).trim();
  const name = givenName?.trim();
  if (name === '') throw badSpec(spec, 'the name before "=" is empty');
  const { name: defaultName, ...adapter } = readForm(form, spec);
  return { name: name ?? defaultName, ...adapter };
}

function readForm(form: string, spec: string): BotConfig {
  if (/^openai:/i.test(form)) return readModel(form, spec);
  const [, prefix, rest = ''] = PREFIXED.exec(form) ?? [];
  switch (prefix) {
    case 'stdio':
      return readCommand(rest, spec);
    case 'transcript': {
      const file = readFile(rest, prefix, spec);
      return { name: stem(file), transcript: file };
    }
    case 'rasa':
      return readUrl(rest.trim(), HTTP, spec, (url) => ({ rasa: { url } }));
    case 'botium': {
      const file = readFile(rest, prefix, spec);
      return { name: stem(file), botium: { config: file } };
    }
    case 'direct_line':
      return readUrl(rest.trim(), HTTP, spec, (url) => ({ direct_line: { url } }));
  }
  if (/^https?:/i.test(form)) return readUrl(form, HTTP, spec, (url) => ({ http: { url } }));
  if (/^wss?:/i.test(form)) return readUrl(form, WEBSOCKET, spec, (url) => ({ websocket: { url } }));
  if (MODULE_FILE.test(form)) return { name: stem(form), module: form };
  throw badSpec(spec, 'this is none of the forms of a bot');
}

function readFile(rest: string, prefix: string, spec: string): string {
  const file = rest.trim();
  if (file === '') throw badSpec(spec, `${prefix}: is followed by no file`);
  return file;
}

/** A bot behind a URL is called after its host and port. */
function readUrl(form: string, scheme: RegExp, spec: string, adapter: (url: string) => Omit<BotConfig, 'name'>): BotConfig {
  const url = URL.canParse(form) ? new URL(form) : undefined;
  if (url === undefined || url.host === '' || !scheme.test(form)) throw badSpec(spec, 'this is not a valid URL');
  return { name: url.host, ...adapter(form) };
}

function readModel(form: string, spec: string): BotConfig {
  const [, model, base_url, api_key] = MODEL.exec(form) ?? [];
  if (model === undefined || base_url === undefined)
    throw badSpec(spec, 'openai: needs MODEL@http://host/v1, and maybe #env:NAME');
  if (!URL.canParse(base_url)) throw badSpec(spec, 'this is not a valid URL');
  const name = model.split('/').findLast((part) => part !== '') ?? model;
  return { name, openai: { base_url, model, ...(api_key === undefined ? {} : { api_key }) } };
}

function readCommand(line: string, spec: string): BotConfig {
  const words = splitCommandLine(line);
  if (words === undefined) throw badSpec(spec, 'a quote in the command is not closed');
  const [command, ...args] = words;
  if (command === undefined || command === '') throw badSpec(spec, 'stdio: is followed by no command');
  return { name: commandName(command, args), stdio: { command, args } };
}

/** An interpreter is named by its script: the first word that is no option and not "run". */
function commandName(command: string, args: readonly string[]): string {
  if (!INTERPRETER.test(basename(command))) return stem(command);
  const script = args.find((arg) => arg !== '' && !arg.startsWith('-') && arg !== 'run');
  return stem(script ?? command);
}

function stem(path: string): string {
  const file = path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
  return file.replace(/(?<=.)\.[^.]+$/, '') || path;
}

/** The spec is quoted without what stands before an `@` in a URL: that is a password. */
function badSpec(spec: string, message: string): HarnessError {
  const shown = clip(plainLine(spec).replace(/\/\/[^/\s]*@/g, '//***@'), 120);
  return new HarnessError({
    code: 'E_BOT_SPEC',
    field: '--bot',
    message: `${message}: ${JSON.stringify(shown)}`,
    expected: FORMS,
  });
}
