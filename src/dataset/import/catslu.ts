/** CATSLU (Zhu et al. 2019): what was said in the car, as people wrote it down and as a machine recognised it. */
import { basename, dirname } from 'node:path';
import { eachElement, type RowContext } from './each-row.js';
import { compact, type Fields, fieldsIn, isFields, oneOrMore, SlotBag, textOf, textsIn } from './fields.js';
import type { Importer, ImportFile, ImportPlace } from './importer.js';
import { filesAt, foldersAt, headOf } from './look.js';

const FILE = /^(?:train|development|dev|test)\.json$/;

function dialoguesOf(value: unknown, row: RowContext): unknown {
  const said = fieldsIn(isFields(value) ? value.utterances : value);
  const turns = said.filter((one) => textOf(one.manual_transcript).trim() !== '');
  for (let i = turns.length; i < said.length; i += 1) row.skip('an utterance without a transcript');
  if (turns.length === 0) return row.skip('no dialogue');
  const domain = basename(dirname(row.file.path));
  const id = (isFields(value) && textOf(value.dlg_id)) || `${domain}-${basename(row.file.path, '.json')}-${row.index}`;
  const labels = turns.map((one) => compact(labelOf(one)));
  const tell = (transcript: string, texts: readonly string[], more: Fields) => ({
    ...more,
    lang: 'zh-CN',
    slices: { domain, transcript },
    turns: texts.map((utterance, i) => compact({ utterance, label: labels[i] })),
  });
  const manual = turns.map((one) => textOf(one.manual_transcript).trim());
  const asr = turns.map((one) => textOf(one.asr_1best).trim());
  const first = tell('manual', manual, { id });
  if (asr.every((text, i) => text === manual[i])) return first;
  if (asr.includes('')) {
    row.skip('a recognised dialogue with an utterance of which nothing was recognised');
    return first;
  }
  return [first, tell('asr', asr, { id: `${id}-asr`, parent: id })];
}

/** `[act, slot, value]` of each semantic; without a value the slot is asked for. */
function labelOf({ semantic }: Fields): Fields {
  const acts = Array.isArray(semantic) ? semantic.map(textsIn) : [];
  const slots = new SlotBag();
  for (const [act, slot = '', value = ''] of acts) if (act === 'inform') slots.add(slot, value);
  return { intent: oneOrMore(acts.map(([act = '', slot]) => (slot === undefined ? act : `${act}+${slot}`))), slots: slots.slots };
}

async function filesOf(place: ImportPlace, certain: boolean): Promise<ImportFile[]> {
  const files = await filesAt(place, FILE, certain);
  if (certain && files[0] !== undefined && !/"asr_1best"/.test(await headOf(files[0].path))) return [];
  return files.map((file) => ({ ...file, splits: [basename(file.path, '.json').replace(/^dev$/, 'development')] }));
}

export const catslu: Importer = {
  id: 'catslu',
  version: 1,
  says: 'CATSLU: train.json, development.json and test.json of a domain, or the folder of the domains',
  mapping: [
    ['manual_transcript', 'utterance; slice transcript manual'],
    ['asr_1best, where it differs', 'a variant with its parent; slice transcript asr'],
    ['semantic', 'label.intent: inform+slot …; label.slots of what is informed'],
    ['the name of the folder', 'slice domain'],
    ['train.json, development.json, test.json', '--split'],
  ],
  async locate(place, certain) {
    const own = await filesOf(place, certain);
    if (own.length > 0) return own;
    return (await Promise.all((await foldersAt(place)).map((folder) => filesOf(folder, certain)))).flat();
  },
  read: (file, options) => eachElement(file, options, dialoguesOf),
};
