/** Slots of a turn, and the state that they add up to. */
import { type MeanMetric, type RatioMetric, share } from '../metric.js';

const common = {
  exposes: 'slots',
  sections: ['slots'],
  denominator: 'turns with a slot label',
  empty: 'no turn carries a slot label',
} as const;

export const slotsMicroF1: RatioMetric = share({
  ...common,
  kind: 'ratio',
  name: 'slots.micro_f1',
  definition: '2·TP / (2·TP + FP + FN) over (name, normalised value) pairs of a turn.',
  denominator: 'gold and predicted pairs of turns with a slot label',
  source: 'scikit-learn f1_score(average="micro") over pairs',
  of: ({ slots }) => (slots === undefined ? undefined : [2 * slots.tp, 2 * slots.tp + slots.fp + slots.fn]),
});

export const slotsJointGoal: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'slots.joint_goal_accuracy',
  definition: 'Share of turns after which the whole state (the slots so far, later values replacing) is right.',
  source: 'Henderson et al. 2014 (DSTC2)',
  binary: true,
  of: ({ slots }) => slots?.jointGoal,
});

export const slotsStateF1: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'slots.state_f1',
  definition: 'Mean F1 of the state so far against the gold state; two empty states score 1.',
  source: 'by definition',
  binary: false,
  of: ({ slots }) => slots?.stateF1,
});

export const slotsStateGain: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'slots.state_gain',
  definition:
    'Mean of what a turn adds to the F1 of the state: with what the bot understood on it, less without, against the same gold state.',
  source: 'by definition',
  range: [-1, 1],
  unit: 'score',
  binary: false,
  of: ({ slots }) => slots?.stateGain,
});
