/** NLU++ (Casanueva et al. 2022): fold0.json … fold19.json a domain, utterances with several intents and slots with spans. */
import { basename, dirname } from 'node:path';
import { eachElement, type RowContext } from './each-row.js';
import { compact, type Fields, isFields, oneOrMore, textOf, textsIn } from './fields.js';
import type { Importer, ImportFile, ImportPlace } from './importer.js';
import { filesAt, foldersAt, headOf } from './look.js';
import { SPAN_MEND, spanOf } from './span.js';

const FOLD = /^fold\d+\.json$/;

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value) || textOf(value.text).trim() === '') return row.skip('no text');
  const text = textOf(value.text);
  const fold = basename(row.file.path, '.json');
  const domain = basename(dirname(row.file.path));
  const slots: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const [name, slot] of Object.entries(isFields(value.slots) ? value.slots : {})) {
    if (!isFields(slot) || !spanFits(text, slot, `slots.${name}`, row)) continue;
    slots[name] = textOf(slot.text);
    // What the words stand for; the spelling differs between values and value.
    values[name] = slot.value ?? slot.values;
  }
  return {
    id: `${domain}-${fold}-${row.index}`,
    lang: 'en',
    slices: { domain, fold },
    turns: [
      compact({
        utterance: text,
        label: compact({ intent: oneOrMore(textsIn(value.intents)), slots: compact(slots) }),
        meta: Object.keys(slots).length === 0 ? undefined : { values },
      }),
    ],
  };
}

function spanFits(text: string, slot: Fields, field: string, row: RowContext): boolean {
  const [start, end] = Array.isArray(slot.span) ? slot.span : [];
  const marked = spanOf(text, start, end);
  if (marked !== undefined && marked === slot.text) return true;
  const found = marked === undefined ? 'lies outside of the text' : `is "${marked}"`;
  row.blame(field, `the span [${String(start)}, ${String(end)}] ${found}`, {
    expected: `"${textOf(slot.text)}"`,
    mend: SPAN_MEND,
  });
  return false;
}

async function foldsAt(place: ImportPlace, certain: boolean): Promise<ImportFile[]> {
  const files = await filesAt(place, FOLD, certain);
  if (certain && files[0] !== undefined && !/^\s*\[\s*\{\s*"text"/.test(await headOf(files[0].path))) return [];
  return files.map((file) => ({ ...file, splits: [basename(file.path, '.json')] }));
}

export const nlupp: Importer = {
  id: 'nlupp',
  version: 1,
  says: 'NLU++: a folder with fold0.json …, the folder of such folders, or one fold',
  mapping: [
    ['text', 'utterance, a dialogue of one turn'],
    ['intents', 'label.intent, any of them right; none where the list is missing'],
    ['slots.NAME.text', 'label.slots.NAME; its span must mark it'],
    ['slots.NAME.value', 'meta.values.NAME of the turn'],
    ['fold0.json …', '--split fold0 …, and slice fold'],
    ['the name of the folder', 'slice domain'],
  ],
  async locate(place, certain) {
    const own = await foldsAt(place, certain);
    if (own.length > 0) return own;
    return (await Promise.all((await foldersAt(place)).map((folder) => foldsAt(folder, certain)))).flat();
  },
  read: (file, options) => eachElement(file, options, dialogueOf),
};
