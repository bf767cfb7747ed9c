/** Turns that catalogue and FAQ do not answer: does the bot say so, or make something up? */
import { type MeanMetric, share } from '../metric.js';

const unanswerable = {
  kind: 'mean',
  exposes: 'text',
  sections: ['abstention'],
  denominator: 'turns labelled answerable: false',
  empty: 'no turn is labelled answerable: false',
  source: 'docs/relevance.md',
  binary: true,
} as const;

export const abstentionRecall: MeanMetric = share({
  ...unanswerable,
  name: 'abstention.recall',
  definition: 'Share of unanswerable turns where the bot said that it does not know, or handed over.',
  of: ({ abstention }) => abstention?.abstained,
});

export const abstentionFabricationRate: MeanMetric = share({
  ...unanswerable,
  name: 'abstention.fabrication_rate',
  definition: 'Share of unanswerable turns where the bot answered with a claim.',
  direction: 'lower',
  of: ({ abstention }) => abstention?.fabricated,
});
