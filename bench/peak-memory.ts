/** One run in a process of its own; prints its peak resident memory in MiB. `node peak-memory.js DATASET BOT OUT [METRIC…]` */
import { resolveSettings, run } from '../src/harness/index.js';

const [dataset, bot, out, ...metrics] = process.argv.slice(2) as [string, string, string, ...string[]];
const cwd = process.cwd();
const settings = resolveSettings(
  {
    datasets: [dataset],
    bots: [{ name: 'echo', module: bot }],
    out,
    reporters: [],
    ...(metrics.length === 0 ? {} : { metrics }),
  },
  undefined,
  cwd,
);
const startedAt = performance.now();
await run(settings, { cwd });
process.stdout.write(
  JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024, seconds: (performance.now() - startedAt) / 1000 }),
);
