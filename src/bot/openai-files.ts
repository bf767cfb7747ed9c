/** The files that a model's prompt is made of: read whole, within a bound, and never a file of labelled dialogues. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { HarnessError } from '../schema/index.js';
import { describeThrown } from './failure-text.js';

/** Keys of dialogues and their labels: a model that saw them would know the answers. */
const LABELLED = /"(turns|gold_reply|gold_intent|references)"\s*:/;

/**
 * The text of a file, its path relative to the configuration; `field` is the setting that names it.
 * @throws HarnessError E_BOT_SPEC when it cannot be read, is over the bound, no UTF-8, or holds labelled dialogues.
 */
export function promptFile(path: string, baseDir: string, field: string, maxBytes: number): string {
  const refuse = (message: string, mend: string) =>
    new HarnessError({ code: 'E_BOT_SPEC', field, message: `${path} ${message}`, mend });
  const place = resolve(baseDir, path);
  let bytes: Buffer;
  try {
    if (statSync(place).size > maxBytes)
      throw refuse(`is over ${maxBytes} bytes`, 'give a shorter file, or raise max_prompt_bytes');
    bytes = readFileSync(place);
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? describeThrown(error);
    throw refuse(`cannot be read: ${why}`, 'give a path relative to the configuration');
  }
  if (!isUtf8(bytes)) throw refuse('is not UTF-8', 'convert it');
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (LABELLED.test(text))
    throw refuse('holds labelled dialogues, which the model must not see', 'give the catalogue or the FAQ');
  return text;
}

/**
 * The names of intents: a list as it is, else those of a file: YAML or JSON with a list or `intents:`, or one a line.
 * @throws HarnessError E_BOT_SPEC, as {@link promptFile}, and when there are no names in it.
 */
export function intentNames(given: string | readonly string[], baseDir: string, maxBytes: number): readonly string[] {
  if (typeof given !== 'string') return given;
  const text = promptFile(given, baseDir, 'openai.intents', maxBytes);
  const names = /\.(ya?ml|json)$/i.test(given) ? listIn(text) : text.split(/\r?\n/).map((line) => line.trim());
  const found = (names ?? []).filter((name) => typeof name === 'string' && name !== '') as string[];
  if (found.length > 0) return [...new Set(found)];
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: 'openai.intents',
    message: `${given} names no intents`,
    mend: 'give a list, a file with intents:, or one name a line',
  });
}

function listIn(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = parse(text);
    const list = typeof value === 'object' && value !== null && 'intents' in value ? value.intents : value;
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}
