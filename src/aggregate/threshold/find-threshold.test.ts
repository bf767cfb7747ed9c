import { describe, expect, it } from 'vitest';
import type { DefinedThresholdFinding } from '../../schema/index.js';
import { findThreshold, pointAt, type RoutedTurn, RoutedTurnColumns, type ThresholdPlan } from './index.js';

const plan: ThresholdPlan = {
  costs: { wrong: 5, handoff: 2, missed: 7, due: 1 },
  folds: 10,
  level: 0.95,
  seed: 0,
  resamples: 200,
};

type Row = readonly [confidence: RoutedTurn['confidence'], answer: 'right' | 'wrong' | 'due', family?: string];

function columnsOf(rows: readonly Row[], failedAt = Number.NEGATIVE_INFINITY): RoutedTurnColumns {
  const columns = new RoutedTurnColumns(failedAt);
  rows.forEach(([confidence, answer, family], i) => {
    columns.add({ family: family ?? `f${i}`, confidence, isRight: answer === 'right', isDue: answer === 'due' });
  });
  return columns;
}

function found(rows: readonly Row[], more: Partial<ThresholdPlan> = {}, failedAt?: number): DefinedThresholdFinding {
  const finding = findThreshold(columnsOf(rows, failedAt), { ...plan, ...more });
  if (finding.status !== 'defined') throw new Error(finding.reason);
  return finding;
}

const SIX: readonly Row[] = [
  [0.9, 'right'],
  [0.2, 'wrong'],
  [0.4, 'right'],
  [0.8, 'right'],
  [0.6, 'wrong'],
  [0.2, 'due'],
];

