import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DefinedEstimate, Estimate } from '../schema/index.js';
import { aggregate, dialogue, exposed, intent, named, turn } from './fixtures/scores.js';
import { Aggregator, METRICS, type Metric, metricNamed } from './index.js';

interface Classification {
  readonly cases: readonly {
    readonly gold: string[];
    readonly pred: string[];
    readonly accuracy: number;
    readonly macro_f1: number;
    readonly per_label: { label: string; precision: number; recall: number; f1: number; support: number }[];
  }[];
}
const golden = JSON.parse(
  readFileSync(new URL('../harness/fixtures/classification.json', import.meta.url), 'utf8'),
) as Classification;

function definedValue(estimate: Estimate): number {
  if (estimate.status === 'undefined') throw new Error(estimate.reason);
  return estimate.value;
}

describe('intent metrics', () => {
  it.each(golden.cases.map((c, i) => [i, c] as const))('agree with scikit-learn, case %i', (_i, c) => {
    const { estimates, intents } = aggregate(
      c.gold.map((gold, i) => dialogue(`f${i}`, [turn({ intent: intent(gold, c.pred[i]) })])),
    );
    expect(definedValue(named(estimates, 'intent.accuracy'))).toBeCloseTo(c.accuracy, 12);
    expect(definedValue(named(estimates, 'intent.macro_f1'))).toBeCloseTo(c.macro_f1, 12);
    for (const { label, precision, recall, f1, support } of c.per_label) {
      const row = intents.find((r) => r.intent === label);
      expect(row?.support ?? 0).toBe(support);
      expect(row?.precision ?? 0).toBeCloseTo(precision, 12);
      expect(row?.recall ?? 0).toBeCloseTo(recall, 12);
      expect(row?.f1 ?? 0).toBeCloseTo(f1, 12);
    }
  });

  it('count a failed call as wrong, in the denominator, and as no class of its own', () => {
    const failed = turn({ status: 'timeout', exposed: { ...exposed, intents: false }, intent: intent('a', undefined) });
    const { estimates, confusion } = aggregate([
      dialogue('f', [turn({ intent: intent('a', 'a') }), failed]),
      dialogue('g', [turn({ intent: intent('a', 'a') })]),
    ]);
    expect(named(estimates, 'intent.accuracy')).toMatchObject({ value: 2 / 3, eligible: 3, scored: 3, failed: 1, families: 2 });
    // F1 of "a": 2·2 / (3 + 2).
    expect(definedValue(named(estimates, 'intent.macro_f1'))).toBeCloseTo(0.8, 12);
    expect(named(estimates, 'intent.macro_f1')).toMatchObject({ eligible: 3, failed: 1 });
    expect(confusion).toEqual([
      { gold: 'a', predicted: 'a', count: 2 },
      { gold: 'a', predicted: '(none)', count: 1 },
    ]);
  });

  it('are undefined with a reason, not 0, for a bot that exposes no intents', () => {
    const mute = turn({ exposed: { ...exposed, intents: false }, intent: intent('a', undefined) });
    const { estimates } = aggregate([dialogue('f', [mute]), dialogue('g', [mute])]);
    expect(named(estimates, 'intent.accuracy')).toMatchObject({
      status: 'undefined',
      reason: 'the bot exposes no intents',
      eligible: 2,
    });
    expect(named(estimates, 'intent.macro_f1')).toMatchObject({ status: 'undefined', reason: 'the bot exposes no intents' });
  });

  it('are 0 when every call failed: nothing is known of what the bot would expose', () => {
    const dead = turn({ status: 'error', exposed: { ...exposed, intents: false }, intent: intent('a', undefined) });
    const { estimates } = aggregate([dialogue('f', [dead]), dialogue('g', [dead])]);
    expect(named(estimates, 'intent.accuracy')).toMatchObject({ status: 'defined', value: 0, failed: 2 });
  });
});

