/** Botium: *.convo.txt, where #me and #bot take turns, and *.utterances.txt with the examples that they may name. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { Conversation } from './conversation.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { textOfFile } from './yaml-document.js';

const CONVO = /\.convo\.txt$/i;
const UTTERANCES = /\.utterances\.txt$/i;
/** Lines that steer Botium, such as `PAUSE 500` and `BUTTONS yes|no`. */
const HOOK = /^([A-Z][A-Z_]{2,})(?:\s+(.*))?$/;

type Examples = ReadonlyMap<string, readonly string[]>;

/** A part of a convo: who speaks, what is said, and on which line it begins. */
interface Section {
  readonly speaker: string;
  readonly text: string;
  readonly hooks: readonly (readonly [string, string])[];
  readonly line: number;
}

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const text = await textOfFile(file.path, file.shown, options);
  if (text === undefined) return;
  const examples = await examplesBeside(file, options);
  const [title, sections] = sectionsOf(text);
  const unknown = sections.find(({ speaker }) => !['me', 'bot', 'begin', 'end', 'include'].includes(speaker));
  if (unknown !== undefined) {
    const message = `nobody is known as #${unknown.speaker}`;
    options.report({ code: 'E_FIELD', file: file.shown, line: unknown.line, field: '#', message, expected: '#me or #bot' });
    return;
  }
  const id = file.shown.replace(CONVO, '').replace(/^.*[\\/]/, '');
  const most = Math.max(
    1,
    ...sections.map(({ speaker, text: said }) => (speaker === 'me' ? (examples.get(said)?.length ?? 1) : 1)),
  );
  const values = Array.from({ length: most }, (_, n) => {
    const skip = n === 0 ? options.skip : () => undefined;
    const head = n === 0 ? { id } : { id: `${id}-${n + 1}`, parent: id };
    return talkOf(sections, n, examples, skip)?.dialogue({ ...head, meta: title === '' ? undefined : { title } });
  }).filter((value) => value !== undefined);
  if (values.length === 0) options.skip('a convo without a word of #me', 1);
  yield { values, lines: values.map(() => 1), rows: 1 };
}

/** The title on the first line, and the sections behind it. */
function sectionsOf(text: string): readonly [string, readonly Section[]] {
  const rows = text.split(/\r?\n/);
  const sections: { speaker: string; said: string[]; hooks: [string, string][]; line: number }[] = [];
  let title = '';
  for (const [i, row] of rows.entries()) {
    const speaker = /^#(\w+)/.exec(row)?.[1];
    const open = sections.at(-1);
    if (speaker !== undefined) sections.push({ speaker: speaker.toLowerCase(), said: [], hooks: [], line: i + 1 });
    else if (open === undefined) title ||= row.trim();
    else {
      const [, hook, rest = ''] = HOOK.exec(row.trim()) ?? [];
      // The name of a list of examples looks like a hook without arguments.
      if (hook !== undefined && (open.said.length > 0 || rest !== '')) open.hooks.push([hook, rest]);
      else if (row.trim() !== '') open.said.push(row.trim());
    }
  }
  return [title, sections.map(({ said, ...section }) => ({ ...section, text: said.join('\n') }))];
}

function talkOf(sections: readonly Section[], n: number, examples: Examples, skip: ImportReadOptions['skip']): Conversation {
  const talk = new Conversation();
  for (const { speaker, text, hooks, line } of sections) {
    if (speaker === 'me') {
      const list = examples.get(text);
      if (text === '') skip('a #me without text', line);
      else talk.shopper(list?.[n % list.length] ?? text, list === undefined ? {} : { intent: text });
    } else if (speaker === 'bot') addReply(talk, text, examples);
    else skip(`a section #${speaker}`, line);
    for (const [hook, rest] of hooks) {
      if (hook === 'INTENT' && speaker === 'bot' && talk.last !== undefined) talk.last.label.intent = rest;
      else skip(`a line of Botium’s own: ${hook}`, line);
    }
  }
  return talk;
}

/** A reply, or what it must not say behind `!`; a list of examples is several acceptable ones. */
function addReply(talk: Conversation, text: string, examples: Examples): void {
  if (text === '') return;
  const answer = (talk.last?.label.answer ?? {}) as Record<string, readonly string[]>;
  const texts = examples.get(text.replace(/^!/, '')) ?? [text.replace(/^!/, '')];
  const field = text.startsWith('!') ? 'forbidden' : 'references';
  if (talk.last !== undefined) talk.last.label.answer = { ...answer, [field]: [...(answer[field] ?? []), ...texts] };
  if (field === 'references') talk.reply(texts[0] ?? text);
}

/** Name → examples, of all files beside the convo. */
async function examplesBeside(file: ImportFile, options: ImportReadOptions): Promise<Examples> {
  const folder = dirname(file.path);
  const found = new Map<string, readonly string[]>();
  for (const name of (await readdir(folder)).filter((one) => UTTERANCES.test(one)).sort()) {
    const text = await textOfFile(join(folder, name), join(dirname(file.shown), name), options);
    const [id, ...examples] = (text ?? '')
      .split(/\r?\n/)
      .map((row) => row.trim())
      .filter((row) => row !== '');
    if (id !== undefined && examples.length > 0) found.set(id, examples);
  }
  return found;
}

export const botium: Importer = {
  id: 'botium',
  version: 1,
  says: 'Botium: a folder with *.convo.txt and *.utterances.txt, or one convo',
  mapping: [
    ['#me, #bot', 'turn, its gold_reply and label.answer.references'],
    ['#me that names a list of examples', 'label.intent, and a variant an example'],
    ['INTENT of the bot’s section', 'label.intent'],
    ['#bot !text', 'label.answer.forbidden'],
    ['title', 'meta.title'],
    ['other hooks and sections', 'left out'],
  ],
  async locate({ path, shown, kind }, certain) {
    if (kind === 'file') return certain && !CONVO.test(path) ? undefined : [{ path, shown, splits: [] }];
    // A folder of anything may hold one somewhere: guess only by what lies in it.
    const names = (await readdir(path, { recursive: !certain })).filter((name) => CONVO.test(name)).sort();
    return names.map((name) => ({ path: join(path, name), shown: join(shown, name), splits: [] }));
  },
  read,
};