describe('the threshold of least cost', () => {
  it('is as by hand on six turns, with what it saves, and between which confidences it may lie', () => {
    const finding = found(SIX);
    expect(finding.optimum).toEqual({
      threshold: { rule: 'at', confidence: 0.8 },
      above: 0.6,
      cost: 7 / 6,
      ...{ right: 2, wrong: 0, missed: 0, handed: 3, due: 1 },
      coverage: 2 / 6,
      accuracy: 1,
    });
    expect([finding.never.cost, finding.always.cost]).toEqual([17 / 6, 11 / 6]);
    expect(finding.saving_over_never.value).toBeCloseTo(10 / 6, 12);
    expect(finding.saving_over_always.value).toBeCloseTo(4 / 6, 12);
    expect(finding.curve.map(({ cost }) => cost * 6)).toEqual([17, 17, 8, 10, 7, 9, 11]);
    expect(finding.always).not.toHaveProperty('accuracy');
    expect(finding.counts).toMatchObject({ turns: 6, families: 6, due: 1, failed: 0 });
  });

  it('is judged anew on families that it was not chosen on, here by leaving out one of three', () => {
    const finding = found([
      [0.9, 'right', 'a'],
      [0.3, 'wrong', 'b'],
      [0.5, 'wrong', 'c'],
    ]);
    // All: at 0.9, cost 4/3. Without a: always, so a costs 2. Without b: at 0.9, b costs 2. Without c: at 0.9, c costs 2.
    expect(finding.optimum.cost).toBeCloseTo(4 / 3, 12);
    const { cross_fitted } = finding;
    if (cross_fitted.status !== 'defined') throw new Error(cross_fitted.reason);
    expect(cross_fitted.folds).toBe(3);
    expect(cross_fitted.cost.value).toBeCloseTo(2, 12);
    expect(cross_fitted.optimism).toBeCloseTo(2 / 3, 12);
    expect(cross_fitted.saving_over_always.value).toBeCloseTo(0, 12);
    expect(cross_fitted.thresholds.map(({ rule }) => rule).sort()).toEqual(['always', 'at', 'at']);
  });

  it('keeps the variants of a dialogue in one fold', () => {
    const finding = found([
      [0.9, 'right', 'a'],
      [0.3, 'wrong', 'b'],
      [0.2, 'wrong', 'b'],
    ]);
    const { cross_fitted } = finding;
    if (cross_fitted.status !== 'defined') throw new Error(cross_fitted.reason);
    // Without a: always, 2. Without b: never, 5 + 5.
    expect([cross_fitted.folds, cross_fitted.cost.value]).toEqual([2, 4]);
  });

  it('has intervals that hold its values, the same for the same seed, and none of no width', () => {
    const rows = Array.from(
      { length: 40 },
      (_, i): Row => [(i % 10) / 10, i % 10 > (i % 3) + 2 ? 'right' : 'wrong', `f${i % 20}`],
    );
    const finding = found(rows);
    for (const { value, lower = Number.NaN, upper = Number.NaN } of [finding.cost, finding.saving_over_never]) {
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
    }
    const { lower, upper } = finding.threshold_interval as NonNullable<typeof finding.threshold_interval>;
    const at = finding.optimum.threshold;
    if (lower.rule !== 'at' || upper.rule !== 'at' || at.rule !== 'at') throw new Error('no number');
    expect(lower.confidence).toBeLessThanOrEqual(at.confidence);
    expect(upper.confidence).toBeGreaterThanOrEqual(at.confidence);
    expect(found(rows)).toEqual(finding);
    expect(found(rows, { seed: 1 }).cost).not.toEqual(finding.cost);
    const without = found(rows, { resamples: 0 });
    expect(without).not.toHaveProperty('threshold_interval');
    expect(without.cost).toEqual({ value: finding.cost.value, reason: 'no resamples were asked for' });
  });

  it('says what cannot be said with all right, all wrong, one family, and ties everywhere', () => {
    const right = found(SIX.map(([confidence]) => [confidence, 'right']));
    expect(right.optimum).toMatchObject({ threshold: { rule: 'never' }, cost: 0, coverage: 1, accuracy: 1 });
    expect(right.cost).toEqual({ value: 0, reason: 'all families agree: nothing scatters' });
    const wrong = found(SIX.map(([confidence]) => [confidence, 'wrong']));
    expect(wrong.optimum).toMatchObject({ threshold: { rule: 'always' }, cost: 2, coverage: 0 });
    const one = found(SIX.map(([confidence, answer]) => [confidence, answer, 'f']));
    expect(one.optimum.cost).toBe(7 / 6);
    expect(one.cost.reason).toMatch(/fewer than two families/);
    expect(one.cross_fitted).toMatchObject({ status: 'undefined', reason: expect.stringMatching(/fewer than two families/) });
    expect(one).not.toHaveProperty('threshold_interval');
    const tied = found(SIX.map(([, answer]) => [0.5, answer]));
    expect([tied.distinct, tied.optimum.threshold.rule, tied.optimum.cost]).toEqual([1, 'always', 11 / 6]);
  });

  it('counts what has no confidence: handed over at any threshold, kept at none; a failed call as wrong where asked', () => {
    const rows: Row[] = [
      [0.5, 'right'],
      ['failed', 'wrong'],
      ['unstated', 'right'],
      ['unrecognised', 'due'],
      ['handed', 'wrong'],
    ];
    const finding = found(rows);
    expect(finding.counts).toEqual({
      ...{ turns: 5, families: 5, unlabelled: 0, due: 1, failed: 1, handed_by_bot: 1, unrecognised: 1, unstated: 1 },
    });
    expect(finding.never).toMatchObject({ right: 2, wrong: 1, missed: 1, handed: 1, due: 0 });
    expect(finding.optimum).toMatchObject({ threshold: { rule: 'at', confidence: 0.5 }, right: 1, handed: 3, due: 1 });
    const failing = found(rows, {}, Number.POSITIVE_INFINITY);
    expect(failing.curve.map(({ wrong }) => wrong)).toEqual([1, 1, 0]);
  });

  it('is undefined without turns, and for a bot that states no confidence', () => {
    expect(findThreshold(columnsOf([]), plan)).toMatchObject({ status: 'undefined', reason: expect.stringMatching(/labels/) });
    const silent = columnsOf([
      ['unstated', 'right'],
      ['failed', 'wrong'],
    ]);
    expect(findThreshold(silent, plan)).toMatchObject({ status: 'undefined', reason: expect.stringMatching(/no confidence/) });
  });

  it('does elsewhere what the same threshold does here', () => {
    const { optimum } = found(SIX);
    const { above: _, ...point } = optimum;
    expect(pointAt(columnsOf(SIX), optimum.threshold, plan.costs)).toEqual(point);
    expect(pointAt(columnsOf(SIX.slice(0, 2)), { rule: 'at', confidence: 0.15 }, plan.costs)).toMatchObject({ cost: 2.5 });
  });

  it('keeps, of a long curve, a part with both ends and the optimum', () => {
    const rows = Array.from({ length: 3001 }, (_, i): Row => [i / 3001, i < 1501 ? 'wrong' : 'right', `f${i % 30}`]);
    const finding = found(rows, { resamples: 0 });
    expect(finding.distinct).toBe(3001);
    expect(finding.curve.length).toBeLessThanOrEqual(1003);
    expect([finding.curve[0], finding.curve.at(-1)]).toEqual([finding.never, finding.always]);
    expect(finding.optimum.threshold).toEqual({ rule: 'at', confidence: 1501 / 3001 });
    expect(finding.curve.some(({ threshold }) => threshold.rule === 'at' && threshold.confidence === 1501 / 3001)).toBe(true);
  });
});
