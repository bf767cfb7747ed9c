/** Do the bot's confidences mean what they say? */
import type { TurnScore } from '../../schema/index.js';
import { type MeanMetric, type StatisticMetric, share } from '../metric.js';
import { confidenceOf, isOutside } from '../sources/confidences.js';
import { CALIBRATION, CALIBRATION_OUTPUT } from '../statistics/calibration.js';

const common = {
  denominator: 'answered turns with an intent label whose first intent states a confidence',
  empty: 'the bot states no confidence on a turn with an intent label',
  sections: ['intent'],
  exposes: 'intents',
  direction: 'lower',
  unit: 'score',
} as const;

const outside = {
  of: (turn: TurnScore) => {
    const confidence = confidenceOf(turn);
    return confidence !== undefined && isOutside(confidence);
  },
  reason: 'a confidence lies outside [0,1]',
};

/** The probability that the bot gave to what turned out: its confidence where it was right, the rest where it was wrong. */
function outcomeProbability(turn: TurnScore): number | undefined {
  const confidence = confidenceOf(turn);
  if (confidence === undefined) return undefined;
  return turn.intent?.correct === 1 ? confidence : 1 - confidence;
}

export const intentEce: StatisticMetric = share({
  ...common,
  kind: 'statistic',
  statistics: CALIBRATION,
  output: CALIBRATION_OUTPUT.equalMass,
  flaw: outside,
  name: 'intent.ece',
  definition:
    'Expected calibration error of the first intent: mean distance of accuracy and confidence over ten bins of equal size.',
  source: 'Naeini et al. 2015, Nguyen & O’Connor 2015; bins as numpy.array_split of the sorted confidences',
});

export const intentEceEqualWidth: StatisticMetric = share({
  ...common,
  kind: 'statistic',
  statistics: CALIBRATION,
  output: CALIBRATION_OUTPUT.equalWidth,
  flaw: outside,
  name: 'intent.ece_equal_width',
  definition: 'Expected calibration error of the first intent over ten bins of equal width, [k/10, (k+1)/10).',
  source: 'Naeini et al. 2015',
});

export const intentBrier: MeanMetric = share({
  ...common,
  kind: 'mean',
  binary: false,
  flaw: outside,
  name: 'intent.brier',
  definition: 'Mean of (confidence − right or wrong)² of the first intent.',
  source: 'scikit-learn brier_score_loss of "the first intent is right"',
  of: (turn) => {
    const probability = outcomeProbability(turn);
    return probability === undefined ? undefined : (1 - probability) ** 2;
  },
});

export const intentLogLoss: MeanMetric = share({
  ...common,
  kind: 'mean',
  binary: false,
  range: [0, 'unbounded'],
  flaw: {
    of: (turn) => outside.of(turn) || outcomeProbability(turn) === 0,
    reason: 'the log loss is infinite: what happened had been given a probability of 0, or a confidence lies outside [0,1]',
  },
  name: 'intent.log_loss',
  definition:
    'Mean of −ln of the probability given to what turned out; never clipped, so that one certain error makes it undefined.',
  source: 'scikit-learn log_loss of "the first intent is right"',
  of: (turn) => {
    const probability = outcomeProbability(turn);
    return probability === undefined || !(probability > 0) ? undefined : -Math.log(probability);
  },
});
