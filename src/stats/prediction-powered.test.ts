import { describe, expect, it } from 'vitest';
import golden from './fixtures/prediction-powered.json' with { type: 'json' };
import { type PredictionColumns, type PredictionPoweredMean, predictionPoweredMean } from './prediction-powered.js';

function interval(estimate: PredictionPoweredMean): Extract<PredictionPoweredMean, { kind: 'interval' }> {
  if (estimate.kind !== 'interval') throw new Error(estimate.reason);
  return estimate;
}

function columnsOf(c: (typeof golden.cases)[number]): PredictionColumns {
  const families = 1 + Math.max(...c.labelled_family, ...c.unlabelled_family);
  const summed = (family: readonly number[], values: readonly number[] | undefined) => {
    const column = new Float64Array(families);
    family.forEach((g, i) => {
      column[g] = (column[g] as number) + (values === undefined ? 1 : (values[i] as number));
    });
    return column;
  };
  return {
    labelled: summed(c.labelled_family, undefined),
    human: summed(c.labelled_family, c.human),
    judged: summed(c.labelled_family, c.judged),
    unlabelled: summed(c.unlabelled_family, undefined),
    predicted: summed(c.unlabelled_family, c.predicted),
  };
}

/** Six families of one turn each: three labelled, three with the judge alone. */
const BY_HAND = {
  labelled: Float64Array.of(1, 1, 1, 0, 0, 0),
  human: Float64Array.of(1, 0, 1, 0, 0, 0),
  judged: Float64Array.of(1, 0.5, 0, 0, 0, 0),
  unlabelled: Float64Array.of(0, 0, 0, 1, 1, 1),
  predicted: Float64Array.of(0, 0, 0, 1, 1, 0),
};

describe('predictionPoweredMean', () => {
  it('agrees with the turn-by-turn computation', () => {
    for (const one of golden.cases) {
      const found = interval(predictionPoweredMean(columnsOf(one), 0.95));
      expect(Math.abs(found.lambda - one.lambda)).toBeLessThan(1e-9);
      expect(Math.abs(found.mean - one.mean)).toBeLessThan(1e-9);
      expect(Math.abs(found.se - one.se)).toBeLessThan(1e-9);
      expect(found.df).toBe(one.df);
      expect(Math.abs(found.lower - (one.interval_95[0] as number))).toBeLessThan(1e-9);
      expect(Math.abs(found.upper - (one.interval_95[1] as number))).toBeLessThan(1e-9);
    }
  });

  it('by hand: a judge that says nothing of the labels is left out', () => {
    // Cov(human, judged) = ((⅓)(½) + (−⅔)(0) + (⅓)(−½))/2 = 0, so λ = 0 and the human mean stands.
    const found = interval(predictionPoweredMean(BY_HAND, 0.95));
    expect(found.lambda).toBe(0);
    expect(found.mean).toBeCloseTo(2 / 3, 14);
    expect(found.se).toBeCloseTo(1 / 3, 14);
  });

  it('by hand: a judge that agrees is used by N/(n + N), and sharpens', () => {
    // Labels 0, 1, 1 and judged alike; 1, 1, 0 beside: λ = Cov/(Var_n + n/N·Var_N) = ⅓/(⅓ + ⅓) = ½; mean ⅔; se² = ½²·(⅓/3)·2.
    const found = interval(predictionPoweredMean({ ...BY_HAND, judged: BY_HAND.human }, 0.95));
    expect(found.lambda).toBeCloseTo(0.5, 14);
    expect(found.mean).toBeCloseTo(2 / 3, 14);
    expect(found.se).toBeCloseTo(Math.sqrt(1 / 18), 14);
    expect(found.humanSe).toBeCloseTo(1 / 3, 14);
  });

  it('corrects the bias of a judge that is always too kind', () => {
    const one = columnsOf(golden.cases[0] as (typeof golden.cases)[number]);
    const kinder = {
      ...one,
      judged: one.judged.map((sum, g) => sum + 0.2 * (one.labelled[g] as number)),
      predicted: one.predicted.map((sum, g) => sum + 0.2 * (one.unlabelled[g] as number)),
    };
    expect(interval(predictionPoweredMean(kinder, 0.95)).mean).toBeCloseTo(interval(predictionPoweredMean(one, 0.95)).mean, 12);
  });

  it('gives a reason for one family on a side, and when all labels agree', () => {
    const few = { ...BY_HAND, labelled: Float64Array.of(1, 0, 0, 0, 0, 0), human: Float64Array.of(1, 0, 0, 0, 0, 0) };
    expect(predictionPoweredMean({ ...few, judged: few.human }, 0.95)).toMatchObject({ kind: 'undefined' });
    const alone = { ...BY_HAND, unlabelled: new Float64Array(6), predicted: new Float64Array(6) };
    expect(predictionPoweredMean(alone, 0.95)).toMatchObject({ reason: expect.stringContaining('judge alone') });
    const agreeing = { ...BY_HAND, human: BY_HAND.labelled };
    expect(predictionPoweredMean(agreeing, 0.95)).toMatchObject({ reason: expect.stringContaining('agree') });
    const empty = new Float64Array(0);
    const none = { labelled: empty, human: empty, judged: empty, unlabelled: empty, predicted: empty };
    expect(predictionPoweredMean(none, 0.95).kind).toBe('undefined');
  });

  it('rejects columns that do not fit', () => {
    expect(() => predictionPoweredMean({ ...BY_HAND, human: new Float64Array(5) }, 0.95)).toThrow(/length/);
    expect(() => predictionPoweredMean({ ...BY_HAND, human: Float64Array.of(1, Number.NaN, 1, 0, 0, 0) }, 0.95)).toThrow(
      /family 1/,
    );
    expect(() => predictionPoweredMean({ ...BY_HAND, human: Float64Array.of(1, 0, 1, 1, 0, 0) }, 0.95)).toThrow(/family 3/);
    expect(() => predictionPoweredMean({ ...BY_HAND, labelled: Float64Array.of(-1, 1, 1, 0, 0, 0) }, 0.95)).toThrow(/family 0/);
    expect(() => predictionPoweredMean(BY_HAND, 95)).toThrow(/level/);
  });
});
