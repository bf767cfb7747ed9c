/**
 * What the harness costs beside the bot: readers, scorers, and the whole pipeline against a bare loop, as ratios in one run.
 * `npm run bench` (a minute), `npm run bench -- --large` (adds a million turns).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Bench } from 'tinybench';
import { openDataset } from '../src/dataset/index.js';
import type { Dialogue, TurnRecord } from '../src/schema/index.js';
import { scoreDialogue, scorersFor } from '../src/score/index.js';
import { writeEchoBot } from './echo-bot.js';
import { FIRST_METRICS } from './first-metrics.js';
import { type Profile, writeSynthetic } from './synthetic.js';

const large = process.argv.includes('--large');
const folder = mkdtempSync(join(tmpdir(), 'shopreplay-bench-'));
const bot = join(folder, 'echo.mjs');
writeEchoBot(bot);

/** What users' turns look like, beside the synthetic ones. */
const BUNDLED = ['mother-baby', 'travel', 'catering', 'retail-en'].map((name) =>
  fileURLToPath(new URL(`../../../datasets/${name}`, import.meta.url)),
);

/** Microseconds of processor time. */
interface Times {
  readonly bare: number;
  readonly harness: number;
}

type Row = readonly [what: string, figure: string, aim?: string];
const rows: Row[] = [];
const tell = (...row: Row) => {
  rows.push(row);
  const [what, figure, aim = ''] = row;
  process.stdout.write(`${what.padEnd(58)} ${figure.padStart(16)}   ${aim}\n`);
};

/** Median microseconds of each task, measured by turns in one run. */
async function microseconds(tasks: Readonly<Record<string, () => unknown>>, iterations: number): Promise<Record<string, number>> {
  const bench = new Bench({ iterations, time: 0, warmupIterations: 1, warmupTime: 0 });
  for (const [name, task] of Object.entries(tasks)) bench.add(name, async () => void (await task()));
  await bench.run();
  return Object.fromEntries(
    bench.tasks.map((task) => {
      const { result } = task;
      if (!('latency' in result)) throw new Error(`${task.name}: ${result.state}`);
      return [task.name, result.latency.p50 * 1000];
    }),
  );
}

/** What {@link pipeline} measures: the metrics of each, all where none are named. */
const METRIC_SETS: Readonly<Record<string, readonly string[]>> = {
  lean: ['intent.accuracy', 'relevance.char_f1'],
  first: FIRST_METRICS,
  every: [],
};

function pipeline(profile: Profile, turns: number, rounds: number): void {
  const dataset = join(folder, `${profile}-${turns}.jsonl`);
  const count = writeSynthetic(dataset, turns, profile);
  const bytes = Math.round(statSync(dataset).size / count);
  const what = `${count} ${profile} turns`;
  const script = fileURLToPath(new URL('pipeline.js', import.meta.url));
  const [lean, first, every] = ['lean', 'first', 'every'].map((set) => {
    const scratch = mkdtempSync(join(folder, 'pipeline-'));
    const metrics = METRIC_SETS[set] as readonly string[];
    const args = [script, dataset, bot, scratch, String(rounds), ...metrics];
    const times: Times = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', cwd: folder }));
    rmSync(scratch, { recursive: true });
    return times;
  }) as [Times, Times, Times];
  const perTurn = (time: number) => `${(time / count).toFixed(2)} µs/turn`;
  const against = ({ bare, harness }: Times) => `${(harness / bare).toFixed(2)}× the bare loop`;
  const bare = Math.min(lean.bare, first.bare, every.bare);
  tell(`${what}: bare loop`, perTurn(bare), `processor time, all threads; ${bytes} bytes a turn`);
  tell(`${what}: intent + character F1`, perTurn(lean.harness), `${against(lean)} (aim: at most 3×)`);
  tell(
    `${what}: the first ${FIRST_METRICS.length} metrics, intervals`,
    perTurn(first.harness),
    `${against(first)} (aim: at most 60 µs)`,
  );
  tell(`${what}: every metric, intervals`, perTurn(every.harness), against(every));
  rmSync(dataset);
}

async function readers(): Promise<void> {
  const dataset = join(folder, 'readers.jsonl');
  const count = writeSynthetic(dataset, 30_000);
  const drain = async () => {
    let dialogues = 0;
    const opened = await openDataset([dataset], {}, folder, { keptBytes: 0 });
    await opened.survey();
    const surveyedAt = performance.now();
    for await (const batch of opened.dialogues()) dialogues += batch.length;
    second.push(performance.now() - surveyedAt);
    return dialogues;
  };
  const second: number[] = [];
  const { both } = await microseconds({ both: drain }, 7);
  const again = (second.sort((a, b) => a - b)[Math.floor(second.length / 2)] as number) * 1000;
  tell('reader: survey (decode, validate, count, digest)', `${(((both as number) - again) / count).toFixed(2)} µs/turn`);
  tell('reader: second pass', `${(again / count).toFixed(2)} µs/turn`);
}

