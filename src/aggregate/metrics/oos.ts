/** Out of scope: does the bot notice what none of its intents covers? */
import { type RatioMetric, type StatisticMetric, share } from '../metric.js';
import { isOutOfScope, isRejected } from '../sources/scope-scores.js';
import { AUROC } from '../statistics/auroc.js';
import { FPR95 } from '../statistics/fpr95.js';

const common = { sections: ['intent'], exposes: 'intents' } as const;

export const oosRecall: RatioMetric = share({
  ...common,
  kind: 'ratio',
  name: 'oos.recall',
  definition: 'Share of out-of-scope turns where the bot predicts oos, or recognises no intent. A failed call counts as missed.',
  denominator: 'turns labelled oos',
  empty: 'no turn is labelled oos',
  source: 'Larson et al. 2019 (CLINC150)',
  of: (turn) => (isOutOfScope(turn) ? [isRejected(turn) ? 1 : 0, 1] : undefined),
});

export const oosPrecision: RatioMetric = share({
  ...common,
  kind: 'ratio',
  name: 'oos.precision',
  definition: 'Share of the turns rejected as out of scope that are.',
  denominator: 'turns with an intent label where the bot predicts oos, or recognises no intent',
  empty: 'the bot rejected no turn with an intent label',
  source: 'scikit-learn precision_score of oos',
  of: (turn) => (turn.intent !== undefined && isRejected(turn) ? [isOutOfScope(turn) ? 1 : 0, 1] : undefined),
});

const scored = {
  ...common,
  kind: 'statistic',
  output: 0,
  denominator: 'turns with an intent label',
  empty: 'the bot states no confidence, or the turns are not both in and out of scope',
} as const;
const score =
  'Scored by the confidence in the first intent (1 − confidence when it is oos); a turn without one counts as ranked wrongly.';

export const oosAuroc: StatisticMetric = share({
  ...scored,
  statistics: AUROC,
  unit: 'score',
  name: 'oos.auroc',
  definition: `Chance that an in-scope turn is scored above an out-of-scope one, ties counting half. ${score}`,
  source: 'scikit-learn roc_auc_score',
});

export const oosFpr95: StatisticMetric = share({
  ...scored,
  statistics: FPR95,
  direction: 'lower',
  name: 'oos.fpr95',
  definition: `Share of out-of-scope turns accepted at the largest threshold that accepts at least 95% of the in-scope ones. ${score}`,
  source: 'Hendrycks & Gimpel 2017; scikit-learn roc_curve',
});
