/** Intent recognition. */
import { type MeanMetric, type RatioMetric, type StatisticMetric, share } from '../metric.js';
import { INTENT_PAIRS } from '../sources/intent-pairs.js';
import { CONFUSION_OUTPUT, confusionStatistics } from '../statistics/confusion.js';

const common = {
  denominator: 'turns with an intent label',
  empty: 'no turn carries an intent label',
  sections: ['intent'],
  exposes: 'intents',
} as const;

export const intentAccuracy: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'intent.accuracy',
  definition: 'Share of turns whose first predicted intent is among the gold intents. A failed call counts as wrong.',
  source: 'scikit-learn accuracy_score, for one gold intent a turn',
  binary: true,
  of: (turn) => turn.intent?.correct,
});

function topAccuracy(k: number): MeanMetric {
  return share({
    ...common,
    kind: 'mean' as const,
    name: `intent.top_${k}_accuracy`,
    definition: `Share of turns with a gold intent among the first ${k} predicted. A bot that states one intent has its accuracy here.`,
    source: 'scikit-learn top_k_accuracy_score',
    binary: true,
    of: ({ intent }) => {
      if (intent === undefined) return undefined;
      const { gold, predicted } = intent;
      for (let i = 0; i < predicted.length && i < k; i += 1) if (gold.includes(predicted[i] as string)) return 1;
      return 0;
    },
  });
}

export const intentTop3Accuracy = topAccuracy(3);
export const intentTop5Accuracy = topAccuracy(5);

/** `price.bargain` → `price`. */
function firstSegment(intent: string): string {
  const dot = intent.indexOf('.');
  return dot < 0 ? intent : intent.slice(0, dot);
}

function hasFirstSegment(intents: readonly string[], of: string): boolean {
  if (intents.includes(of)) return true;
  const segment = firstSegment(of);
  for (const intent of intents) if (firstSegment(intent) === segment) return true;
  return false;
}

export const intentAccuracyAt1st: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'intent.accuracy@1st',
  definition:
    'Share of turns where the first segment of the first predicted intent (price of price.bargain) is that of a gold intent. Names without a dot are one segment.',
  source: 'by definition',
  binary: true,
  of: ({ intent }) => {
    if (intent === undefined) return undefined;
    const [first] = intent.predicted;
    return first !== undefined && hasFirstSegment(intent.gold, first) ? 1 : 0;
  },
});

const statistics = confusionStatistics(INTENT_PAIRS);
const several = 'With several gold intents a turn counts for the predicted one if it is among them, else for the first.';

export const intentMacroF1: StatisticMetric = share({
  ...common,
  kind: 'statistic',
  statistics,
  output: CONFUSION_OUTPUT.macroF1,
  name: 'intent.macro_f1',
  definition: `Unweighted mean of the F1 of every intent that is gold or predicted somewhere. ${several}`,
  source: 'scikit-learn f1_score(average="macro", zero_division=0), labels = gold ∪ predicted',
});

export const intentWeightedF1: StatisticMetric = share({
  ...common,
  kind: 'statistic',
  statistics,
  output: CONFUSION_OUTPUT.weightedF1,
  name: 'intent.weighted_f1',
  definition: `Mean of the F1 of every intent, weighted by its number of gold turns. ${several}`,
  source: 'scikit-learn f1_score(average="weighted", zero_division=0)',
});

export const intentBalancedAccuracy: StatisticMetric = share({
  ...common,
  kind: 'statistic',
  statistics,
  output: CONFUSION_OUTPUT.balancedAccuracy,
  name: 'intent.balanced_accuracy',
  definition: `Unweighted mean of the recall of every gold intent. ${several}`,
  source: 'scikit-learn balanced_accuracy_score',
});

const agreement = {
  ...common,
  kind: 'statistic',
  statistics,
  range: [-1, 1],
  unit: 'score',
  empty: 'no turn carries an intent label, or gold and predictions are of one intent alone',
} as const;

export const intentMcc: StatisticMetric = share({
  ...agreement,
  output: CONFUSION_OUTPUT.mcc,
  name: 'intent.mcc',
  definition: `Matthews correlation of gold and predicted intents, of several classes (R_K). 0: no better than chance. ${several}`,
  source: 'Gorodkin 2004; scikit-learn matthews_corrcoef, which gives 0 where this is undefined',
});

export const intentKappa: StatisticMetric = share({
  ...agreement,
  output: CONFUSION_OUTPUT.kappa,
  name: 'intent.kappa',
  definition: `Cohen's κ of gold and predicted intents: agreement beyond chance. ${several}`,
  source: 'Cohen 1960; scikit-learn cohen_kappa_score',
});

const sets = 'The answered set is the first intent and every further one, unless its own confidence is below 0.5.';

export const intentExactMatch: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'intent.exact_match',
  definition: `Share of turns where the set of answered intents is exactly the set of gold intents. ${sets}`,
  source: 'scikit-learn accuracy_score over label sets',
  binary: true,
  of: ({ intent }) => (intent?.sets === undefined ? undefined : Number(intent.sets.fp + intent.sets.fn === 0)),
});

export const intentMicroF1: RatioMetric = share({
  ...common,
  kind: 'ratio',
  name: 'intent.micro_f1',
  definition: `2·TP / (2·TP + FP + FN) over answered and gold intents; with one of each a turn it is the accuracy. ${sets}`,
  denominator: 'answered and gold intents of turns with an intent label',
  source: 'scikit-learn f1_score(average="micro") over label sets',
  of: ({ intent }) => {
    if (intent?.sets === undefined) return undefined;
    const { tp, fp, fn } = intent.sets;
    return [2 * tp, 2 * tp + fp + fn];
  },
});

export const intentExampleF1: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'intent.example_f1',
  definition: `Mean over turns of the F1 of answered against gold intents; two empty sets score 1. ${sets}`,
  source: 'scikit-learn f1_score(average="samples", zero_division=1)',
  binary: false,
  of: ({ intent }) => {
    if (intent?.sets === undefined) return undefined;
    const { tp, fp, fn } = intent.sets;
    return tp + fp + fn === 0 ? 1 : (2 * tp) / (2 * tp + fp + fn);
  },
});
