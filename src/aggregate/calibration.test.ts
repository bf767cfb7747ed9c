import { describe, expect, it } from 'vitest';
import { aggregate, dialogue, intent, named, only, turn } from './fixtures/scores.js';

const CALIBRATION = ['intent.ece', 'intent.ece_equal_width', 'intent.brier', 'intent.log_loss'];
const SCOPE = ['oos.recall', 'oos.precision', 'oos.auroc', 'oos.fpr95'];

function estimatesOf(scores: readonly ReturnType<typeof intent>[], metrics: readonly string[]) {
  const dialogues = scores.map((score, i) => dialogue(`f${i}`, [turn({ intent: score })]));
  return aggregate(dialogues, { metrics: only(...metrics) });
}

describe('calibration', () => {
  it('is undefined, with a reason and a note, when a confidence lies outside [0,1]: nothing is clipped', () => {
    const { estimates, notes } = estimatesOf([intent('a', 'a', 1.5), intent('a', 'b', 0.5), intent('a', 'a', -0.1)], CALIBRATION);
    for (const name of CALIBRATION.slice(0, 3)) {
      expect(named(estimates, name)).toMatchObject({
        status: 'undefined',
        reason: 'a confidence lies outside [0,1] (2 turns)',
        eligible: 3,
      });
    }
    expect(named(estimates, 'intent.log_loss')).toMatchObject({
      status: 'undefined',
      reason: expect.stringContaining('(2 turns)'),
    });
    expect(notes).toEqual(['confidences outside [0,1] on 2 of 3 turns with a confidence: calibration is undefined']);
  });

  it('says which slice has the flaw, and keeps the others', () => {
    const { estimates } = aggregate(
      [
        dialogue('f', [turn({ intent: intent('a', 'b', 1) })], ['dialect=yue']),
        dialogue('g', [turn({ intent: intent('a', 'a', 1) })], ['dialect=wu']),
      ],
      { metrics: only('intent.log_loss', 'intent.brier') },
    );
    expect(named(estimates, 'intent.log_loss')).toMatchObject({
      status: 'undefined',
      reason: expect.stringContaining('infinite'),
    });
    expect(named(estimates, 'intent.log_loss', { dialect: 'wu' })).toMatchObject({ value: 0 });
    // ((1 − 0)² + (1 − 1)²) / 2
    expect(named(estimates, 'intent.brier')).toMatchObject({ value: 0.5 });
  });

  it('notes confidences that add up to more than 1, and judges the first alone', () => {
    const score = { ...intent('a', 'a', 0.8), confidenceSum: 1.7 };
    const { estimates, notes } = estimatesOf([score, { ...intent('a', 'a', 0.8), confidenceSum: 0.9 }], CALIBRATION);
    expect(named(estimates, 'intent.brier')).toMatchObject({ value: expect.closeTo(0.04, 12) });
    expect(notes).toEqual([
      'the confidences of the intents add up to more than 1 on 1 of 2 turns with a confidence (up to 1.70): they are no distribution, and calibration judges the first alone',
    ]);
  });

  it('speaks of the turns that state one, and says how many do not', () => {
    const failed = turn({ status: 'error', intent: intent('a', undefined) });
    const { estimates, notes } = aggregate(
      [dialogue('f', [turn({ intent: intent('a', 'a', 0.7) }), turn({ intent: intent('a', 'a') }), turn(), failed])],
      { metrics: only(...CALIBRATION) },
    );
    expect(named(estimates, 'intent.ece')).toMatchObject({ value: expect.closeTo(0.3, 12), eligible: 1, scored: 1, failed: 0 });
    expect(notes).toEqual([expect.stringMatching(/^the bot states a confidence on 1 of 2 answered turns/)]);
  });

  it('is undefined for a bot without confidences, and says nothing of them', () => {
    const { estimates, notes } = estimatesOf([intent('a', 'a'), intent('a', 'b')], CALIBRATION);
    for (const name of CALIBRATION)
      expect(named(estimates, name)).toMatchObject({ reason: expect.stringContaining('no confidence') });
    expect(notes).toEqual([]);
  });

  it('has a value where all confidences tie', () => {
    const scores = Array.from({ length: 20 }, (_, i) => intent('a', i < 16 ? 'a' : 'b', 0.8));
    const { estimates } = estimatesOf(scores, CALIBRATION);
    expect(named(estimates, 'intent.ece_equal_width')).toMatchObject({ value: expect.closeTo(0, 12) });
    // Ties stay in the order of the data, two a bin: eight bins all right (0.2 off), two all wrong (0.8 off).
    expect(named(estimates, 'intent.ece')).toMatchObject({ value: expect.closeTo(0.32, 12) });
  });
});

describe('out of scope', () => {
  it('takes an intent oos for how little the bot thinks the turn in scope', () => {
    const { estimates } = estimatesOf([intent('oos', 'oos', 0.9), intent('a', 'a', 0.5), intent('oos', 'a', 0.4)], SCOPE);
    // Scores 0.1 (out), 0.5 (in), 0.4 (out).
    expect(named(estimates, 'oos.auroc')).toMatchObject({ value: 1 });
    expect(named(estimates, 'oos.fpr95')).toMatchObject({ value: 0 });
    expect(named(estimates, 'oos.recall')).toMatchObject({ value: 0.5, eligible: 2 });
    expect(named(estimates, 'oos.precision')).toMatchObject({ value: 1, eligible: 1 });
  });

  it('lets a bot gain nothing by failing, or by leaving confidences out', () => {
    const good = [intent('oos', 'a', 0.1), intent('a', 'a', 0.9)].map((score) => turn({ intent: score }));
    const failed = turn({ status: 'timeout', intent: intent('a', undefined) });
    const silent = turn({ intent: intent('oos', 'a') });
    const metrics = only('oos.auroc', 'oos.fpr95');
    // The failed in-scope turn is below all, the silent out-of-scope one above all: 1 of 4 pairs is in order.
    const { estimates } = aggregate(
      [...good, failed, silent].map((t, i) => dialogue(`f${i}`, [t])),
      { metrics },
    );
    expect(named(estimates, 'oos.auroc')).toMatchObject({ value: 0.25, eligible: 4, scored: 4, failed: 1 });
    expect(named(estimates, 'oos.fpr95')).toMatchObject({ value: 1 });
  });

  it('counts ties half', () => {
    const { estimates } = estimatesOf([intent('oos', 'a', 0.5), intent('a', 'a', 0.5), intent('a', 'a', 0.5)], SCOPE);
    expect(named(estimates, 'oos.auroc')).toMatchObject({ value: 0.5, flags: expect.arrayContaining(['no-interval']) });
    expect(named(estimates, 'oos.fpr95')).toMatchObject({ value: 1 });
  });

  it('is undefined without confidences, and without both kinds of turns', () => {
    for (const scores of [
      [intent('oos', 'oos'), intent('a', 'a')],
      [intent('a', 'a', 0.5), intent('a', 'b', 0.4)],
    ]) {
      const { estimates } = estimatesOf(scores, SCOPE);
      expect(named(estimates, 'oos.auroc')).toMatchObject({ status: 'undefined', reason: expect.stringContaining('confidence') });
      expect(named(estimates, 'oos.fpr95').status).toBe('undefined');
    }
  });
});
