/** What a bot of this shop may read: the manifest, the catalogue, the FAQ and the train split. Never the others. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The bundled dataset, unless `options.dataset` names another folder (relative to the working directory). */
export const BUNDLED = fileURLToPath(new URL('../../datasets/mother-baby', import.meta.url));

async function jsonLines(path) {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
}

/** @param {string} folder */
export async function readShop(folder) {
  const [products, faq, train] = await Promise.all(
    ['catalogue.jsonl', 'faq.jsonl', 'train.jsonl'].map((file) => jsonLines(join(folder, file))),
  );
  const { intents } = parse(await readFile(join(folder, 'dataset.yaml'), 'utf8'));
  return { products, faq, train, intents };
}