describe('the closed denominator', () => {
  it('makes only unlabelled turns ineligible', () => {
    const { estimates } = aggregate([dialogue('f', [turn(), turn({ intent: intent('a', 'b') })])]);
    expect(named(estimates, 'intent.accuracy')).toMatchObject({ eligible: 1, scored: 1 });
  });

  it('leaves half of the turns without labels out of every metric over labels, and of none over calls', () => {
    const { estimates } = aggregate(
      Array.from({ length: 10 }, (_, i) =>
        dialogue(`f${i}`, [turn({ latencyMs: i }), turn({ latencyMs: i, intent: intent('a', i < 4 ? 'a' : 'b', 0.5) })]),
      ),
    );
    for (const name of ['intent.accuracy', 'intent.macro_f1', 'intent.micro_f1', 'intent.ece', 'intent.brier']) {
      expect(named(estimates, name)).toMatchObject({ eligible: 10, scored: 10 });
    }
    expect(named(estimates, 'intent.accuracy')).toMatchObject({ value: 0.4, families: 10 });
    expect(named(estimates, 'latency.p50_ms')).toMatchObject({ eligible: 20, scored: 20 });
  });

  it('says why an unlabelled metric is undefined, for every metric, without a NaN', () => {
    const { estimates } = aggregate([]);
    expect(estimates).toHaveLength(METRICS.length);
    for (const estimate of estimates) {
      expect(estimate.status).toBe('undefined');
      expect(estimate).toMatchObject({ eligible: 0, scored: 0, reason: expect.stringMatching(/\w+ \w+/) });
    }
    expect(JSON.stringify(aggregate([dialogue('f', [turn()])]).estimates)).not.toMatch(/null|NaN/);
  });
});

describe('intervals', () => {
  const right = turn({ intent: intent('a', 'a') });
  const wrong = turn({ intent: intent('a', 'b') });

  it('are Wilson for one turn a family', () => {
    // scipy/statsmodels: proportion_confint(3, 4, method="wilson") = (0.3006418, 0.9544127)
    const { estimates } = aggregate([right, right, right, wrong].map((t, i) => dialogue(`f${i}`, [t])));
    expect(named(estimates, 'intent.accuracy')).toMatchObject({
      interval: 'wilson',
      lower: expect.closeTo(0.3006418, 6),
      upper: expect.closeTo(0.9544127, 6),
    });
  });

  it('do not shrink when a dialogue is repeated within its family', () => {
    const once = aggregate([right, wrong, right, wrong, wrong].map((t, i) => dialogue(`f${i}`, [t, t]))).estimates;
    const often = aggregate([right, wrong, right, wrong, wrong].map((t, i) => dialogue(`f${i}`, Array(20).fill(t)))).estimates;
    const a = named(once, 'intent.accuracy');
    const b = named(often, 'intent.accuracy');
    expect(a).toMatchObject({ interval: 'cluster-score' });
    const ends = (e: Estimate | undefined) => (e?.status === 'defined' ? [e.lower as number, e.upper as number] : []);
    for (const [i, end] of ends(b).entries()) expect(end).toBeCloseTo(ends(a)[i] as number, 12);
    const bare = { eligible: 0, scored: 0, lower: 0, upper: 0 };
    expect({ ...b, ...bare }).toEqual({ ...a, ...bare });
  });

  it('keep a width when all families are right, or all wrong', () => {
    const all = aggregate(Array.from({ length: 10 }, (_, i) => dialogue(`f${i}`, [right, right]))).estimates;
    // Clopper–Pearson for 10 of 10: lower = 0.025^(1/10).
    expect(named(all, 'intent.accuracy')).toMatchObject({
      interval: 'clopper-pearson',
      lower: expect.closeTo(0.025 ** 0.1, 9),
      upper: 1,
    });
    const none = aggregate(Array.from({ length: 10 }, (_, i) => dialogue(`f${i}`, [wrong, wrong]))).estimates;
    expect(named(none, 'intent.accuracy')).toMatchObject({ lower: 0, upper: expect.closeTo(1 - 0.025 ** 0.1, 9) });
  });

  it('are left out where all families agree without being at an end: that is no certainty', () => {
    const half = named(
      aggregate(Array.from({ length: 3 }, (_, i) => dialogue(`f${i}`, [right, wrong]))).estimates,
      'intent.accuracy',
    );
    expect(half).toMatchObject({ value: 0.5, flags: ['few-families', 'no-interval'] });
  });

  it('are left out for one family, and flagged below twenty', () => {
    const one = named(aggregate([dialogue('f', [right, wrong])]).estimates, 'intent.accuracy');
    expect(one).toMatchObject({ value: 0.5, families: 1, flags: ['few-families', 'no-interval'] });
    expect(one).not.toHaveProperty('lower');
    const twenty = aggregate(Array.from({ length: 20 }, (_, i) => dialogue(`f${i}`, [i < 5 ? wrong : right]))).estimates;
    expect(named(twenty, 'intent.accuracy')).not.toHaveProperty('flags');
  });

  it('of the bootstrap do not depend on which other metrics are computed', () => {
    const dialogues = Array.from({ length: 12 }, (_, i) =>
      dialogue(`f${i}`, [turn({ latencyMs: i * i, intent: intent(i % 2 ? 'a' : 'b', i % 3 ? 'a' : 'b') })]),
    );
    const alone = aggregate(dialogues, { metrics: [metricNamed('intent.macro_f1') as Metric] }).estimates;
    expect(named(alone, 'intent.macro_f1')).toEqual(named(aggregate(dialogues).estimates, 'intent.macro_f1'));
    expect(named(alone, 'intent.macro_f1')).toMatchObject({ interval: 'cluster-score' });
  });
});

