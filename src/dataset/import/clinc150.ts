/** CLINC150 (Larson et al. 2019): one JSON object of splits, each a list of [text, intent]; `oos` is out of scope. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { eachElement, type RowContext } from './each-row.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';

/** Part → the names by which it is found. In-scope and out-of-scope turns can be had apart and together. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  train: ['train', 'train+oos'],
  oos_train: ['oos_train', 'train+oos'],
  val: ['val', 'val+oos'],
  oos_val: ['oos_val', 'val+oos'],
  test: ['test', 'test+oos'],
  oos_test: ['oos_test', 'test+oos'],
};

const FILE = /^data_(?:full|small|imbalanced|oos_plus)\.json$/;

/** The others of a folder are cuttings of the full one, or the same with more out of scope. */
async function fileIn(folder: string): Promise<string | undefined> {
  const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
  return names.find((name) => name === 'data_full.json') ?? names[0];
}

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}

/** One pair at a time: a split may be larger than memory. */
function read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  let count = 0;
  const convert = (value: unknown, row: RowContext) => {
    if (row.key !== file.part) return undefined;
    count += 1;
    if (isPair(value) && value[0].trim() !== '') return dialogueOf(row.key ?? '', count - 1, value);
    return row.skip('not a pair of text and intent');
  };
  return eachElement(file, options, convert, true);
}

function dialogueOf(part: string, index: number, [text, intent]: readonly [string, string]): unknown {
  return {
    id: `${part}-${index}`,
    lang: 'en',
    slices: { split: part, scope: intent === 'oos' ? 'out' : 'in' },
    turns: [{ utterance: text, label: { intent } }],
  };
}

export const clinc150: Importer = {
  id: 'clinc150',
  version: 1,
  says: 'CLINC150: data_full.json or its like, one JSON object of splits, or the folder that holds it',
  mapping: [
    ['[text, intent] of a split', 'a dialogue of one turn'],
    ['text', 'utterance'],
    ['intent', 'label.intent; "oos" is out of scope'],
    ['train, val, test, oos_train, oos_val, oos_test', '--split; train+oos, val+oos, test+oos are both together'],
  ],
  async locate(place, certain) {
    const name = place.kind === 'folder' ? await fileIn(place.path) : basename(place.path);
    if (name === undefined || (certain && !FILE.test(name))) return undefined;
    const inFolder = (path: string) => (place.kind === 'folder' ? join(path, name) : path);
    const [path, shown] = [inFolder(place.path), inFolder(place.shown)];
    return Object.entries(PARTS).map(([part, splits]) => ({ path, shown: `${shown}#${part}`, part, splits }));
  },
  read,
};
