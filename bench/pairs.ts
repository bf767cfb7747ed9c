/**
 * How many minimal pairs the relevance scorer ranks right, by kind: `npm run -s pairs` (both parts), `npm run -s pairs -- dev`.
 * What it ranks wrong follows the table, for the parts that are named.
 */
import { table } from 'table';
import { PARTS, type Part, type RankedPair, rankPairs } from '../src/score/fixtures/minimal-pairs.js';

const named = PARTS.filter((part) => process.argv.includes(part));
const parts: readonly Part[] = named.length === 0 ? PARTS : named;
const ranked = parts.map((part) => rankPairs(part));

function share(pairs: readonly RankedPair[]): string {
  if (pairs.length === 0) return '–';
  const right = pairs.filter((pair) => pair.right).length;
  return `${right}/${pairs.length} ${((100 * right) / pairs.length).toFixed(1)}%`;
}

const kinds = [...new Set(ranked.flat().map(({ kind }) => kind))].sort();
const rowOf = (name: string, holds: (pair: RankedPair) => boolean) => [
  name,
  ...ranked.map((pairs) => share(pairs.filter(holds))),
];
const rows = [
  ['kind', ...parts],
  ...kinds.map((kind) => rowOf(kind, (pair) => pair.kind === kind)),
  ...['zh', 'en'].map((lang) => rowOf(`all ${lang}`, (pair) => pair.lang === lang)),
  rowOf('all', () => true),
];
process.stdout.write(table(rows, { drawHorizontalLine: (line) => line < 2 || line >= rows.length - 3 }));

if (named.length > 0) {
  for (const { scene, kind, utterance, better, worse, values, right } of ranked.flat()) {
    if (right) continue;
    process.stdout.write(
      `${scene} ${kind} · ${utterance}\n  ${values[0].toFixed(3)} ${better}\n  ${values[1].toFixed(3)} ${worse}\n`,
    );
  }
}