describe('slices', () => {
  const right = turn({ intent: intent('a', 'a') });
  const wrong = turn({ intent: intent('a', 'b') });

  it('hold their own turns, sorted by name and value, conjunctions last', () => {
    const dialogues = [
      dialogue('f', [right, wrong], ['dialect=yue', 'stage=pre-sale']),
      dialogue('g', [right], ['dialect=yue', 'stage=after-sale']),
      dialogue('h', [wrong], ['dialect=dongbei']),
    ];
    const { estimates } = aggregate(dialogues, {
      metrics: [metricNamed('intent.accuracy') as Metric],
      conjunctions: [{ stage: 'pre-sale', dialect: 'yue' }],
    });
    expect(estimates.map((e) => [Object.entries(e.slice).flat().join('='), e.status === 'defined' ? e.value : e.reason])).toEqual(
      [
        ['', 0.5],
        ['dialect=dongbei', 0],
        ['dialect=yue', 2 / 3],
        ['stage=after-sale', 1],
        ['stage=pre-sale', 0.5],
        ['stage=pre-sale=dialect=yue', 0.5],
      ],
    );
  });

  it('without members are undefined for every metric, with a reason', () => {
    const { estimates } = aggregate([dialogue('f', [right], ['dialect=yue'])], {
      conjunctions: [{ dialect: 'yue', stage: 'no' }],
    });
    const empty = estimates.filter(({ slice }) => slice.stage === 'no');
    expect(empty).toHaveLength(METRICS.length);
    for (const estimate of empty)
      expect(estimate).toMatchObject({ status: 'undefined', eligible: 0, families: 0, reason: expect.stringMatching(/\w+ \w+/) });
  });

  it('keep an equals sign in a value', () => {
    const { estimates } = aggregate([dialogue('f', [right], ['form=a=b'])]);
    expect(named(estimates, 'intent.accuracy', { form: 'a=b' })).toMatchObject({ value: 1 });
  });
});

