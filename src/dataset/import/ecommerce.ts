/** E-commerce Dialogue Corpus (Zhang et al. 2018): label, turns of the context and a candidate reply, by tabs, words by blanks. */
import { basename } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { Conversation } from './conversation.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { filesAt, headOf } from './look.js';
import { readTextLines, type TextLine } from './text-lines.js';

/** Lines of one context: its candidates, right ones and wrong ones. */
interface Group {
  readonly context: string;
  readonly line: number;
  readonly right: string[];
  readonly wrong: string[];
}

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const stem = basename(file.path, '.txt');
  let open: Group | undefined;
  let count = 0;
  const close = (): readonly (readonly [unknown, number])[] => {
    const group = open;
    open = undefined;
    if (group === undefined) return [];
    count += 1;
    const value = dialogueOf(group, `${stem}-${count}`);
    if (value === undefined) options.skip('a context without a right reply', group.line);
    return value === undefined ? [] : [[value, group.line]];
  };
  for await (const batch of readTextLines(file.path, file.shown, options)) {
    const made: (readonly [unknown, number])[] = [];
    for (const line of batch) {
      const candidate = candidateOf(line, file, options);
      if (candidate === undefined) continue;
      if (open !== undefined && open.context !== candidate.context) made.push(...close());
      open ??= { context: candidate.context, line: line.line, right: [], wrong: [] };
      (candidate.right ? open.right : open.wrong).push(candidate.reply);
    }
    yield {
      values: made.map(([value]) => value),
      lines: made.map(([, line]) => line),
      rows: batch.filter(({ text }) => text.trim() !== '').length,
    };
  }
  const last = close();
  yield { values: last.map(([value]) => value), lines: last.map(([, line]) => line), rows: 0 };
}

function candidateOf({ text, line }: TextLine, file: ImportFile, { report, skip }: ImportReadOptions) {
  if (text.trim() === '') return undefined;
  const cells = text.replace(/\r$/, '').split('\t');
  const [label = '', ...said] = cells;
  if (label !== '0' && label !== '1') {
    report({
      code: 'E_FIELD',
      file: file.shown,
      line,
      field: 'label',
      message: `got "${label.slice(0, 40)}"`,
      expected: '0 or 1',
    });
    return undefined;
  }
  const reply = joined(said.pop() ?? '');
  if (reply === '' || said.length === 0 || joined(said.at(-1) ?? '') === '') {
    skip('no context or no reply', line);
    return undefined;
  }
  return { right: label === '1', reply, context: said.join('\t') };
}

/** The reply is the shop's, so the turn before it is the shopper's, and so on backwards. */
function dialogueOf({ context, right, wrong }: Group, id: string): unknown {
  const [gold, ...more] = right;
  if (gold === undefined) return undefined;
  const talk = new Conversation();
  const turns = context.split('\t').map(joined);
  for (const [i, text] of turns.entries()) {
    if ((turns.length - i) % 2 === 0) talk.reply(text);
    else if (text !== '') talk.shopper(text);
  }
  talk.reply(gold);
  const { last } = talk;
  if (last !== undefined) {
    last.label.answer = { references: [gold, ...more] };
    if (wrong.length > 0) last.meta.other_candidates = wrong;
  }
  return talk.dialogue({ id, lang: 'zh-CN' });
}

/** Words of Chinese are written together; those of Latin letters keep their blank. */
function joined(words: string): string {
  return words.trim().replace(/(?<![\x21-\x7e])\s+|\s+(?![\x21-\x7e])/g, '');
}

export const ecommerce: Importer = {
  id: 'ecommerce',
  version: 1,
  says: 'E-commerce Dialogue Corpus: train.txt, dev.txt and test.txt of label, context and candidate by tabs',
  mapping: [
    ['lines of one context', 'a dialogue; the last turn of the context is the shopper’s'],
    ['turns of the context', 'turns and their gold_reply'],
    ['candidates of label 1', 'gold_reply and label.answer.references of the last turn'],
    ['candidates of label 0', 'meta.other_candidates of the last turn'],
    ['words by blanks', 'written together where they are Chinese'],
    ['train.txt, dev.txt, test.txt', '--split train, dev, test'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /^(?:train|dev|test)\.txt$/, certain);
    const sure = !certain || (files[0] !== undefined && /^[01]\t[^\t\n]+\t[^\t\n]+/.test(await headOf(files[0].path)));
    return sure ? files.map((file) => ({ ...file, splits: [basename(file.path, '.txt')] })) : undefined;
  },
  read,
};
