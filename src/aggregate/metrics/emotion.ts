/** Recognising how the shopper feels. */
import { type MeanMetric, share } from '../metric.js';

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