describe('latency', () => {
  it('has no failed call in its percentiles; their rate stands beside it', () => {
    const times = [100, 200, 300, 400].map((latencyMs, i) => dialogue(`f${i}`, [turn({ latencyMs })]));
    const { estimates } = aggregate([
      ...times,
      dialogue('x', [turn({ status: 'timeout', latencyMs: 30_000 })]),
      dialogue('y', [turn({ status: 'error', latencyMs: 1 })]),
    ]);
    expect(named(estimates, 'latency.p50_ms')).toMatchObject({ value: 250, eligible: 6, scored: 4, failed: 2 });
    expect(named(estimates, 'latency.max_ms')).toMatchObject({ value: 400, flags: expect.arrayContaining(['no-interval']) });
    expect(named(estimates, 'latency.mean_ms')).toMatchObject({ value: 250, scored: 4, eligible: 6, failed: 2 });
    expect(definedValue(named(estimates, 'latency.timeout_rate'))).toBeCloseTo(1 / 6, 12);
    expect(definedValue(named(estimates, 'latency.error_rate'))).toBeCloseTo(1 / 6, 12);
    expect(named(estimates, 'latency.first_token_p50_ms')).toMatchObject({
      status: 'undefined',
      reason: 'the bot did not stream',
    });
  });

  it('has a tail quantile of few families open above, from the least time where no value bounds it below', () => {
    const { estimates } = aggregate(Array.from({ length: 40 }, (_, i) => dialogue(`f${i}`, [turn({ latencyMs: 100 + i })])));
    const tail = named(estimates, 'latency.p99_ms');
    expect(tail).toMatchObject({ value: expect.closeTo(138.61, 9), interval: 'cluster-quantile' });
    expect(tail).toHaveProperty('lower');
    expect(tail).not.toHaveProperty('upper');
    expect(tail).not.toHaveProperty('flags');
    const median = named(estimates, 'latency.p50_ms') as { lower: number; upper: number };
    expect(median.lower).toBeLessThan(119.5);
    expect(median.upper).toBeGreaterThan(119.5);
    const { estimates: five } = aggregate([1, 2, 3, 4, 5].map((i) => dialogue(`f${i}`, [turn({ latencyMs: i })])));
    expect(named(five, 'latency.p50_ms')).not.toHaveProperty('lower');
    expect(named(five, 'latency.p90_ms')).toMatchObject({ lower: expect.any(Number) });
  });

  it('is told for each position of the conversation, with its own failures', () => {
    const slow = (turn: number, latencyMs: number) => ({ turn, latencyMs });
    const talk = (family: string, first: number, second: number) =>
      dialogue(family, [turn(slow(0, first)), turn(slow(1, second)), turn({ turn: 2, status: 'timeout', latencyMs: 9e4 })]);
    const { estimates } = aggregate([talk('f', 10, 100), talk('g', 20, 300)]);
    expect(named(estimates, 'latency.p50_ms', { turn: '1' })).toMatchObject({ value: 15, eligible: 2, scored: 2, failed: 0 });
    expect(named(estimates, 'latency.p50_ms', { turn: '2' })).toMatchObject({ value: 200, families: 2 });
    expect(named(estimates, 'latency.p95_ms', { turn: '3' })).toMatchObject({ status: 'undefined', eligible: 2, failed: 2 });
    const single = aggregate([dialogue('f', [turn({ latencyMs: 1 })])]).estimates;
    expect(single.filter(({ slice }) => 'turn' in slice)).toEqual([]);
  });

  it('has a throughput where the time of the run is known, and nowhere else', () => {
    const aggregator = new Aggregator({ metrics: METRICS, level: 0.95, seed: 0, resamples: 0, scorerSignatures: {} });
    aggregator.add(dialogue('f', [turn(), turn(), turn({ status: 'error' }), turn()], ['a=b']));
    const { estimates } = aggregator.finish(2000);
    // Three answers in two seconds.
    expect(named(estimates, 'latency.throughput')).toMatchObject({ value: 1.5, eligible: 4, scored: 3, failed: 1 });
    expect(named(estimates, 'latency.throughput', { a: 'b' }).status).toBe('undefined');
    expect(named(aggregate([dialogue('f', [turn()])]).estimates, 'latency.throughput').status).toBe('undefined');
  });

  it('leaves a slice of the data that is called turn alone', () => {
    const { estimates } = aggregate([dialogue('f', [turn({ latencyMs: 1 }), turn({ turn: 1, latencyMs: 3 })], ['turn=1'])]);
    expect(named(estimates, 'latency.p50_ms', { turn: '1' })).toMatchObject({ value: 2 });
  });

  it('fills a histogram that covers every value once', () => {
    const { latencyHistogram } = aggregate([0, 0.5, 12, 13, 999].map((latencyMs, i) => dialogue(`f${i}`, [turn({ latencyMs })])));
    expect(latencyHistogram.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(5);
    const last = latencyHistogram.at(-1);
    expect(last).toMatchObject({ count: 1 });
    expect(last?.from_ms).toBeLessThanOrEqual(999);
    expect(last?.to_ms).toBeGreaterThan(999);
  });
});

describe('offenders', () => {
  it('name the worst turn of a watched metric × slice', () => {
    const metric = metricNamed('intent.accuracy') as Metric;
    const latency = metricNamed('latency.p95_ms') as Metric;
    const dialogues = [
      dialogue('f', [turn({ dialogue_id: 'f', intent: intent('a', 'b'), latencyMs: 5 })], ['dialect=standard']),
      dialogue('g', [turn({ dialogue_id: 'g', intent: intent('a', 'a'), latencyMs: 9 })], ['dialect=yue']),
      dialogue('h', [turn({ dialogue_id: 'h', intent: intent('a', 'c'), latencyMs: 7 })], ['dialect=yue']),
    ];
    const { aggregator } = aggregate(dialogues, {
      watch: [
        { metric, slice: { dialect: 'yue' } },
        { metric: latency, slice: {} },
      ],
    });
    expect(aggregator.offenderOf({ metric: 'intent.accuracy', slice: { dialect: 'yue' } })).toEqual({
      dialogue_id: 'h',
      turn: 0,
      why: 'gold a, predicted c',
    });
    expect(aggregator.offenderOf({ metric: 'latency.p95_ms' })).toMatchObject({ dialogue_id: 'g', why: 'latency 9 ms' });
    expect(aggregator.offenderOf({ metric: 'slots.micro_f1' })).toBeUndefined();
  });
});

describe('ratios', () => {
  it('count hand-offs by what was due', () => {
    const handoff = (gold: 'none' | 'required' | 'optional', handedOver: 0 | 1) => turn({ handoff: { gold, handedOver } });
    const { estimates } = aggregate([
      dialogue('f', [handoff('required', 1), handoff('none', 1), handoff('optional', 1)]),
      dialogue('g', [handoff('required', 0), handoff('required', 1), handoff('none', 0)]),
    ]);
    expect(named(estimates, 'handoff.precision')).toMatchObject({ value: 2 / 3, eligible: 3 });
    expect(named(estimates, 'handoff.recall')).toMatchObject({ value: 2 / 3, eligible: 3 });
  });

  it('pool slot pairs over turns', () => {
    const { estimates } = aggregate([
      dialogue('f', [turn({ slots: { tp: 2, fp: 0, fn: 1, jointGoal: 0, stateF1: 0.8, stateGain: 0.8 } })]),
      dialogue('g', [turn({ slots: { tp: 0, fp: 1, fn: 0, jointGoal: 0, stateF1: 0, stateGain: 0 } })]),
    ]);
    // 2·2 / (2·2 + 1 + 1)
    expect(definedValue(named(estimates, 'slots.micro_f1'))).toBeCloseTo(4 / 6, 12);
  });
});

describe('linearisation', () => {
  it('agrees with the bootstrap where it takes over', () => {
    const intents = ['a', 'b', 'c', 'd'];
    const family = (i: number) =>
      dialogue(
        `f${i}`,
        [0, 1, 2].map((t) => {
          const gold = intents[(i + t) % 4] as string;
          const right = (i * 7 + t * (i % 3)) % 5 < 3;
          const tp = (i + t) % 4;
          return turn({
            intent: intent(gold, right ? gold : (intents[(i * 3 + t) % 4] as string)),
            slots: { tp, fp: i % 2, fn: (i * t) % 3, jointGoal: 0, stateF1: 0, stateGain: 0 },
          });
        }),
      );
    const metrics = ['intent.macro_f1', 'slots.micro_f1'].map((name) => metricNamed(name) as Metric);
    const few = aggregate(
      Array.from({ length: 499 }, (_, i) => family(i)),
      { metrics, resamples: 4000 },
    ).estimates;
    const many = aggregate(
      Array.from({ length: 500 }, (_, i) => family(i)),
      { metrics, resamples: 0 },
    ).estimates;
    for (const [i, name] of ['intent.macro_f1', 'slots.micro_f1'].entries()) {
      const [a, b] = [few[i] as DefinedEstimate, many[i] as DefinedEstimate];
      expect([a.metric, a.interval, b.interval]).toEqual([name, 'cluster-score', 'cluster-score']);
      const width = (a.upper as number) - (a.lower as number);
      expect(Math.abs((b.lower as number) - (a.lower as number))).toBeLessThan(0.08 * width);
      expect(Math.abs((b.upper as number) - (a.upper as number))).toBeLessThan(0.08 * width);
    }
  });
});
