/** Time to the complete reply of answered calls, and the share of calls that never got one. */
import { type MeanMetric, share, type TimeMetric } from '../metric.js';

const answered = 'answered calls with a measured or recorded latency';
const emptyOf = { latencyMs: 'no call was answered with a known latency', firstTokenMs: 'the bot did not stream' } as const;
const subjectOf = {
  latencyMs: 'time to the complete reply',
  firstTokenMs: 'time to the first chunk of a streamed reply',
} as const;
const times = { unit: 'ms', range: [0, 'unbounded'], direction: 'lower', sections: [] } as const;

function time(name: string, what: TimeMetric['time'], quantile: number): TimeMetric {
  const subject = subjectOf[what];
  return share({
    ...times,
    kind: 'time' as const,
    name: `latency.${name}`,
    definition:
      quantile === 1
        ? `The longest ${subject}.`
        : `The ${quantile} quantile of the ${subject}. Failed calls never enter; their rate stands beside it.`,
    denominator: answered,
    empty: emptyOf[what],
    source: 'numpy.quantile, linear (type 7)',
    time: what,
    quantile,
  });
}

export const latencyP50 = time('p50_ms', 'latencyMs', 0.5);
export const latencyP90 = time('p90_ms', 'latencyMs', 0.9);
export const latencyP95 = time('p95_ms', 'latencyMs', 0.95);
export const latencyP99 = time('p99_ms', 'latencyMs', 0.99);
export const latencyMax = time('max_ms', 'latencyMs', 1);
export const firstTokenP50 = time('first_token_p50_ms', 'firstTokenMs', 0.5);
export const firstTokenP90 = time('first_token_p90_ms', 'firstTokenMs', 0.9);
export const firstTokenP95 = time('first_token_p95_ms', 'firstTokenMs', 0.95);
export const firstTokenP99 = time('first_token_p99_ms', 'firstTokenMs', 0.99);
export const firstTokenMax = time('first_token_max_ms', 'firstTokenMs', 1);

function mean(name: string, what: TimeMetric['time']): MeanMetric {
  return share({
    ...times,
    kind: 'mean' as const,
    name: `latency.${name}`,
    definition: `Mean ${subjectOf[what]} of answered calls.`,
    denominator: answered,
    empty: emptyOf[what],
    source: 'by definition',
    binary: false,
    of: (turn) => (turn.status === 'ok' ? turn[what] : undefined),
  });
}

export const latencyMean = mean('mean_ms', 'latencyMs');
export const firstTokenMean = mean('first_token_mean_ms', 'firstTokenMs');

const calls = {
  kind: 'mean',
  denominator: 'all expected calls',
  empty: 'nothing was replayed',
  source: 'by definition',
  sections: [],
  direction: 'lower',
  binary: true,
} as const;

export const errorRate: MeanMetric = share({
  ...calls,
  name: 'latency.error_rate',
  definition: 'Share of calls that ended in an error, an empty reply, or were not in the recording.',
  of: ({ status }) => (status === 'error' || status === 'empty' || status === 'not-run' ? 1 : 0),
});

export const timeoutRate: MeanMetric = share({
  ...calls,
  name: 'latency.timeout_rate',
  definition: 'Share of calls without a reply within the time-out.',
  of: ({ status }) => (status === 'timeout' ? 1 : 0),
});
