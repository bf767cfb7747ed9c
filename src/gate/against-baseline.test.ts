import { describe, expect, it } from 'vitest';
import { type Estimate, type Gate, gateSchema, HarnessError, type MetricInfo } from '../schema/index.js';
import { decideGates, type GateCase, type GateEvidence, presetGates, validateGates } from './index.js';

const METRIC = 'intent.accuracy';
const estimate: Estimate = {
  metric: METRIC,
  slice: {},
  status: 'defined',
  value: 0.9,
  lower: 0.88,
  upper: 0.92,
  level: 0.95,
  eligible: 100,
  scored: 100,
  failed: 0,
  families: 40,
  signature: 's',
};

function difference(
  lower: number,
  upper: number,
  more: Partial<Extract<GateEvidence, { kind: 'difference' }>> = {},
): GateEvidence {
  const middle = (lower + upper) / 2;
  const spread = { se: (upper - lower) / 2 / 1.684875, df: 40 };
  return { kind: 'difference', baseline: 0.9, difference: middle, lower, upper, spread, families: 41, isSame: false, ...more };
}

function decide(gate: Partial<Gate>, evidence: GateEvidence | undefined, more: Partial<GateCase> = {}) {
  const [result] = decideGates([{ gate: { metric: METRIC, ...gate } as Gate, estimate, evidence, ...more }]);
  return result!;
}

describe('non-inferiority', () => {
  it.each<[string, GateEvidence, string]>([
    ['the lower bound is above −margin', difference(-0.009, 0.02), 'pass'],
    ['the lower bound is on −margin', difference(-0.01, 0.02), 'inconclusive'],
    ['the interval holds −margin', difference(-0.03, 0.02), 'inconclusive'],
    ['the upper bound is below −margin', difference(-0.05, -0.0101), 'fail'],
    ['worse for certain, but by less than the margin', difference(-0.009, -0.001), 'pass'],
    ['no family differs', difference(-0.2, 0.2, { difference: 0, isSame: true }), 'pass'],
  ])('%s', (_, evidence, verdict) => {
    expect(decide({ margin: 0.01 }, evidence).verdict).toBe(verdict);
  });

  it('turns round where lower is better', () => {
    const lower = { direction: 'lower' } as const;
    expect(decide({ margin: 0.01 }, difference(-0.05, 0.009), lower).verdict).toBe('pass');
    expect(decide({ margin: 0.01 }, difference(0.011, 0.05), lower).verdict).toBe('fail');
    expect(decide({ margin: 0.01 }, difference(-0.02, 0.05), lower).verdict).toBe('inconclusive');
  });

  it('without an interval is inconclusive, judged by the point pass or fail', () => {
    const {
      lower: _,
      upper: __,
      spread: ___,
      ...bare
    } = difference(-0.03, 0.01) as Extract<GateEvidence, { kind: 'difference' }>;
    expect(decide({ margin: 0.01 }, bare).verdict).toBe('inconclusive');
    expect(decide({ margin: 0.01, judge: 'point' }, difference(-0.03, 0.02)).verdict).toBe('pass');
    expect(decide({ margin: 0.001, judge: 'point' }, difference(-0.03, 0.02)).verdict).toBe('fail');
  });

  it('without evidence or a value is invalid', () => {
    expect(decide({ margin: 0.01 }, undefined).verdict).toBe('invalid');
    expect(decide({ margin: 0.01 }, { kind: 'none', reason: 'the baseline has no value' })).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('the baseline has no value'),
    });
    expect(decide({ margin: 0.01 }, difference(0, 0.1), { estimate: undefined }).verdict).toBe('invalid');
  });

  it('says how many families more, and what it does by chance', () => {
    const { families_more: more, operating } = decide({ margin: 0.01 }, difference(-0.03, 0.02));
    expect(more).toBeGreaterThan(0);
    // At the limit a one-sided 95% bound passes one time in twenty; nothing changed and twice the margin mirror each other.
    expect(operating?.at_limit.pass).toBeCloseTo(0.05, 6);
    expect(operating?.twice_the_margin?.fail).toBeCloseTo(operating?.no_change.pass ?? 0, 9);
    expect(operating?.no_change.fail).toBeLessThan(0.05);
  });
});