async function dialoguesOf(paths: readonly string[]): Promise<Dialogue[]> {
  const dialogues: Dialogue[] = [];
  for await (const batch of (await openDataset(paths, {}, folder)).dialogues()) dialogues.push(...batch);
  return dialogues;
}

async function scorers(): Promise<void> {
  const dataset = join(folder, 'scorers.jsonl');
  writeSynthetic(dataset, 3000);
  const lightDataset = join(folder, 'light-scorers.jsonl');
  writeSynthetic(lightDataset, 3000, 'light');
  const { reply } = await import(pathToFileURL(bot).href);
  const recordsOf = (dialogue: Dialogue): TurnRecord[] =>
    dialogue.turns.map((_, turn) => ({
      dialogue_id: dialogue.id,
      turn,
      trial: 0,
      status: 'ok',
      reply: reply({}),
      latency_ms: 1,
      attempts: 1,
    }));
  const all = ['intent', 'slots', 'overlap', 'relevance', 'abstention', 'products', 'catalogue', 'handoff', 'emotion'] as const;
  const sets = {
    intent: ['intent'],
    overlap: ['overlap'],
    slots: ['slots'],
    relevance: ['relevance'],
    products: ['products'],
    all,
  } as const;
  const scoring = (dialogues: readonly Dialogue[], sections: readonly (typeof all)[number][]) => {
    const chosen = scorersFor(sections);
    const records = dialogues.map(recordsOf);
    return () => dialogues.map((dialogue, i) => scoreDialogue(dialogue, records[i] as TurnRecord[], 0, chosen, {}));
  };
  const synthetic = await dialoguesOf([dataset]);
  const light = await dialoguesOf([lightDataset]);
  const bundled = await dialoguesOf(BUNDLED);
  const times = await microseconds(
    {
      ...Object.fromEntries(Object.entries(sets).map(([name, sections]) => [name, scoring(synthetic, sections)])),
      light: scoring(light, all),
      bundled: scoring(bundled, all),
    },
    15,
  );
  const turnsOf = (dialogues: readonly Dialogue[]) => dialogues.reduce((sum, { turns }) => sum + turns.length, 0);
  for (const [name, time] of Object.entries(times)) {
    const turns = turnsOf(name === 'bundled' ? bundled : name === 'light' ? light : synthetic);
    const what = name === 'bundled' ? 'all, bundled dialogues, the same bot' : name === 'light' ? 'all, light turns' : name;
    tell(`scorer: ${what}`, `${(time / turns).toFixed(2)} µs/turn`);
  }
}

function memory(turns: number): void {
  const dataset = join(folder, `memory-${turns}.jsonl`);
  const count = writeSynthetic(dataset, turns);
  const script = fileURLToPath(new URL('./peak-memory.js', import.meta.url));
  for (const metrics of [['intent.accuracy', 'relevance.char_f1'], []]) {
    const out = join(folder, `memory-run-${turns}-${metrics.length}`);
    const { peakMiB, seconds } = JSON.parse(
      execFileSync(process.execPath, [script, dataset, bot, out, ...metrics], { cwd: folder, encoding: 'utf8' }),
    );
    const what = metrics.length === 0 ? 'all metrics' : 'intent + character F1';
    tell(
      `${count} turns, ${what}: peak memory`,
      `${peakMiB.toFixed(0)} MiB`,
      `${((seconds * 1e6) / count).toFixed(1)} µs/turn with start-up (aim: under 300 MiB)`,
    );
    rmSync(out, { recursive: true });
  }
  rmSync(dataset);
}

async function startUp(): Promise<void> {
  const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
  const { help, node } = await microseconds(
    {
      help: () => execFileSync(process.execPath, [main, '--help']),
      node: () => execFileSync(process.execPath, ['-e', '0']),
    },
    15,
  );
  tell(
    'shopreplay --help',
    `${((help as number) / 1000).toFixed(0)} ms`,
    `node itself ${((node as number) / 1000).toFixed(0)} ms (aim: under 150 ms)`,
  );
}

try {
  await startUp();
  await readers();
  await scorers();
  for (const profile of ['light', 'heavy'] as const) {
    pipeline(profile, 10_000, 12);
    pipeline(profile, 100_000, 3);
  }
  memory(100_000);
  if (large) memory(1_000_000);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
