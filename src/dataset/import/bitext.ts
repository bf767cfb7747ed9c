/** Bitext customer support: a CSV of utterances with intent, one marked entity, tags of the wording, and a reply. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { readCsvRecords } from './csv-records.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';

const COLUMNS = ['instruction', 'intent', 'category', 'tags', 'response'];

function slotsOf(row: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const { entity_type: name = '', entity_value: value = '', instruction = '' } = row;
  if (name === '' || value === '') return undefined;
  // The table lost leading zeros of numbers; the offsets still say what stands in the text.
  const [start, end] = [Number(row.start_offset), Number(row.end_offset)];
  const marked = Number.isInteger(start) && end > start ? instruction.slice(start, end) : '';
  return { [name]: marked !== '' && marked.endsWith(value) ? marked : value };
}

/** Split → the rows of it; each row is in one. */
const PARTS: Readonly<Record<string, (tags: string) => boolean>> = {
  plain: (tags) => !/[ZQ]/.test(tags),
  typo: (tags) => tags.includes('Z'),
  colloquial: (tags) => tags.includes('Q') && !tags.includes('Z'),
};

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  let index = 0;
  for await (const records of readCsvRecords(file.path, file.shown, { ...options, columns: COLUMNS })) {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (const { row, line } of records) {
      index += 1;
      const { instruction = '', intent = '', category = '', tags = '', response = '' } = row;
      if (PARTS[file.part ?? '']?.(tags) === false) continue;
      if (instruction.trim() === '' || intent === '') {
        options.skip('no instruction or no intent', line);
        continue;
      }
      const slots = slotsOf(row);
      const label = {
        intent,
        ...(slots === undefined ? {} : { slots }),
        ...(response === '' ? {} : { answer: { references: [response] } }),
      };
      const letters = [...new Set(tags)];
      values.push({
        id: `bitext-${index}`,
        lang: 'en',
        slices: { ...(category === '' ? {} : { category }), ...(letters.length === 0 ? {} : { tag: letters }) },
        turns: [{ utterance: instruction, label, ...(response === '' ? {} : { gold_reply: response }) }],
      });
      lines.push(line);
    }
    yield { values, lines };
  }
}

function partsOf(path: string, shown: string): ImportFile[] {
  return Object.keys(PARTS).map((part) => ({ path, shown: `${shown}#${part}`, part, splits: [part] }));
}

export const bitext: Importer = {
  id: 'bitext',
  version: 1,
  says: 'Bitext customer support: its CSV, or the folder that holds it',
  mapping: [
    ['row', 'a dialogue of one turn'],
    ['instruction', 'utterance'],
    ['intent', 'label.intent'],
    ['entity_type, entity_value, offsets', 'label.slots'],
    ['response', 'label.answer.references and gold_reply'],
    ['category', 'slice category'],
    ['tags', '--split: typo (Z), colloquial (Q without Z), plain (neither)'],
    ['tags', 'slice tag, one value a letter (Z typos, Q colloquial, W offensive …)'],
  ],
  async locate({ path, shown, kind }, certain) {
    const own = /^bitext.*\.csv$/i;
    if (kind === 'file') return certain && !own.test(basename(path)) ? undefined : partsOf(path, shown);
    const names = (await readdir(path)).filter((name) => own.test(name)).sort();
    return names.flatMap((name) => partsOf(join(path, name), `${shown}/${name}`));
  },
  read,
};