describe('a ratio to the baseline', () => {
  const ratio = (lower: number, upper: number): GateEvidence => ({
    kind: 'ratio',
    baseline: 100,
    ratio: Math.sqrt(lower * upper),
    lower,
    upper,
    families: 40,
  });

  it.each([
    [ratio(0.9, 1.2), 'pass'],
    [ratio(1.1, 1.21), 'inconclusive'],
    [ratio(1.21, 1.5), 'fail'],
  ])('%#', (evidence, verdict) => {
    expect(decide({ maxRatio: 1.2 }, evidence, { direction: 'lower' }).verdict).toBe(verdict);
  });
});

it('new critical errors fail the gate and are named', () => {
  const offenders = [{ dialogue_id: 'mb-1', turn: 2, why: 'says 3 years' }];
  const evidence: GateEvidence = { kind: 'new-errors', count: 1, baselineCount: 4, offenders, families: 9 };
  expect(decide({ maxNew: 0 }, evidence)).toMatchObject({ verdict: 'fail', offender: offenders[0], offenders });
  expect(decide({ maxNew: 1 }, evidence)).toMatchObject({ verdict: 'pass' });
  expect(decide({ maxNew: 1 }, evidence)).not.toHaveProperty('offenders');
});

describe('several gates', () => {
  it('fail only where Holm lets them: a failure that one gate alone would be is inconclusive among many', () => {
    const close = { gate: { metric: METRIC, margin: 0.01 }, estimate, evidence: difference(-0.05, -0.0101) } as GateCase;
    expect(decideGates([close])[0]?.verdict).toBe('fail');
    const many = decideGates(Array.from({ length: 8 }, () => close));
    expect(many[0]?.p).toBeLessThan(0.05);
    expect(many[0]?.p_adjusted).toBeGreaterThan(0.05);
    expect(many.every(({ verdict, reason }) => verdict === 'inconclusive' && reason.includes('Holm'))).toBe(true);
  });

  it('need no adjustment to pass', () => {
    const good = { gate: { metric: METRIC, margin: 0.01 }, estimate, evidence: difference(-0.0099, 0.02) } as GateCase;
    expect(decideGates(Array.from({ length: 8 }, () => good)).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});

describe('gates against a baseline are validated', () => {
  const info = (name: string, direction: MetricInfo['direction'], most: number | 'unbounded' = 1): MetricInfo => ({
    name,
    definition: '',
    denominator: '',
    range: [0, most],
    unit: 'share',
    direction,
    empty: '',
    source: '',
    signature: '',
  });
  const metrics = [
    info(METRIC, 'higher'),
    info('latency.p95_ms', 'lower', 'unbounded'),
    info('plain.count', 'none', 'unbounded'),
  ];
  const problem = (gate: Gate): string => {
    try {
      validateGates([gate], { metrics, slices: {}, bots: [] });
    } catch (error) {
      return (error as HarnessError).message;
    }
    return 'valid';
  };

  it.each<[Gate, RegExp]>([
    [{ metric: METRIC, margin: 0.01 }, /^valid$/],
    [{ metric: METRIC, margin: 2 }, /more than intent.accuracy can differ by/],
    [{ metric: METRIC, maxRatio: 1.2 }, /higher is better/],
    [{ metric: 'latency.p95_ms', maxRatio: 1.2 }, /^valid$/],
    [{ metric: 'plain.count', margin: 1 }, /neither way is better/],
    [{ metric: METRIC, maxNew: 0 }, /counts turns with a critical error/],
  ])('%#', (gate, message) => {
    expect(problem(gate)).toMatch(message);
  });

  it.each([
    { metric: METRIC },
    { metric: METRIC, min: 0.8, margin: 0.1 },
    { metric: METRIC, min: 0.8, baseline: 'b.json' },
    { metric: METRIC, margin: -1 },
    { metric: METRIC, maxNew: 0.5 },
    { metric: METRIC, margin: 0.1, judge: 'lower-bound' },
  ])('the schema refuses %j', (gate) => {
    expect(gateSchema.safeParse(gate).success).toBe(false);
  });
});

it('presets are the rates that vendors quote; an unknown one names the nearest', () => {
  expect(presetGates('vendor-80')).toEqual([{ metric: METRIC, min: 0.8 }]);
  expect(presetGates('vendor-90')).toEqual([{ metric: METRIC, min: 0.9 }]);
  expect(() => presetGates('vendor80')).toThrow(/did you mean vendor-80/);
  expect(() => presetGates('constructor')).toThrow(HarnessError);
});
