/** Rasa's training examples: YAML of version 3, and the markdown before it. */

import type { ForeignReadOptions } from '../source-file.js';
import { fieldsIn, isFields, SlotBag, textOf } from './fields.js';
import { readYaml, textOfFile } from './yaml-document.js';

export interface Example {
  readonly intent: string;
  readonly text: string;
  readonly slots: SlotBag['slots'];
  readonly line: number;
}

interface Place {
  readonly path: string;
  readonly shown: string;
}

type Options = Pick<ForeignReadOptions, 'onBytes' | 'report' | 'skip'>;

/** The examples of a file in order. Synonyms, regular expressions and look-up tables are left out and counted. */
export async function readExamples(file: Place, options: Options): Promise<readonly Example[]> {
  return /\.md$/i.test(file.path) ? await markdownExamples(file, options) : await yamlExamples(file, options);
}

async function yamlExamples({ path, shown }: Place, options: Options): Promise<readonly Example[]> {
  const document = await readYaml(path, shown, options);
  const nlu = isFields(document?.value) ? document.value.nlu : undefined;
  if (document === undefined || !Array.isArray(nlu)) return [];
  return nlu.flatMap((entry: unknown, i) => {
    const line = document.lineOf(['nlu', i, 'examples']);
    const intent = isFields(entry) ? textOf(entry.intent).trim() : '';
    if (!isFields(entry) || intent === '') {
      options.skip('training data of Rasa that is no intent (synonym, regex, lookup)', line);
      return [];
    }
    if (typeof entry.examples !== 'string') {
      const texts = fieldsIn(entry.examples).map(({ text }) => textOf(text).trim());
      return texts.flatMap((text, n) => exampleOf(intent, text, document.lineOf(['nlu', i, 'examples', n]), options));
    }
    // The examples stand on the lines behind the `|`.
    return entry.examples.split('\n').flatMap((row, n) => {
      const text = /^\s*[-*+]\s+(.*\S)/.exec(row)?.[1];
      if (text === undefined && row.trim() !== '' && !row.trim().startsWith('#'))
        options.skip('a line that is no example', line + 1 + n);
      return text === undefined ? [] : exampleOf(intent, text, line + 1 + n, options);
    });
  });
}

async function markdownExamples({ path, shown }: Place, options: Options): Promise<readonly Example[]> {
  const text = await textOfFile(path, shown, options);
  const found: Example[] = [];
  let intent: string | undefined;
  for (const [i, row] of (text ?? '')
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .entries()) {
    const header = /^\s*##\s*(\w+)\s*:\s*(.*)$/.exec(row);
    if (header !== null) {
      // Names may carry blanks and colons around them: `## intent: child_ok:`.
      intent = header[1] === 'intent' ? cleanName(header[2] ?? '') : undefined;
      if (header[1] !== 'intent') options.skip('training data of Rasa that is no intent (synonym, regex, lookup)', i + 1);
      continue;
    }
    const example = /^\s*[-*+]\s+(.*\S)/.exec(row)?.[1];
    if (example !== undefined && intent !== undefined) found.push(...exampleOf(intent, example, i + 1, options));
  }
  return found;
}

/** The name of an intent without the blanks and colons that slip in. */
export function cleanName(name: string): string {
  return name.trim().replace(/:+$/, '').trim();
}

function exampleOf(intent: string, marked: string, line: number, { skip }: Options): readonly Example[] {
  const { text, slots } = unmark(marked);
  if (text.trim() !== '') return [{ intent, text, slots, line }];
  skip('an example without text', line);
  return [];
}

const ENTITY = /\[([^[\]]+)\](?:\(([^()]+)\)|(\{[^{}]*\}))/g;

/** `a [red](colour) one`, `[NYC]{"entity": "city", "value": "New York"}` → the text, and the values in it. */
export function unmark(marked: string): { readonly text: string; readonly slots: SlotBag['slots'] } {
  const bag = new SlotBag();
  const text = marked.replace(ENTITY, (whole, words: string, name: string | undefined, json: string | undefined) => {
    const entity = name === undefined ? entityOf(json ?? '') : oldEntity(name);
    if (entity === undefined) return whole;
    bag.add(entity.name, entity.value ?? words);
    return words;
  });
  return { text, slots: bag.slots };
}

/** `city:New York` is an entity with its value. */
function oldEntity(text: string): { readonly name: string; readonly value?: string } {
  const [name = '', ...value] = text.split(':');
  return { name: name.trim(), ...(value.length === 0 ? {} : { value: value.join(':').trim() }) };
}

function entityOf(json: string): { readonly name: string; readonly value?: string } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (!isFields(value) || textOf(value.entity) === '') return undefined;
    const given = textOf(value.value);
    return { name: textOf(value.entity), ...(given === '' ? {} : { value: given }) };
  } catch {
    return undefined;
  }
}
