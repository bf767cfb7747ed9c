/** JDDC of DialogueCSE (Liu et al. 2021), select.txt: id, query, intent, ids of similar and of other queries, by tabs. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RawBatch } from '../source-file.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { readTextLines } from './text-lines.js';

/** A query is tested on when the SHA-256 of its text divides by this. */
const TEST_EVERY = 5;

function splitOf(text: string): 'train' | 'test' {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`) % BigInt(TEST_EVERY) === 0n ? 'test' : 'train';
}

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  for await (const batch of readTextLines(file.path, file.shown, options)) {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (const { text, line } of batch) {
      const [id, query, intent] = text.split('\t');
      if (text.trim() === '') continue;
      if (id === undefined || query === undefined || intent === undefined || query.trim() === '') {
        // Whoever reads the other part has counted it.
        if (file.part === 'train') options.skip('not id, query and intent by tabs', line);
        continue;
      }
      const split = splitOf(query);
      if (split !== file.part) continue;
      values.push({ id: `jddc-${id}`, lang: 'zh-CN', slices: { split }, turns: [{ utterance: query, label: { intent } }] });
      lines.push(line);
    }
    yield { values, lines };
  }
}

export const jddcSelect: Importer = {
  id: 'jddc-select',
  version: 1,
  says: 'JDDC select.txt of DialogueCSE: id, query, intent, positives, negatives by tabs',
  mapping: [
    ['line', 'a dialogue of one turn'],
    ['query', 'utterance'],
    ['intent', 'label.intent'],
    ['SHA-256 of the query modulo 5', '--split test where it is 0, else train'],
    ['positives, negatives', 'left out: they are rankings of queries, not of replies'],
  ],
  async locate({ path, shown, kind }, certain) {
    const at = kind === 'folder' ? { path: join(path, 'select.txt'), shown: `${shown}/select.txt` } : { path, shown };
    if (!existsSync(at.path) || (certain && basename(at.path) !== 'select.txt')) return undefined;
    return (['train', 'test'] as const).map((part) => ({ path: at.path, shown: `${at.shown}#${part}`, part, splits: [part] }));
  },
  read,
};
