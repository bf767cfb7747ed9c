/** Runs the contract and fault suites of the bot adapters and prints a table of each, case × adapter. Exit code 1 when a case fails or is missing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUITES = { Contract: 'src/bot/contract.test.ts', Faults: 'src/bot/faults.test.ts' };
const GAP = 'GAP';

function results() {
  const folder = mkdtempSync(join(tmpdir(), 'shopreplay-matrix-'));
  const file = join(folder, 'results.json');
  const args = ['vitest', 'run', '--config', '.ci/vitest.config.ts', '--reporter=json', `--outputFile=${file}`];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  spawnSync('npx', [...args, ...Object.values(SUITES)], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return testResults;
}

/** Reasons why a case cannot occur, numbered as they come. */
const reasons = [];
function cellOf({ status, meta }) {
  if (status === 'passed') return '✓';
  if (status === 'failed') return '✗';
  const reason = meta?.cannot ?? 'not run here';
  if (!reasons.includes(reason)) reasons.push(reason);
  return `(${reasons.indexOf(reason) + 1})`;
}

/** A suite's outermost describe block is called after its adapter, a test after its case. */
function table(tests) {
  const adapters = [...new Set(tests.map(({ ancestorTitles }) => ancestorTitles[0]))];
  const rows = new Map();
  for (const test of tests) {
    const row = rows.get(test.title) ?? {};
    const [adapter] = test.ancestorTitles;
    // A case that occurs twice is as good as its worse half.
    if (row[adapter] !== '✗') row[adapter] = cellOf(test);
    rows.set(test.title, row);
  }
  const lines = [...rows].map(([title, row]) => [title, ...adapters.map((adapter) => row[adapter] ?? GAP)]);
  return [['case', ...adapters], ['---', ...adapters.map(() => ':-:')], ...lines];
}

const suites = results();
let [passed, failed, gaps] = [0, 0, 0];
for (const [name, file] of Object.entries(SUITES)) {
  const tests = suites.find((suite) => suite.name.endsWith(file))?.assertionResults ?? [];
  const lines = table(tests);
  passed += tests.filter(({ status }) => status === 'passed').length;
  failed += tests.filter(({ status }) => status === 'failed').length;
  gaps += tests.length === 0 ? 1 : lines.flat().filter((cell) => cell === GAP).length;
  console.log(`${name}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
}
console.log('✓ holds · ✗ fails · (n) cannot occur:');
for (const [i, reason] of reasons.entries()) console.log(`(${i + 1}) ${reason}`);
console.log(`\n${passed} passed, ${failed} failed; ${gaps} gaps`);
process.exitCode = failed + gaps > 0 ? 1 : 0;
