/**
 * Writes `src/text/rarity-table.ts` from the references of the bundled dialogues: `npm run rarity`. Whoever writes it anew raises
 * RARITY_VERSION there, for scores change with it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { contentText } from '../src/text/content-text.js';
import { RARITY_VERSION } from '../src/text/rarity-table.js';

const DATASETS = new URL('../datasets/', import.meta.url);
const PARTS = ['train.jsonl', 'dev.jsonl', 'test.jsonl'];
/** Terms of fewer references are all taken for equally rare. */
const LEAST = 3;
/** Rarities are kept in steps of this share of one. */
const STEPS = 2;
const WORD = /[a-z][a-z0-9]*|[\u4e00-\u9fff]/g;

interface Line {
  readonly turns: readonly { readonly label?: { readonly answer?: { readonly references?: readonly string[] } } }[];
}

function references(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const folder of readdirSync(DATASETS).sort()) {
    for (const part of PARTS) {
      const file = new URL(`${folder}/${part}`, DATASETS);
      if (!existsSync(file)) continue;
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
        for (const { label } of (JSON.parse(line) as Line).turns) {
          for (const text of label?.answer?.references ?? []) found.add(contentText(text));
        }
      }
    }
  }
  return found;
}

const texts = references();
const frequencies = new Map<string, number>();
let length = 0;
for (const text of texts) {
  const terms = text.match(WORD) ?? [];
  length += terms.length;
  for (const term of new Set(terms)) frequencies.set(term, 1 + (frequencies.get(term) ?? 0));
}

/** Robertson's inverse document frequency, never negative. */
function rarity(frequency: number): number {
  return Math.round(STEPS * Math.log(1 + (texts.size - frequency + 0.5) / (frequency + 0.5))) / STEPS;
}

const rows = new Map<number, string[]>();
for (const [term, frequency] of [...frequencies].sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (frequency < LEAST) continue;
  const row = rows.get(rarity(frequency)) ?? [];
  rows.set(rarity(frequency), row);
  row.push(term);
}

const out = [
  '/** Written by `npm run rarity` from the references of the bundled dialogues: how rare the terms of shop replies are. */',
  '',
  '/** Part of the signature of what is weighed by it; raised whenever the table changes. */',
  `export const RARITY_VERSION = ${RARITY_VERSION};`,
  '/** Of every other term. */',
  `export const GREATEST_RARITY = ${rarity(LEAST - 1)};`,
  '/** Mean number of terms of a reference. */',
  `export const MEAN_LENGTH = ${(length / texts.size).toFixed(1)};`,
  '/** Rarity, and the characters and words that have it. */',
  'export const RARITIES: readonly (readonly [rarity: number, characters: string, words: string])[] = [',
];
for (const [value, terms] of [...rows].sort(([a], [b]) => a - b)) {
  const characters = terms.filter((term) => term > '\u3000').join('');
  const words = terms.filter((term) => term < '\u3000').join(' ');
  out.push('  [', `    ${value},`, `    '${characters}',`, `    '${words}',`, '  ],');
}
writeFileSync(new URL('../src/text/rarity-table.ts', import.meta.url), `${[...out, '];'].join('\n')}\n`);
process.stdout.write(`${texts.size} references, ${[...rows.values()].flat().length} terms\n`);
