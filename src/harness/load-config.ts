/** Finds and reads shopreplay.config.{ts,js,mjs,json,yaml}. Each format's reader is loaded only when met. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, configSchema, HarnessError, problemsOf } from '../schema/index.js';

const NAMES = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `shopreplay.config.${extension}`);

export interface LoadedConfig {
  readonly config: Config;
  /** Paths in the configuration are relative to this folder. */
  readonly baseDir: string;
  /** As given, for messages. */
  readonly file: string;
}

/**
 * @param given path from --config; without it the first of the known names in `cwd`, if any.
 * @throws HarnessError E_FILE_MISSING, E_CONFIG, E_JSON, E_YAML
 */
export async function loadConfig(given: string | undefined, cwd: string): Promise<LoadedConfig | undefined> {
  const file = given ?? NAMES.find((name) => existsSync(join(cwd, name)));
  if (file === undefined) return undefined;
  const path = resolve(cwd, file);
  if (!existsSync(path))
    throw new HarnessError({ code: 'E_FILE_MISSING', message: 'no such configuration', file, mend: 'check --config' });
  const value = await readers(extname(path))(path, file);
  if (hasPrototypeKey(value)) {
    throw new HarnessError({ code: 'E_CONFIG', message: 'a key is called "__proto__"', file, mend: 'give it another name' });
  }
  const decoded = configSchema.safeParse(value);
  if (!decoded.success) throw new HarnessError(problemsOf(decoded.error, 'E_CONFIG', { file }));
  return { config: decoded.data, baseDir: dirname(path), file };
}

/** Such a key would vanish on the way, and a gate on a slice of that name would judge everything. */
function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey);
}

function readers(extension: string): (path: string, file: string) => Promise<unknown> {
  switch (extension) {
    case '.json':
      return readJson;
    case '.yaml':
    case '.yml':
      return readYaml;
    case '.ts':
    case '.mts':
      return readTypeScript;
    case '.js':
    case '.mjs':
      return readModule;
    default:
      return async (_path, file) => {
        throw new HarnessError({
          code: 'E_CONFIG',
          message: `unknown kind of configuration "${extension}"`,
          file,
          expected: '.ts, .js, .mjs, .json or .yaml',
        });
      };
  }
}

async function readJson(path: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new HarnessError({ code: 'E_JSON', message: (cause as Error).message, file }, { cause });
  }
}

async function readYaml(path: string, file: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines });
  const [first, ...rest] = document.errors.map((error) => ({
    code: 'E_YAML' as const,
    message: error.message.split('\n')[0] ?? error.message,
    file,
    line: lines.linePos(error.pos[0]).line,
  }));
  if (first !== undefined) throw new HarnessError([first, ...rest]);
  return document.toJS();
}

async function readModule(path: string, file: string): Promise<unknown> {
  return defaultExport(() => import(pathToFileURL(path).href), file);
}

async function readTypeScript(path: string, file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return defaultExport(() => createJiti(import.meta.url).import(path), file);
}

async function defaultExport(load: () => Promise<unknown>, file: string): Promise<unknown> {
  let module: unknown;
  try {
    module = await load();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError({ code: 'E_CONFIG', message: `cannot be loaded: ${message}`, file }, { cause });
  }
  const value = (module as { default?: unknown }).default;
  if (value === undefined) {
    throw new HarnessError({
      code: 'E_CONFIG',
      message: 'no default export',
      file,
      expected: 'export default defineConfig({ … })',
    });
  }
  return value;
}
