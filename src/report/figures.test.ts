import { describe, expect, it } from 'vitest';
import type { DefinedEstimate } from '../schema/index.js';
import {
  countsText,
  intervalText,
  msText,
  scoreText,
  shareText,
  simulatedInterval,
  simulatedPercent,
  simulatedPoints,
  thresholdText,
  twoDigits,
} from './figures.js';

const estimate: DefinedEstimate = {
  metric: 'intent.accuracy',
  slice: {},
  status: 'defined',
  value: 0.9123,
  lower: 0.88049,
  upper: 0.9306,
  level: 0.95,
  eligible: 815,
  scored: 812,
  failed: 3,
  families: 240,
  signature: 's',
};

describe('rounding', () => {
  it.each([
    [0.91234, '91.2%'],
    [0, '0.0%'],
    [1, '100.0%'],
    [-0.0123, '-1.2%'],
    [-0.0001, '0.0%'],
  ])('shareText(%d) is %s', (share, text) => expect(shareText(share)).toBe(text));

  it.each([
    [412.7, '413 ms'],
    [10.04, '10 ms'],
    [9.96, '10 ms'],
    [9.94, '9.9 ms'],
    [3.412, '3.4 ms'],
    [0.0314, '0.031 ms'],
    [0, '0 ms'],
    [12345.6, '12346 ms'],
  ])('msText(%d) is %s', (ms, text) => expect(msText(ms)).toBe(text));

  it.each([
    [0.41271, '0.413'],
    [-0.0001, '0.000'],
  ])('scoreText(%d) is %s', (score, text) => expect(scoreText(score)).toBe(text));

  it.each([
    [0.8, 'share', '80.0%'],
    [0.805, 'share', '80.5%'],
    [0.8055, 'share', '80.55%'],
    [0.29, 'share', '29.0%'],
    [800, 'ms', '800 ms'],
    [0.5, 'score', '0.5'],
  ] as const)('a threshold of %d (%s) is not rounded: %s', (value, unit, text) => expect(thresholdText(value, unit)).toBe(text));
});

describe('simulated numbers', () => {
  it.each([
    [0.2345, '0.23'],
    [1537.2, '1500'],
    [0.000123, '0.00012'],
    [123456, '120000'],
    [-0.0456, '-0.046'],
    [0, '0.0'],
  ])('twoDigits(%d) is %s', (value, text) => expect(twoDigits(value)).toBe(text));

  it('signs differences, and nothing that is 0', () => {
    expect(simulatedPoints(0.04237)).toBe('+4.2 pp');
    expect(simulatedPoints(-0.0049)).toBe('-0.49 pp');
    expect(simulatedPoints(0)).toBe('0.0 pp');
    expect(simulatedPercent(0.20438, true)).toBe('+20%');
    expect(simulatedPercent(0.20731)).toBe('21%');
    expect(simulatedInterval({ lower: -0.0121, upper: 0.0874, level: 0.9 }, 'pp')).toBe(
      '90% assumption interval [-1.2, +8.7] pp',
    );
  });
});

describe('what stands beside a value', () => {
  it('is the interval, with its level only when it is not the usual one', () => {
    expect(intervalText(estimate, 'share')).toBe('[88.0, 93.1]');
    expect(intervalText({ ...estimate, level: 0.9 }, 'share')).toBe('90% [88.0, 93.1]');
    expect(intervalText({ ...estimate, lower: 7.2, upper: 812.4 }, 'ms')).toBe('[7.2, 812]');
    const { upper: ___, ...open } = { ...estimate, lower: 812.4 };
    expect(intervalText(open, 'ms')).toBe('[812, ∞)');
    const { lower: _, upper: __, ...without } = estimate;
    expect(intervalText(without, 'share')).toBe('no interval');
  });

  it('is the counts, the failures, the families and the flags', () => {
    expect(countsText(estimate)).toBe('n 812/815 · 3 failed · 240 families');
    expect(countsText({ ...estimate, families: 1, flags: ['few-families'] })).toBe(
      'n 812/815 · 3 failed · 1 family · few-families',
    );
  });
});
