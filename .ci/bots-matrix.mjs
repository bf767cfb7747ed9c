/** Runs the contract and fault suites of the bot adapters and prints a table, adapter × case. Exit code 1 when a case fails. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUITES = ['src/bot/contract.test.ts', 'src/bot/faults.test.ts'];
const MARKS = { passed: '✓', failed: '✗', pending: '–', skipped: '–', todo: '–' };

function results() {
  const folder = mkdtempSync(join(tmpdir(), 'shopreplay-matrix-'));
  const file = join(folder, 'results.json');
  const args = ['vitest', 'run', '--config', '.ci/vitest.config.ts', '--reporter=json', `--outputFile=${file}`, ...SUITES];
  spawnSync('npx', args, { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: ['ignore', 'ignore', 'inherit'] });
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** A suite's outermost describe block is called after its adapter, a test after its case. */
function table(tests) {
  const adapters = [...new Set(tests.map(({ ancestorTitles }) => ancestorTitles[0]))];
  const rows = new Map();
  for (const { ancestorTitles, title, status } of tests) {
    const row = rows.get(title) ?? {};
    // A case that occurs twice is as good as its worse half.
    if (row[ancestorTitles[0]] !== MARKS.failed) row[ancestorTitles[0]] = MARKS[status] ?? status;
    rows.set(title, row);
  }
  const lines = [...rows].map(([title, row]) => [title, ...adapters.map((adapter) => row[adapter] ?? '')]);
  return [['case', ...adapters], ['---', ...adapters.map(() => ':-:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const tests = results();
const count = (status) => tests.filter((test) => test.status === status).length;
console.log(table(tests));
console.log(
  `\n${count('passed')} passed, ${count('failed')} failed; ✓ holds, ✗ fails, – cannot occur or not run, blank: not a case of this adapter`,
);
process.exitCode = count('failed') > 0 || tests.length === 0 ? 1 : 0;
