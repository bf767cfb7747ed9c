/**
 * The harness against the bare loop over one dataset, in a process of its own as a run is; the two take turns. Prints the least processor time of each, of
 * all threads: unlike the time that passes, it hardly depends on what else the machine does.
 * `node pipeline.js DATASET BOT FOLDER ROUNDS [METRIC…]`
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolveSettings, run } from '../src/harness/index.js';
import { bareLoop } from './bare-loop.js';

const [dataset, bot, folder, rounds, ...metrics] = process.argv.slice(2) as [string, string, string, string, ...string[]];
const { reply } = await import(pathToFileURL(bot).href);

async function harness(out: string): Promise<void> {
  const flags = { datasets: [dataset], bots: [{ name: 'echo', module: bot }], out, reporters: [], resamples: 200 };
  await run(resolveSettings(metrics.length === 0 ? flags : { ...flags, metrics }, undefined, folder), { cwd: folder });
}

/** Microseconds of the user's part. */
async function processorTime(task: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await task();
  return process.cpuUsage(before).user;
}

let [bare, ours] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
for (let round = 0; round < Number(rounds); round += 1) {
  const out = join(folder, `run-${round}`);
  bare = Math.min(bare, await processorTime(() => bareLoop(dataset, join(folder, 'bare.jsonl'), reply)));
  ours = Math.min(ours, await processorTime(() => harness(out)));
  rmSync(out, { recursive: true });
}
process.stdout.write(JSON.stringify({ bare, harness: ours }));
