/** Intent recognition. */
import { type MeanMetric, type StatisticMetric, share } from '../metric.js';
import { INTENT_PAIRS } from '../sources/intent-pairs.js';
import { CONFUSION_OUTPUT, confusionStatistics } from '../statistics/confusion.js';

const labelled = 'turns with an intent label';
const empty = 'no turn carries an intent label';

export const intentAccuracy: MeanMetric = share({
  kind: 'mean',
  name: 'intent.accuracy',
  definition: 'Share of turns whose first predicted intent is among the gold intents. A failed call counts as wrong.',
  denominator: labelled,
  empty,
  source: 'scikit-learn accuracy_score, for one gold intent a turn',
  sections: ['intent'],
  exposes: 'intents',
  binary: true,
  of: (turn) => turn.intent?.correct,
});

const statistics = confusionStatistics(INTENT_PAIRS);

export const intentMacroF1: StatisticMetric = share({
  kind: 'statistic',
  statistics,
  output: CONFUSION_OUTPUT.macroF1,
  name: 'intent.macro_f1',
  definition:
    'Unweighted mean of the F1 of every intent that is gold or predicted somewhere. With several gold intents a turn counts for the predicted one if it is among them, else for the first.',
  denominator: labelled,
  empty,
  source: 'scikit-learn f1_score(average="macro", zero_division=0), labels = gold ∪ predicted',
  sections: ['intent'],
  exposes: 'intents',
});
