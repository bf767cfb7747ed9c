/** Agreement of the judge with people, and what follows from it. */
import { describe, expect, it } from 'vitest';
import type { Grade, Rating } from '../schema/index.js';
import { correctedGrade } from './corrected-grade.js';
import type { PlacedJudgement } from './judge-estimates.js';
import { type Graded, validate } from './validation.js';

const RULE = { minKappa: 0.6, minRatings: 100, level: 0.95, seed: 0 };

/** `count` graded turns, four a family; the grades cycle. */
function graded(count: number): Graded[] {
  return Array.from({ length: count }, (_, i) => ({
    dialogue_id: `d${i}`,
    turn: 0,
    trial: 0,
    family: `f${Math.floor(i / 4)}`,
    grade: (i % 3) as Grade,
  }));
}

function rate(of: readonly Graded[], rater: string, grade: (judge: Grade, i: number) => Grade): Rating[] {
  return of.map((one, i) => ({ dialogue_id: one.dialogue_id, turn: one.turn, rater, grade: grade(one.grade, i) }));
}

describe('validate', () => {
  const turns = graded(120);
  const same = rate(turns, 'a', (grade) => grade);

  it('validates a judge that people agree with, and prints how far they agree with one another', () => {
    const other = rate(turns, 'b', (grade, i) => (i % 10 === 0 ? (Math.min(2, grade + 1) as Grade) : grade));
    const found = validate(turns, [...same, ...other], RULE);
    expect(found.validated).toBe(true);
    expect(found.judge_human).toMatchObject({ status: 'defined', turns: 120, families: 30, pairs: 240 });
    expect(found.human_human).toMatchObject({ status: 'defined', turns: 120, pairs: 120 });
    const { judge_human, human_human } = found;
    if (judge_human.status !== 'defined' || human_human.status !== 'defined') throw new Error('undefined');
    expect(judge_human.kappa).toBeGreaterThan(human_human.kappa);
    expect(judge_human.lower).toBeLessThan(judge_human.kappa);
  });

  it('gives the κ of scikit-learn', () => {
    // cohen_kappa_score([0,0,1,1,2,2,2,0], [0,1,1,1,2,2,0,0], weights='quadratic')
    const judge: Grade[] = [0, 0, 1, 1, 2, 2, 2, 0];
    const people: Grade[] = [0, 1, 1, 1, 2, 2, 0, 0];
    const few = judge.map((grade, i) => ({ dialogue_id: `d${i}`, turn: 0, trial: 0, family: `f${i}`, grade }));
    const found = validate(
      few,
      rate(few, 'a', (_, i) => people[i] as Grade),
      RULE,
    );
    expect(found.judge_human).toMatchObject({ status: 'defined' });
    // Observed Σ(x−y)² = 0+1+0+0+0+0+4+0 = 5; expected by the margins (3,2,3) × (3,3,2): Σ r·c·d²/8 = (3·3·1+3·2·4+2·3·1+2·2·1+3·3·4+3·3·1)/8 = 88/8.
    if (found.judge_human.status === 'defined') expect(found.judge_human.kappa).toBeCloseTo(1 - 5 / (88 / 8), 12);
  });

  it.each([
    ['no turn was graded by people', turns, []],
    ['40 turns were graded by people, a validation needs 100', turns, same.slice(0, 40)],
    ['required at least 0.6', turns, rate(turns, 'a', (grade, i) => (i % 2 === 0 ? grade : ((2 - grade) as Grade)))],
    ['all grades are the same', turns.map((one) => ({ ...one, grade: 2 as const })), rate(turns, 'a', () => 2)],
    ['of 1 families', turns.map((one) => ({ ...one, family: 'f' })), same],
  ])('does not validate: %s', (reason, of, ratings) => {
    const found = validate(of, ratings, RULE);
    expect(found).toMatchObject({ validated: false });
    expect(found.reason).toContain(reason);
  });

  it('leaves out ratings of turns that were not judged', () => {
    expect(validate(turns.slice(0, 8), same, RULE).judge_human).toMatchObject({ turns: 8 });
  });
});

describe('correctedGrade', () => {
  const of = { signature: 's', level: 0.95 };
  /** A judge that is too kind: it gives 2 where people give 1. */
  const turns = graded(400).map((one, i) => ({ ...one, grade: (i % 5 === 0 ? 0 : 2) as Grade }));
  const placed = turns.map(
    ({ dialogue_id, turn, trial, family, grade }): PlacedJudgement => ({
      family,
      slices: [],
      hasNuggets: true,
      judgement: { dialogue_id, turn, trial, outcome: 'judged', grade },
    }),
  );
  const people = rate(turns.slice(0, 100), 'a', (grade, i) => (grade === 2 && i % 2 === 0 ? 1 : grade));

  it('takes out the bias that people show', () => {
    const found = correctedGrade(placed, turns, people, of);
    if (found.status !== 'defined') throw new Error(found.reason);
    // The judge's mean is .8; people took ½ off on 40 of the 100 rated turns.
    expect(found.value).toBeCloseTo(0.6, 2);
    expect(found.lower).toBeLessThan(0.6);
    expect(found.upper).toBeLessThan(0.8);
    expect(found).toMatchObject({ eligible: 400, scored: 400, families: 100, interval: 'prediction-powered' });
  });

  it('counts turns without a reply as 0', () => {
    const silent = placed.map((one, i): PlacedJudgement => {
      return i < 300 ? one : { ...one, judgement: { ...one.judgement, outcome: 'no-reply', grade: 0 } };
    });
    const found = correctedGrade(silent, turns.slice(0, 300), people, of);
    expect(found).toMatchObject({ status: 'defined', failed: 100 });
    if (found.status === 'defined') expect(found.value).toBeCloseTo(0.45, 2);
  });

  it('is the mean of people where they have graded everything', () => {
    const found = correctedGrade(
      placed,
      turns,
      rate(turns, 'a', () => 1),
      of,
    );
    expect(found).toMatchObject({ status: 'defined', value: 0.5, interval: 'cluster-t' });
  });

  it('is undefined with few ratings', () => {
    const found = correctedGrade(placed, turns, people.slice(0, 29), of);
    expect(found).toMatchObject({ status: 'undefined', reason: '29 turns were graded by people, the correction needs 30' });
  });
});
