/** Rasa: a project's folder with data/nlu, stories and domain.yml. Examples are turns; stories are dialogues told with examples. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { Conversation } from './conversation.js';
import { compact, fieldsIn, isFields, textOf } from './fields.js';
import type { Importer, ImportFile, ImportPlace, ImportReadOptions } from './importer.js';
import { headOf } from './look.js';
import { type Example, readExamples } from './rasa-nlu.js';
import { readStories, type Story } from './rasa-stories.js';
import { readYaml } from './yaml-document.js';

/** What of a project a file is. */
async function kindOf(path: string): Promise<'nlu' | 'stories' | undefined> {
  const head = await headOf(path);
  if (/\.md$/i.test(path)) return /^\s*##\s*intent\s*:/m.test(head) ? 'nlu' : /^\s*\*\s+\S/m.test(head) ? 'stories' : undefined;
  return /^nlu:/m.test(head) ? 'nlu' : /^stories:/m.test(head) ? 'stories' : undefined;
}

async function partsAt(place: ImportPlace): Promise<readonly ImportFile[]> {
  const found: ImportFile[] = [];
  for (const folder of ['data', 'tests']) {
    const at = join(place.path, folder);
    if (!existsSync(at)) continue;
    const names = (await readdir(at, { recursive: true })).filter((name) => /\.(?:md|ya?ml)$/i.test(name)).sort();
    for (const name of names) {
      const part = await kindOf(join(at, name));
      if (part !== undefined) found.push({ path: join(at, name), shown: join(place.shown, folder, name), part, splits: [part] });
    }
  }
  // Examples first: stories are told with them.
  return found.sort((a, b) => (a.part === b.part ? 0 : a.part === 'nlu' ? -1 : 1));
}

/** The project that a file of `data` or `tests` belongs to: the nearest folder above one of these that has a domain. */
function projectOf(path: string): string {
  let nearest: string | undefined;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!['data', 'tests'].includes(basename(folder))) continue;
    nearest ??= dirname(folder);
    if (domainOf(dirname(folder)) !== undefined) return dirname(folder);
  }
  return nearest ?? dirname(path);
}

function domainOf(project: string): string | undefined {
  return ['domain.yml', 'domain.yaml'].map((name) => join(project, name)).find((path) => existsSync(path));
}

async function* readNlu(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const examples = await readExamples(file, options);
  const values = examples.map(({ intent, text, slots, line }) => ({
    id: `${idStem(file)}-${line}`,
    slices: { part: 'nlu' },
    turns: [{ utterance: text, label: compact({ intent, slots }) }],
  }));
  yield { values, lines: examples.map(({ line }) => line), rows: examples.length };
}

/** Files of one name in several folders must not share ids. */
function idStem({ path }: ImportFile): string {
  return path
    .slice(projectOf(path).length + 1)
    .replace(/\.[^.]*$/, '')
    .replace(/[\\/]/g, '.');
}

async function* readDialogues(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const project = projectOf(file.path);
  // What is wrong with the examples is said where they are read; their bytes are part of the digest.
  const quiet = { ...options, skip: () => undefined };
  const examples = new Map<string, Example[]>();
  for (const nlu of await partsAt({ path: project, shown: project, kind: 'folder', options: {} })) {
    if (nlu.part !== 'nlu') continue;
    for (const example of await readExamples(nlu, quiet))
      examples.set(example.intent, [...(examples.get(example.intent) ?? []), example]);
  }
  const replies = await repliesOf(project, quiet);
  const stories = await readStories(file, options);
  const made = stories.flatMap((story, i) => {
    const dialogue = tell(story, i, examples, replies, (reason) => options.skip(reason, story.line));
    return dialogue === undefined ? [] : [{ value: { id: `${idStem(file)}-${story.line}`, ...dialogue }, line: story.line }];
  });
  yield { values: made.map(({ value }) => value), lines: made.map(({ line }) => line), rows: stories.length };
}

/** Action → the texts that the domain has for it. */
async function repliesOf(project: string, options: ImportReadOptions): Promise<ReadonlyMap<string, readonly string[]>> {
  const path = domainOf(project);
  if (path === undefined) return new Map();
  const document = await readYaml(path, basename(path), options);
  const domain = isFields(document?.value) ? document.value : {};
  const all = isFields(domain.responses) ? domain.responses : isFields(domain.templates) ? domain.templates : {};
  return new Map(
    Object.entries(all).map(([name, texts]) => [
      name,
      fieldsIn(texts)
        .map(({ text }) => textOf(text))
        .filter((text) => text !== ''),
    ]),
  );
}

function tell(
  { name, steps }: Story,
  index: number,
  examples: ReadonlyMap<string, readonly Example[]>,
  replies: ReadonlyMap<string, readonly string[]>,
  skip: (reason: string) => void,
): object | undefined {
  const talk = new Conversation();
  const known: Record<string, string> = {};
  for (const step of steps) {
    if ('action' in step) {
      const [reply, ...others] = (replies.get(step.action) ?? [])
        .map((text) => filled(text, known))
        .filter((text) => text !== undefined);
      if (reply === undefined) continue;
      talk.reply(reply);
      const turn = talk.last;
      if (turn !== undefined && turn.label.answer === undefined) turn.label.answer = { references: [reply, ...others] };
      continue;
    }
    // Another example in each story, so that not all say the same.
    const own = examples.get(step.intent) ?? [];
    const example = own[index % Math.max(1, own.length)];
    if (step.text === undefined && example === undefined) {
      skip(`a story with an intent that has no example: ${step.intent}`);
      return undefined;
    }
    const slots = step.text === undefined ? example?.slots : compact(step.entities);
    for (const [slot, value] of Object.entries(slots ?? {})) known[slot] = textOf(Array.isArray(value) ? value[0] : value);
    talk.shopper(step.text ?? example?.text ?? '', { intent: step.intent, slots });
  }
  return talk.dialogue({ slices: { part: 'stories' }, meta: { story: name } }) ?? void skip('a story without a word of the user');
}

/** The text with its `{slots}` filled in; undefined when one is not known. */
function filled(text: string, known: Readonly<Record<string, string>>): string | undefined {
  const whole = text.replace(/\{(\w+)\}/g, (place, name: string) => known[name] ?? place);
  return /\{\w+\}/.test(whole) ? undefined : whole;
}

export const rasa: Importer = {
  id: 'rasa',
  version: 1,
  says: 'Rasa: the folder of a project (data/ with NLU and stories in YAML or markdown, domain.yml)',
  mapping: [
    ['example of an intent', 'a dialogue of one turn'],
    ['intent', 'label.intent'],
    ['[value](entity), [value]{"entity": …}', 'label.slots'],
    ['story', 'a dialogue, each intent said by one of its examples'],
    ['utter_… of the domain', 'gold_reply and label.answer.references; left out where a {slot} is not known'],
    ['name of the story', 'meta.story'],
    ['examples, stories', '--split nlu, stories; slice part'],
  ],
  async locate(place, certain) {
    if (place.kind === 'file') return undefined;
    const hasDomain = domainOf(place.path) !== undefined;
    return certain && !hasDomain ? undefined : await partsAt(place);
  },
  read: (file, options) => (file.part === 'nlu' ? readNlu(file, options) : readDialogues(file, options)),
};
