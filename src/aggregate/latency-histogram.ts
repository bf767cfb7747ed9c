/** Latencies in log-spaced buckets, ten a decade, for the plot of a report. */
import type { Summary } from '../schema/index.js';

const BUCKETS_PER_DECADE = 10;
/** Shorter times fall into the first bucket. */
const SMALLEST_MS = 0.001;

function edge(bucket: number): number {
  return SMALLEST_MS * 10 ** (bucket / BUCKETS_PER_DECADE);
}

/** Buckets from the first to the last that is not empty; none without values. */
export function latencyHistogram(values: Float64Array): Summary['latency_histogram'] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = Math.max(0, Math.floor(Math.log10(Math.max(value, SMALLEST_MS) / SMALLEST_MS) * BUCKETS_PER_DECADE));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const used = [...counts.keys()];
  const first = Math.min(...used);
  const last = Math.max(...used);
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    from_ms: edge(first + i),
    to_ms: edge(first + i + 1),
    count: counts.get(first + i) ?? 0,
  }));
}
