/** Handing over to a person: when it was due, and only then. Turns labelled optional count neither way. */
import { type RatioMetric, share } from '../metric.js';

const common = { kind: 'ratio', sections: ['handoff'], exposes: 'handoff', source: 'by definition' } as const;

export const handoffPrecision: RatioMetric = share({
  ...common,
  name: 'handoff.precision',
  definition: 'Share of hand-offs on turns labelled none or required that were required.',
  denominator: 'turns labelled none or required where the bot handed over',
  empty: 'the bot handed over on no turn with a hand-off label',
  of: ({ handoff }) =>
    handoff === undefined || handoff.gold === 'optional' || handoff.handedOver === 0
      ? undefined
      : [handoff.gold === 'required' ? 1 : 0, 1],
});

export const handoffRecall: RatioMetric = share({
  ...common,
  name: 'handoff.recall',
  definition: 'Share of turns labelled required where the bot handed over. A failed call counts as missed.',
  denominator: 'turns labelled required',
  empty: 'no turn is labelled as a required hand-off',
  of: ({ handoff }) => (handoff?.gold === 'required' ? [handoff.handedOver, 1] : undefined),
});
