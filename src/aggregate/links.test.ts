import { describe, expect, it } from 'vitest';
import { aggregate, dialogue, exposed, intent, named, only, turn, variant } from './fixtures/scores.js';

const right = { intent: intent('a', 'a') };
const wrong = { intent: intent('a', 'b') };
const other = { intent: intent('a', 'c') };
const failed = { status: 'timeout' as const, exposed: { ...exposed, intents: false }, intent: intent('a', undefined) };

describe('robustness', () => {
  const metrics = only('robustness.accuracy_drop', 'robustness.invariance', 'robustness.worst_case_accuracy');
  const standard = { labels: ['dialect=standard', 'stage=pre-sale'] };
  const yue = { labels: ['dialect=yue', 'stage=pre-sale'] };

  it('holds each turn of a variant against the same turn of its parent, wherever the parent stands', () => {
    const dialogues = [
      variant('f-yue', 'f', [wrong, right, wrong], yue),
      variant('f', 'f', [right, wrong, wrong], standard),
      variant('g', 'g', [right, right], standard),
      variant('g-yue', 'g', [right, other], yue),
      variant('h', 'h', [right], standard),
    ];
    const { estimates } = aggregate(dialogues, { metrics });
    // Differences 1, −1, 0 and 0, 1 over five pairs.
    expect(named(estimates, 'robustness.accuracy_drop')).toMatchObject({ value: 0.2, eligible: 5, families: 2, p: 1 });
    expect(named(estimates, 'robustness.accuracy_drop', { dialect: 'yue' })).toMatchObject({ value: 0.2, eligible: 5 });
    expect(named(estimates, 'robustness.accuracy_drop', { dialect: 'standard' })).toMatchObject({
      status: 'undefined',
      reason: 'no variant was replayed together with its parent',
    });
    // The third pair of f (both b) and the first of g (both a).
    expect(named(estimates, 'robustness.invariance')).toMatchObject({ value: 0.4, eligible: 5 });
  });

  it('calls a turn of a family right when it is in all variants, in the slices that they share', () => {
    const dialogues = [
      variant('f', 'f', [right, right], standard),
      variant('f-yue', 'f', [right, wrong], yue),
      variant('f-wu', 'f', [right, right], { labels: ['dialect=wu', 'stage=pre-sale'] }),
      variant('g', 'g', [wrong], standard),
    ];
    const { estimates } = aggregate(dialogues, { metrics });
    expect(named(estimates, 'robustness.worst_case_accuracy')).toMatchObject({ value: 0.5, eligible: 2, families: 1 });
    expect(named(estimates, 'robustness.worst_case_accuracy', { stage: 'pre-sale' })).toMatchObject({ value: 0.5, eligible: 2 });
    expect(named(estimates, 'robustness.worst_case_accuracy', { dialect: 'yue' })).toMatchObject({
      status: 'undefined',
      eligible: 0,
    });
  });

  it('counts a failed call as wrong and as another answer, and never two failures as the same', () => {
    const { estimates } = aggregate([variant('f', 'f', [right, failed]), variant('f-yue', 'f', [failed, failed])], { metrics });
    expect(named(estimates, 'robustness.accuracy_drop')).toMatchObject({ value: 0.5, failed: 2 });
    expect(named(estimates, 'robustness.accuracy_drop')).not.toHaveProperty('p');
    expect(named(estimates, 'robustness.invariance')).toMatchObject({ value: 0 });
  });

  it('pairs trial with trial', () => {
    const { estimates } = aggregate(
      [
        variant('f', 'f', [right], { trial: 0 }),
        variant('f', 'f', [wrong], { trial: 1 }),
        variant('f-yue', 'f', [right], { trial: 0 }),
        variant('f-yue', 'f', [wrong], { trial: 1 }),
      ],
      { metrics },
    );
    expect(named(estimates, 'robustness.accuracy_drop')).toMatchObject({ value: 0, eligible: 2 });
    expect(named(estimates, 'robustness.invariance')).toMatchObject({ value: 1 });
    expect(named(estimates, 'robustness.worst_case_accuracy')).toMatchObject({ value: 0, eligible: 1 });
  });

  it('has the exact p of the sign flips over families', () => {
    const families = Array.from({ length: 6 }, (_, i) => [
      variant(`f${i}`, `f${i}`, [right]),
      variant(`f${i}-y`, `f${i}`, [wrong]),
    ]);
    // All six families lose: 2 of 2⁶ patterns are as far out.
    expect(named(aggregate(families.flat(), { metrics }).estimates, 'robustness.accuracy_drop')).toMatchObject({
      value: 1,
      p: 2 / 64,
    });
  });

  it('says that a variant whose parent was left out has no pair', () => {
    const { estimates } = aggregate([variant('f-yue', 'f', [right])], { metrics });
    for (const { status } of estimates) expect(status).toBe('undefined');
  });
});

