/** Does the bot understand a dialect, a typo, an abbreviation as it understands the standard wording? */

import { familyTurns } from '../links/family-turns.js';
import { variantPairs } from '../links/variant-pairs.js';
import { type MeanMetric, nothing, share } from '../metric.js';

const paired = {
  kind: 'mean',
  denominator: 'turns of variants with an intent label, whose parent was replayed too',
  empty: 'no variant was replayed together with its parent',
  sections: ['intent'],
  exposes: 'intents',
  source: 'by definition',
  of: nothing,
} as const;

export const robustnessAccuracyDrop: MeanMetric = share({
  ...paired,
  name: 'robustness.accuracy_drop',
  definition:
    'Intent accuracy on the parents less that on their variants, turn by turn; on a slice such as dialect=yue, that of its variants. With the p of a sign-flip test over families.',
  range: [-1, 1],
  direction: 'lower',
  binary: false,
  isDifference: true,
  link: function* (ledger) {
    for (const { family, variant, parent } of variantPairs(ledger)) {
      const numerator = Number(ledger.isIntentRight(parent)) - Number(ledger.isIntentRight(variant));
      yield { family, turns: [variant], numerator, denominator: 1, failed: ledger.isFailed(variant) || ledger.isFailed(parent) };
    }
  },
});

export const robustnessInvariance: MeanMetric = share({
  ...paired,
  name: 'robustness.invariance',
  definition:
    'Share of variant turns with the same first predicted intent as on the parent, right or wrong. A failed call, or no intent, is never the same.',
  source: 'Ribeiro et al. 2020 (CheckList INV)',
  binary: true,
  link: function* (ledger) {
    for (const { family, variant, parent } of variantPairs(ledger)) {
      const answer = ledger.answerOf(variant);
      const isSame = answer !== 0 && answer === ledger.answerOf(parent);
      const failed = ledger.isFailed(variant) || ledger.isFailed(parent);
      yield { family, turns: [variant], numerator: isSame ? 1 : 0, denominator: 1, failed };
    }
  },
});

export const robustnessWorstCase: MeanMetric = share({
  ...paired,
  name: 'robustness.worst_case_accuracy',
  definition:
    'Share of the turns of a family whose intent is right in all of its variants (and all trials). It counts in the slices that they share.',
  denominator: 'turns of a family that have an intent label in at least two of its dialogues',
  empty: 'no turn has several variants that stand in this slice together',
  binary: true,
  link: function* (ledger) {
    for (const { family, turns } of familyTurns(ledger)) {
      const isRight = turns.every((turn) => ledger.isIntentRight(turn));
      yield { family, turns, numerator: isRight ? 1 : 0, denominator: 1, failed: turns.some((turn) => ledger.isFailed(turn)) };
    }
  },
});
