/** CLINC150 (Larson et al. 2019): one JSON object of splits, each a list of [text, intent]; `oos` is out of scope. */
import { basename } from 'node:path';
import type { RawBatch } from '../source-file.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { readJsonElements } from './json-elements.js';

/** Part → the names by which it is found. In-scope and out-of-scope turns can be had apart and together. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  train: ['train', 'train+oos'],
  oos_train: ['oos_train', 'train+oos'],
  val: ['val', 'val+oos'],
  oos_val: ['oos_val', 'val+oos'],
  test: ['test', 'test+oos'],
  oos_test: ['oos_test', 'test+oos'],
};

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  for await (const elements of readJsonElements(file.path, file.shown, options)) {
    for (const { key, value, line } of elements) {
      if (key !== file.part) continue;
      if (!Array.isArray(value)) {
        options.report({
          code: 'E_FIELD',
          file: file.shown,
          line,
          field: key ?? '',
          message: 'the split is no list',
          expected: 'pairs of text and intent',
        });
        continue;
      }
      const values = value.flatMap((pair, i) => {
        if (isPair(pair) && pair[0].trim() !== '') return [dialogueOf(file.part ?? '', i, pair)];
        options.skip('not a pair of text and intent', line);
        return [];
      });
      yield { values, lines: values.map(() => line) };
    }
  }
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
  says: 'CLINC150: data_full.json and its like, one JSON object of splits',
  mapping: [
    ['[text, intent] of a split', 'a dialogue of one turn'],
    ['text', 'utterance'],
    ['intent', 'label.intent; "oos" is out of scope'],
    ['train, val, test, oos_train, oos_val, oos_test', '--split; train+oos, val+oos, test+oos are both together'],
  ],
  async locate({ path, shown, kind }, certain) {
    if (kind !== 'file' || (certain && !/^data_(?:full|small|imbalanced|oos_plus)\.json$/.test(basename(path)))) return undefined;
    return Object.entries(PARTS).map(([part, splits]) => ({ path, shown: `${shown}#${part}`, part, splits }));
  },
  read,
};
