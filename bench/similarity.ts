/**
 * How well the overlap of texts follows human judgement, on JDDC (not in this repository): `npm run -s similarity -- FOLDER`
 * with `sts.txt` (score⇥a⇥b) and `select.txt` (id⇥text⇥intent⇥positives⇥negatives).
 */
import { jddc } from '../src/text/fixtures/jddc.js';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: npm run -s similarity -- FOLDER, where sts.txt and select.txt stand\n');
  process.exit(2);
}
const { spearman, map } = jddc(folder);
for (const [what, value] of Object.entries(spearman)) process.stdout.write(`Spearman, ${what.padEnd(24)} ${value.toFixed(4)}\n`);
process.stdout.write(`MAP of the candidates of select.txt    ${map().toFixed(4)}\n`);
