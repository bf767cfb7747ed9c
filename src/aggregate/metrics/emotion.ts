/** Recognising how the shopper feels. */
import { type MeanMetric, type StatisticMetric, share } from '../metric.js';
import { EMOTION_PAIRS } from '../sources/emotion-pairs.js';
import { CONFUSION_OUTPUT, confusionStatistics } from '../statistics/confusion.js';

export const emotionAccuracy: MeanMetric = share({
  kind: 'mean',
  name: 'emotion.accuracy',
  definition: "Share of turns with an emotion label where the bot's emotion is the labelled one.",
  denominator: 'turns with an emotion label',
  empty: 'no turn carries an emotion label',
  source: 'by definition',
  sections: ['emotion'],
  exposes: 'emotion',
  binary: true,
  of: ({ emotion }) => emotion?.correct,
});

export const emotionMacroF1: StatisticMetric = share({
  kind: 'statistic',
  statistics: confusionStatistics(EMOTION_PAIRS),
  output: CONFUSION_OUTPUT.macroF1,
  name: 'emotion.macro_f1',
  definition: 'Unweighted mean of the F1 of every emotion that is gold or predicted somewhere.',
  denominator: 'turns with an emotion label',
  empty: 'no turn carries an emotion label',
  source: 'scikit-learn f1_score(average="macro", zero_division=0), labels = gold ∪ predicted',
  sections: ['emotion'],
  exposes: 'emotion',
});

export const emotionHandledRate: MeanMetric = share({
  kind: 'mean',
  name: 'emotion.handled_rate',
  definition:
    'Share of turns with an emotion-handling label whose reply does what the label asks for (soothe, apologise …), judged by its words.',
  denominator: 'turns labelled with a known emotion handling',
  empty: 'no turn is labelled with a known emotion handling',
  source: 'docs/metrics.md',
  sections: ['emotion'],
  exposes: 'text',
  binary: true,
  of: ({ emotion }) => (emotion?.handled === undefined ? undefined : emotion.handled === 1 ? 1 : 0),
});
