/** BANKING77 (Casanueva et al. 2020): train.csv and test.csv with the columns text and category. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { readCsvRecords } from './csv-records.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { headOf } from './look.js';

const COLUMNS = ['text', 'category'];
const SPLITS = ['train', 'test'];

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const prefix = file.splits[0] ?? basename(file.path, '.csv');
  let index = 0;
  for await (const records of readCsvRecords(file.path, file.shown, { ...options, columns: COLUMNS })) {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (const { row, line } of records) {
      const { text = '', category = '' } = row;
      index += 1;
      if (text.trim() === '' || category === '') options.skip('no text or no category', line);
      else {
        values.push({
          id: `${prefix}-${index}`,
          lang: 'en',
          slices: { split: prefix },
          turns: [{ utterance: text, label: { intent: category } }],
        });
        lines.push(line);
      }
    }
    yield { values, lines };
  }
}

/** A folder of both files, with the header and an intent of the corpus. */
async function isCertain(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  if (!SPLITS.every((split) => names.includes(`${split}.csv`))) return false;
  return /^text,category\r?\n[\s\S]*,card_arrival\r?\n/.test(await headOf(join(folder, 'train.csv')));
}

export const banking77: Importer = {
  id: 'banking77',
  version: 1,
  says: 'BANKING77: a folder with train.csv and test.csv (text, category), or one of them',
  mapping: [
    ['row', 'a dialogue of one turn'],
    ['text', 'utterance'],
    ['category', 'label.intent'],
    ['train.csv, test.csv', '--split train, test'],
  ],
  async locate({ path, shown, kind }, certain) {
    if (certain && !(kind === 'folder' && (await isCertain(path)))) return undefined;
    if (kind === 'file') return [{ path, shown, splits: SPLITS.filter((split) => basename(path) === `${split}.csv`) }];
    const names = await readdir(path);
    return SPLITS.filter((split) => names.includes(`${split}.csv`)).map((split) => ({
      path: join(path, `${split}.csv`),
      shown: `${shown}/${split}.csv`,
      splits: [split],
    }));
  },
  read,
};