describe('conversations', () => {
  const metrics = only('first_error_turn', 'recovery_rate', 'pass^1', 'pass^2', 'pass^3');

  it('find the first wrong turn, and what comes after a wrong one', () => {
    const dialogues = [
      variant('f', 'f', [right, wrong, right, wrong]),
      variant('g', 'g', [wrong, {}, wrong, wrong]),
      variant('h', 'h', [right, right]),
    ];
    const { estimates } = aggregate(dialogues, { metrics });
    // Turns 2 and 1; h has none.
    expect(named(estimates, 'first_error_turn')).toMatchObject({ value: 1.5, eligible: 2, families: 2 });
    // After a wrong turn: right, (unlabelled, left out), wrong.
    expect(named(estimates, 'recovery_rate')).toMatchObject({ value: 0.5, eligible: 2 });
    expect(named(estimates, 'pass^1')).toMatchObject({ value: expect.closeTo(1 / 3, 12), eligible: 3 });
    expect(named(estimates, 'pass^2')).toMatchObject({ status: 'undefined', reason: 'no labelled dialogue has 2 trials' });
  });

  it('do not blame a bot for what it never exposes, but for what it leaves out once', () => {
    const silent = { exposed: { ...exposed, intents: false, handoff: false }, intent: intent('a', undefined) };
    const mute = aggregate([variant('f', 'f', [{ ...silent, handoff: { gold: 'required', handedOver: 0 } }])], {
      metrics,
    }).estimates;
    expect(named(mute, 'pass^1')).toMatchObject({ value: 1 });
    const once = aggregate([variant('f', 'f', [silent, { ...right }])], { metrics }).estimates;
    expect(named(once, 'pass^1')).toMatchObject({ value: 0 });
  });

  it('stand in the slices that all of their turns share', () => {
    const turns = [right, wrong].map((more, i) => turn({ ...more, dialogue_id: 'f', turn: i }));
    const mixed = {
      family: 'f',
      turns,
      slices: [
        ['dialect=yue', 'part=a'],
        ['dialect=yue', 'part=b'],
      ],
    };
    const { estimates } = aggregate([mixed], { metrics });
    expect(named(estimates, 'pass^1', { dialect: 'yue' })).toMatchObject({ value: 0, eligible: 1 });
    expect(named(estimates, 'pass^1', { part: 'a' })).toMatchObject({ status: 'undefined', eligible: 0 });
  });

  it('count trials of each dialogue, of two that are of one family apart', () => {
    const runs = (id: string, outcomes: readonly (typeof right)[]) =>
      outcomes.map((outcome, trial) => variant(id, 'f', [outcome], { trial }));
    const { estimates } = aggregate([...runs('f', [right, right, wrong]), ...runs('f-yue', [wrong, wrong, wrong])], { metrics });
    // C(2,2)/C(3,2) = 1/3 and 0.
    expect(named(estimates, 'pass^2')).toMatchObject({ value: expect.closeTo(1 / 6, 12), eligible: 2, families: 1 });
    expect(named(estimates, 'pass^3')).toMatchObject({ value: 0 });
  });

  it('are undefined where nothing is labelled, and where nothing goes wrong', () => {
    const { estimates } = aggregate([dialogue('f', [turn()])], { metrics });
    for (const estimate of estimates) expect(estimate.status).toBe('undefined');
    const fine = aggregate([variant('f', 'f', [right, right])], { metrics }).estimates;
    expect(named(fine, 'first_error_turn')).toMatchObject({ reason: 'no conversation has a wrong turn' });
    expect(named(fine, 'recovery_rate')).toMatchObject({ reason: 'no labelled turn follows a wrong one' });
  });
});
