import { describe, expect, it } from 'vitest';
import { type Estimate, type Gate, gateSchema, HarnessError, type MetricInfo } from '../schema/index.js';
import { decideGate } from './decide.js';
import { exitCodeOf, gatesFor, overallVerdict, validateGates } from './index.js';

function estimate(value: number, lower?: number, upper?: number): Estimate {
  const interval = { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
  return {
    metric: 'intent.accuracy',
    slice: {},
    status: 'defined',
    value,
    ...interval,
    level: 0.95,
    eligible: 100,
    scored: 100,
    failed: 0,
    families: 40,
    signature: 's',
  };
}
const undefinedEstimate: Estimate = {
  metric: 'intent.accuracy',
  slice: {},
  status: 'undefined',
  reason: 'the bot exposes no intents',
  eligible: 9,
  scored: 0,
  failed: 0,
  families: 0,
  signature: 's',
};

describe('decideGate', () => {
  const cases: [Partial<Gate>, Estimate | undefined, string][] = [
    [{ min: 0.8 }, estimate(0.8), 'pass'],
    [{ min: 0.8 }, estimate(0.7999), 'fail'],
    [{ max: 0.1 }, estimate(0.1), 'pass'],
    [{ max: 0.1 }, estimate(0.11), 'fail'],
    [{ min: 0 }, estimate(0), 'pass'],
    [{ min: 0.8 }, undefinedEstimate, 'invalid'],
    [{ min: 0.8 }, undefined, 'invalid'],
    [{ min: 0.8, judge: 'lower-bound' }, estimate(0.9, 0.8, 0.95), 'pass'],
    [{ min: 0.8, judge: 'lower-bound' }, estimate(0.9, 0.79, 0.95), 'inconclusive'],
    [{ min: 0.8, judge: 'lower-bound' }, estimate(0.7, 0.6, 0.79), 'fail'],
    [{ min: 0.8, judge: 'lower-bound' }, estimate(0.9), 'inconclusive'],
    [{ max: 0.2, judge: 'upper-bound' }, estimate(0.1, 0.05, 0.2), 'pass'],
    [{ max: 0.2, judge: 'upper-bound' }, estimate(0.1, 0.05, 0.21), 'inconclusive'],
    [{ max: 0.2, judge: 'upper-bound' }, estimate(0.3, 0.21, 0.4), 'fail'],
    [{ max: 0.2, judge: 'upper-bound' }, estimate(0.1, 0.05), 'inconclusive'],
    [{ max: 0.2, judge: 'upper-bound' }, estimate(0.3, 0.21), 'fail'],
    [{ min: 0.8, judge: 'lower-bound' }, estimate(0.9, 0.8), 'pass'],
  ];
  it.each(cases)('%j', (gate, value, verdict) => {
    expect(decideGate({ gate: { metric: 'intent.accuracy', ...gate }, estimate: value }).verdict).toBe(verdict);
  });

  it('names metric, slice, value, threshold and a dialogue when it fails', () => {
    const offender = { dialogue_id: 'mb-7-yue', turn: 1, why: 'gold a, predicted b' };
    const result = decideGate({
      gate: { metric: 'intent.accuracy', slice: { dialect: 'yue' }, min: 0.8 },
      estimate: estimate(0.61234),
      offender,
    });
    expect(result).toMatchObject({ verdict: 'fail', value: 0.61234, offender });
    expect(result.reason).toBe('intent.accuracy on dialect=yue is 0.6123, required at least 0.8; 100 scored, 40 families');
    expect(decideGate({ gate: { metric: 'intent.accuracy', min: 0.5 }, estimate: estimate(0.9), offender })).not.toHaveProperty(
      'offender',
    );
  });
});

describe('the shape of a gate', () => {
  it.each([
    [{ metric: 'm' }, 'exactly one of min, max'],
    [{ metric: 'm', min: 1, max: 2 }, 'exactly one of min, max'],
    [{ metric: 'm', max: 1, judge: 'lower-bound' }, 'lower-bound goes with min'],
    [{ metric: 'm', min: 1, judge: 'upper-bound' }, 'upper-bound goes with max'],
    [{ metric: 'm', min: Number.NaN }, 'expected number'],
  ])('refuses %j', (gate, message) => {
    expect(gateSchema.safeParse(gate).error?.issues[0]?.message).toContain(message);
  });
});

describe('validateGates', () => {
  const metric = (name: string, range: MetricInfo['range']): MetricInfo => ({
    name,
    range,
    definition: '',
    denominator: '',
    unit: 'share',
    direction: 'higher',
    empty: '',
    source: '',
    signature: '',
  });
  const ground = {
    metrics: [metric('intent.accuracy', [0, 1]), metric('latency.p95_ms', [0, 'unbounded'])],
    slices: { dialect: { yue: 3, standard: 9 } },
    bots: ['keyword', 'guide'],
  };

  it('lets good gates pass', () => {
    validateGates(
      [
        { metric: 'intent.accuracy', min: 0.9 },
        { metric: 'latency.p95_ms', max: 800, slice: { dialect: 'yue' }, bot: 'guide' },
      ],
      ground,
    );
  });

  it('reports every problem of every gate, with what may have been meant', () => {
    try {
      validateGates(
        [
          { metric: 'intent.acuracy', min: 0.9 },
          { metric: 'intent.accuracy', min: 90 },
          { metric: 'intent.accuracy', min: 0.9, slice: { dialekt: 'yue' } },
          { metric: 'intent.accuracy', min: 0.9, slice: { dialect: 'yeu' }, bot: 'gide' },
        ],
        ground,
      );
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(HarnessError);
      expect((error as HarnessError).problems.map(({ code, field }) => `${code} ${field}`)).toEqual([
        'E_UNKNOWN_METRIC gates[0].metric',
        'E_GATE gates[1].min',
        'E_UNKNOWN_SLICE gates[2].slice',
        'E_GATE gates[3].bot',
        'E_UNKNOWN_SLICE gates[3].slice.dialect',
      ]);
      expect((error as HarnessError).problems[0]?.mend).toContain('did you mean intent.accuracy?');
      expect((error as HarnessError).exitCode).toBe(2);
    }
  });

  it('takes times by the position of the turn, and nothing else by it', () => {
    const inMs = ground.metrics.map((one) => (one.name.startsWith('latency') ? { ...one, unit: 'ms' as const } : one));
    const positions = { ...ground, metrics: inMs };
    validateGates([{ metric: 'latency.p95_ms', max: 800, slice: { turn: '1' } }], positions);
    const wrong: Gate[] = [
      { metric: 'intent.accuracy', min: 0.9, slice: { turn: '1' } },
      { metric: 'latency.p95_ms', max: 800, slice: { turn: '21' } },
      { metric: 'latency.p95_ms', max: 800, slice: { turn: 'last' } },
      { metric: 'latency.p95_ms', max: 800, slice: { turn: '1', dialect: 'yue' } },
      { metric: 'latency.p95_ms', margin: 5, slice: { turn: '1' } },
    ];
    const fieldsOf = (gate: Gate) => {
      try {
        validateGates([gate], positions);
        return [];
      } catch (error) {
        return (error as HarnessError).problems.map(({ code, field }) => `${code} ${field}`);
      }
    };
    for (const gate of wrong) expect(fieldsOf(gate), JSON.stringify(gate)).toEqual(['E_GATE gates[0].slice']);
    // A slice of the data by this name is that of the data.
    validateGates([{ metric: 'intent.accuracy', min: 0.9, slice: { turn: 'first' } }], {
      ...positions,
      slices: { turn: { first: 3 } },
    });
  });

  it('holds the candidates, not the baseline, unless a gate names its bot', () => {
    const gates: Gate[] = [
      { metric: 'a', min: 0 },
      { metric: 'b', min: 0, bot: 'keyword' },
    ];
    expect(gatesFor(gates, 'guide', 'keyword').map((g) => g.metric)).toEqual(['a']);
    expect(gatesFor(gates, 'keyword', 'keyword').map((g) => g.metric)).toEqual(['b']);
    expect(gatesFor(gates, 'keyword', undefined).map((g) => g.metric)).toEqual(['a', 'b']);
  });
});

describe('verdict and exit code', () => {
  it('the most severe wins', () => {
    expect(overallVerdict([])).toBe('pass');
    expect(overallVerdict(['pass', 'inconclusive'])).toBe('inconclusive');
    expect(overallVerdict(['inconclusive', 'fail'])).toBe('fail');
    expect(overallVerdict(['fail', 'invalid', 'pass'])).toBe('invalid');
  });

  it('gives CI its code', () => {
    expect(['pass', 'fail', 'invalid', 'inconclusive'].map((v) => exitCodeOf(v as never))).toEqual([0, 1, 2, 4]);
    expect([exitCodeOf('inconclusive', 'pass'), exitCodeOf('inconclusive', 'fail')]).toEqual([0, 1]);
  });
});
