/**
 * Reference results: the example bots on the test split of every bundled dataset, overall and per slice, in `reports/baselines/`.
 *
 *     npm run baselines              measure and write
 *     npm run baselines -- --check   measure, and hold guide to what is written: exit 1 where it got worse
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveSettings, run } from 'shopreplay';
import { verticals } from './compile.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'reports', 'baselines');
/** Of the metrics only those that are the same on every machine. */
const METRICS = [
  'intent.accuracy',
  'intent.macro_f1',
  'slots.micro_f1',
  'relevance.mean',
  'relevance.pass_rate',
  'relevance.critical_error_rate',
  'relevance.off_topic_rate',
  'abstention.fabrication_rate',
  'products.ndcg@5',
  'handoff.precision',
  'handoff.recall',
];
/** What guide is held to, and which way is better. */
const HELD = { 'intent.accuracy': 'min', 'relevance.mean': 'min', 'relevance.critical_error_rate': 'max' };

const botsFor = (dataset) => [
  { name: 'keyword', module: join(ROOT, 'examples/bots/keyword.js'), options: { dataset } },
  { name: 'guide', module: join(ROOT, 'examples/bots/guide/index.js'), options: { dataset } },
  { name: 'naive-bayes', module: join(ROOT, 'examples/classifier/index.js'), options: { dataset } },
];

/** What is kept of the slices; overall, every metric is. */
const PER_SLICE = ['intent.accuracy', 'relevance.mean', 'relevance.critical_error_rate'];

function isKept({ metric, slice, status }) {
  return Object.keys(slice).length === 0 || (status === 'defined' && PER_SLICE.includes(metric));
}

/** As the files hold them: no paths, no times, one estimate a line. */
function textOf({ report }) {
  const [{ summary: first }] = report.bots;
  const head = {
    format_version: 1,
    dataset: { name: first.dataset, digest: first.dataset_digest },
    split: 'test',
    history: first.history,
    counts: { dialogues: first.counts.dialogues, families: first.counts.families },
  };
  const bots = report.bots.map(({ summary }) => {
    const lines = summary.estimates.filter(isKept).map((estimate) => `   ${JSON.stringify(estimate)}`);
    return `  ${JSON.stringify(summary.bot)}: [\n${lines.join(',\n')}\n  ]`;
  });
  return `${JSON.stringify(head).slice(0, -1)}, "bots": {\n${bots.join(',\n')}\n}}\n`;
}

function gatesFrom(file) {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run baselines\``);
  const { guide } = JSON.parse(readFileSync(file, 'utf8')).bots;
  return Object.entries(HELD).map(([metric, side]) => {
    const { value } = guide.find((estimate) => estimate.metric === metric && Object.keys(estimate.slice).length === 0);
    // Held to the value itself but for rounding: the results are the same on every machine.
    return { metric, bot: 'guide', [side]: side === 'min' ? value - 1e-9 : value + 1e-9 };
  });
}

async function measure(vertical, gates) {
  const dataset = join(ROOT, 'datasets', vertical);
  const out = mkdtempSync(join(tmpdir(), 'baselines-'));
  const flags = {
    datasets: [dataset],
    split: 'test',
    bots: botsFor(dataset),
    metrics: METRICS,
    gates,
    uplift: false,
    reporters: [],
    out: join(out, 'run'),
  };
  try {
    return await run(resolveSettings(flags, undefined, ROOT), { cwd: ROOT, env: process.env });
  } finally {
    rmSync(out, { recursive: true });
  }
}

const check = process.argv.includes('--check');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
mkdirSync(FOLDER, { recursive: true });
let failed = false;
for (const vertical of named.length > 0 ? named : verticals()) {
  const file = join(FOLDER, `${vertical}.json`);
  const result = await measure(vertical, check ? gatesFrom(file) : []);
  if (!check) writeFileSync(file, textOf(result));
  const gates = result.report.bots.flatMap(({ summary }) => summary.gates ?? []);
  for (const { verdict, reason } of gates.filter((gate) => gate.verdict !== 'pass')) {
    failed = true;
    console.error(`${vertical}: ${verdict}: ${reason}`);
  }
  console.log(`${vertical}: ${check ? `guide held to ${gates.length} reference results` : 'written'}`);
}
process.exit(failed ? 1 : 0);
