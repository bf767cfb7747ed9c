/** Whole conversations, and several trials of them. */
import { dialogueTrials, judgedConversations } from '../links/conversations.js';
import { type MeanMetric, nothing, type RatioMetric, share } from '../metric.js';

const wrong =
  'A turn is wrong when its call fails, its intent is wrong, its answer does not pass or is made up, or a required hand-off is missed.';
const common = {
  sections: ['intent', 'relevance', 'abstention', 'handoff'],
  exposes: 'text',
  of: nothing,
} as const;

/** The most trials that `pass^k` is listed for. */
const MOST_TRIALS = 8;

/** C(right, k) / C(trials, k): the share of choices of k trials that are right throughout. */
function passShare(trials: number, right: number, k: number): number {
  let value = 1;
  for (let i = 0; i < k; i += 1) value *= Math.max(0, right - i) / (trials - i);
  return value;
}

function passK(k: number): MeanMetric {
  return share({
    ...common,
    kind: 'mean' as const,
    name: `pass^${k}`,
    definition: `Chance that ${k === 1 ? 'one trial' : `${k} trials`} of a dialogue ${k === 1 ? 'has' : 'all have'} no wrong turn: C(right, ${k}) / C(trials, ${k}). ${wrong}`,
    denominator: `labelled dialogues with at least ${k} ${k === 1 ? 'trial' : 'trials'}`,
    empty: `no labelled dialogue has ${k} ${k === 1 ? 'trial' : 'trials'}`,
    source: 'Yao et al. 2024 (τ-bench)',
    binary: false,
    trials: k,
    link: function* (ledger, exposed) {
      for (const { family, turns, trials, right, failed } of dialogueTrials(ledger, exposed)) {
        if (trials >= k) yield { family, turns, numerator: passShare(trials, right, k), denominator: 1, failed };
      }
    },
  });
}

export const passAll: readonly MeanMetric[] = Array.from({ length: MOST_TRIALS }, (_, i) => passK(i + 1));

export const firstErrorTurn: MeanMetric = share({
  ...common,
  kind: 'mean',
  name: 'first_error_turn',
  definition: `Mean position, counted from 1, of the first wrong turn of a conversation that has one. ${wrong}`,
  denominator: 'conversations with a wrong turn',
  empty: 'no conversation has a wrong turn',
  source: 'by definition',
  range: [1, 'unbounded'],
  unit: 'score',
  direction: 'none',
  binary: false,
  link: function* (ledger, exposed) {
    for (const { conversation, turns, firstWrong, failed } of judgedConversations(ledger, exposed)) {
      if (firstWrong >= 0) yield { family: conversation.family, turns, numerator: firstWrong + 1, denominator: 1, failed };
    }
  },
});

export const recoveryRate: RatioMetric = share({
  ...common,
  kind: 'ratio',
  name: 'recovery_rate',
  definition: `Share of wrong turns after which the next turn is right. ${wrong}`,
  denominator: 'labelled turns that follow a wrong turn of the conversation',
  empty: 'no labelled turn follows a wrong one',
  source: 'by definition',
  link: function* (ledger, exposed) {
    for (const { conversation, turns } of judgedConversations(ledger, exposed)) {
      for (const turn of turns.slice(1)) {
        if (!ledger.isWrong(turn - 1, exposed) || !ledger.isJudged(turn)) continue;
        const numerator = ledger.isWrong(turn, exposed) ? 0 : 1;
        yield { family: conversation.family, turns: [turn], numerator, denominator: 1, failed: ledger.isFailed(turn) };
      }
    }
  },
});
