/** The cumulative distribution of latency on a logarithmic axis, drawn by Observable Plot into a DOM of our own. */
import { msText } from '../figures.js';
import type { BotView, ReportView } from '../report-view.js';
import { LOOKS } from './bot-mark.js';
import { type Markup, trusted } from './markup.js';

interface Point {
  readonly ms: number;
  readonly share: number;
  readonly bot: number;
}

const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '1 4'] as const;
/** A logarithmic axis has no 0. */
const SMALLEST_MS = 0.001;

/** A static SVG of that width; Plot and the DOM are loaded on the first call (0.4 s), so that other renderers do not pay. */
export async function latencyPlot(view: ReportView, width: number): Promise<Markup> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html lang="en"><body></body></html>');
  const lines = view.bots.map((bot) =>
    Plot.line(cumulative(bot), {
      x: 'ms',
      y: 'share',
      stroke: `var(--bot-${bot.index % LOOKS})`,
      strokeWidth: 2.5,
      strokeDasharray: DASHES[bot.index % DASHES.length] ?? 'none',
    }),
  );
  const svg = Plot.plot({
    document,
    width,
    height: 260,
    marginLeft: 48,
    marginRight: 24,
    marginTop: 32,
    marginBottom: 40,
    style: { fontSize: '12px', fontFamily: 'inherit', background: 'none' },
    ariaLabel: 'Share of answered calls within a time, by bot',
    ariaDescription: 'The quantiles stand in the table below.',
    x: {
      type: 'log',
      label: 'time to the complete reply →',
      ticks: Math.max(3, Math.round(width / 130)),
      tickFormat: (ms: number) => timeText(ms),
    },
    y: {
      domain: [0, 1],
      label: '↑ share of answered calls',
      tickFormat: (share: number) => `${Math.round(share * 100)}%`,
      ticks: 5,
    },
    marks: [Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }), ...lines],
  });
  return trusted(inert(svg.outerHTML));
}

/** Up to each bucket's end, the share of answered calls that took no longer; starts at 0 where the first bucket starts. */
function cumulative(bot: BotView): readonly Point[] {
  const buckets = bot.summary.latency_histogram;
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const [first] = buckets;
  if (first === undefined || total === 0) return [];
  let below = 0;
  const rest = buckets.map(({ to_ms, count }) => {
    below += count;
    return { ms: Math.max(SMALLEST_MS, to_ms), share: below / total, bot: bot.index };
  });
  return [{ ms: Math.max(SMALLEST_MS, first.from_ms), share: 0, bot: bot.index }, ...rest];
}

function timeText(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))} s` : msText(ms).replace('.0 ms', ' ms');
}

/** linkedom writes SVG as XML; nothing in it may look like a script. Our labels are constants, so this only guards the future. */
function inert(svg: string): string {
  if (/<script|\son\w+=/i.test(svg)) throw new Error('the plot holds a script');
  return svg;
}
