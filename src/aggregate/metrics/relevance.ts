/** Does the reply answer what was asked? The composite, and its layers on their own. */
import { type MeanMetric, share } from '../metric.js';

const answerable = {
  exposes: 'text',
  sections: ['relevance'],
  denominator: 'answerable turns with references or nuggets',
  empty: 'no answerable turn carries references or nuggets',
  kind: 'mean',
} as const;
const referenced = {
  ...answerable,
  sections: ['overlap'],
  denominator: 'turns with references',
  empty: 'no turn carries references',
  binary: false,
} as const;

export const relevanceMean: MeanMetric = share({
  ...answerable,
  name: 'relevance.mean',
  definition:
    'Mean composite of nuggets, overlap with the references and fit to the question, moved within pass and fail by weak signs; 0 on a critical error.',
  unit: 'score',
  source: 'docs/relevance.md',
  binary: false,
  of: ({ relevance }) => relevance?.value,
});

export const relevancePassRate: MeanMetric = share({
  ...answerable,
  name: 'relevance.pass_rate',
  definition: 'Share of turns with a composite of at least 0.5 and no critical error.',
  source: 'docs/relevance.md',
  binary: true,
  of: ({ relevance }) => relevance?.pass,
});

export const relevanceCriticalErrorRate: MeanMetric = share({
  ...answerable,
  name: 'relevance.critical_error_rate',
  definition: 'Share of turns whose reply contradicts a vital nugget or asserts a forbidden claim.',
  direction: 'lower',
  source: 'docs/relevance.md',
  binary: true,
  of: ({ relevance }) => relevance?.critical,
});

export const relevanceOffTopicRate: MeanMetric = share({
  ...answerable,
  name: 'relevance.off_topic_rate',
  definition:
    'Share of turns whose reply does not address the question (答非所问): stock phrases, or a misfitting type that misses the focus.',
  direction: 'lower',
  source: 'docs/relevance.md',
  binary: true,
  of: ({ relevance }) => relevance?.offTopic,
});

export const relevanceNuggetRecall: MeanMetric = share({
  ...answerable,
  name: 'relevance.nugget_recall',
  definition: 'Mean weighted share of nuggets that the reply carries: (Σ vital + ½·Σ okay) / (n vital + ½·n okay).',
  denominator: 'answerable turns with nuggets',
  empty: 'no answerable turn carries nuggets',
  source: 'Voorhees 2003 (TREC nuggets), weights of docs/relevance.md',
  binary: false,
  of: ({ relevance }) => relevance?.nuggets,
});

export const relevanceChrf2: MeanMetric = share({
  ...referenced,
  name: 'relevance.chrf2',
  definition: 'Mean over turns of the largest chrF2 against a reference (character order 6, β = 2), after normalisation.',
  unit: 'score',
  source: 'Popović 2015; sacreBLEU chrF2',
  of: ({ overlap }) => overlap?.chrf2,
});

export const relevanceCharF1: MeanMetric = share({
  ...referenced,
  name: 'relevance.char_f1',
  definition: 'Mean over turns of the largest character F1 (multisets of code points) against a reference, after normalisation.',
  unit: 'score',
  source: 'SQuAD F1 on characters (CMRC 2018)',
  of: ({ overlap }) => overlap?.charF1,
});

export const relevanceBm25: MeanMetric = share({
  ...referenced,
  name: 'relevance.bm25',
  definition:
    "Mean over turns of the largest BM25 score of a reference as the query against the reply, as a share of the reference's own (k1 = 1.2, b = 0.75).",
  unit: 'score',
  source: 'Robertson & Zaragoza 2009; term rarities of docs/relevance.md',
  of: ({ overlap }) => overlap?.bm25,
});
