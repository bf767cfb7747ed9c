/** MASSIVE (FitzGerald et al. 2022): JSON lines a locale, slots marked within the utterance. */
import type { ForeignFile } from '../source-file.js';
import { eachRow, type RowContext } from './each-row.js';
import { compact, isFields, SlotBag, textOf } from './fields.js';
import type { Importer } from './importer.js';
import { readJsonRows } from './json-rows.js';
import { filesAt, headOf } from './look.js';

const SPLITS = ['train', 'dev', 'test'];
/** `[time : five am]` */
const SLOT = /\[\s*([^[\]:]+?)\s*:\s*([^[\]]*?)\s*\]/g;

function dialogueOf(value: unknown, row: RowContext): unknown {
  const part = row.file.part ?? '';
  if (!isFields(value)) return part === SPLITS[0] ? row.skip('no row') : undefined;
  // What is of no known partition is counted once.
  const known = SPLITS.includes(textOf(value.partition));
  if (!known) return part === SPLITS[0] ? row.skip('of no known partition') : undefined;
  if (value.partition !== part) return undefined;
  const [text, locale] = [textOf(value.utt), textOf(value.locale)];
  if (text.trim() === '') return row.skip('no utterance');
  const slots = new SlotBag();
  const marked = textOf(value.annot_utt) || text;
  const plain = marked.replace(SLOT, (_, name: string, words: string) => {
    slots.add(name, words);
    return words;
  });
  if (squeezed(plain) !== squeezed(text))
    return row.blame('annot_utt', `is "${plain}" without its marks`, { expected: `"${text}"` });
  const intent = textOf(value.intent) || undefined;
  return {
    id: `massive-${locale}-${textOf(value.id) || row.index}`,
    ...(locale === '' ? {} : { lang: locale }),
    slices: compact({ locale: locale || undefined, scenario: textOf(value.scenario) || undefined }),
    turns: [compact({ utterance: text, label: compact({ intent, slots: slots.slots }) })],
  };
}

/** Marks move the blanks around them. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

function partsOf(file: ForeignFile): readonly ForeignFile[] {
  return SPLITS.map((part) => ({ ...file, shown: `${file.shown}#${part}`, part, splits: [part] }));
}

export const massive: Importer = {
  id: 'massive',
  version: 1,
  says: 'MASSIVE: en-US.jsonl, zh-CN.jsonl … or the folder that holds them',
  mapping: [
    ['line', 'a dialogue of one turn'],
    ['utt', 'utterance'],
    ['intent', 'label.intent'],
    ['annot_utt', 'label.slots'],
    ['locale', 'lang, and slice locale'],
    ['scenario', 'slice scenario'],
    ['partition', '--split train, dev, test'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, place.kind === 'folder' || certain ? /^[a-z]{2}-[A-Z]{2}\.jsonl$/ : /./, certain);
    if (certain && files[0] !== undefined && !/"annot_utt"/.test(await headOf(files[0].path))) return undefined;
    return files.flatMap(partsOf);
  },
  read: (file, options) => eachRow(readJsonRows(file, options), file, options, dialogueOf),
};
