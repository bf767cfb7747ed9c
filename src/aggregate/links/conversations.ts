/** Whole conversations: where they first went wrong, and how often all was right. */
import type { Exposed } from '../../schema/index.js';
import type { Conversation, TurnLedger } from '../turn-ledger.js';

export interface JudgedConversation {
  readonly conversation: Conversation;
  readonly turns: readonly number[];
  /** Position of the first wrong turn, from 0; −1: none is wrong. */
  readonly firstWrong: number;
  readonly failed: boolean;
}

/** Conversations in which anything can be right or wrong. */
export function* judgedConversations(ledger: TurnLedger, exposed: Exposed): Generator<JudgedConversation> {
  for (let c = 0; c < ledger.length; c += 1) {
    const conversation = ledger.at(c);
    const { first, end } = conversation;
    const turns: number[] = [];
    let [isJudged, failed, firstWrong] = [false, false, -1];
    for (let turn = first; turn < end; turn += 1) {
      turns.push(turn);
      isJudged ||= ledger.isJudged(turn);
      failed ||= ledger.isFailed(turn);
      if (firstWrong < 0 && ledger.isWrong(turn, exposed)) firstWrong = turn - first;
    }
    if (isJudged) yield { conversation, turns, firstWrong, failed };
  }
}

/** All trials of one dialogue. */
export interface Trials {
  readonly family: number;
  readonly turns: readonly number[];
  readonly trials: number;
  /** Trials without a wrong turn. */
  readonly right: number;
  readonly failed: boolean;
}

export function* dialogueTrials(ledger: TurnLedger, exposed: Exposed): Generator<Trials> {
  let gathered: JudgedConversation[] = [];
  for (const judged of judgedConversations(ledger, exposed)) {
    if (gathered.length > 0 && gathered[0]?.conversation.dialogue !== judged.conversation.dialogue) {
      yield trialsOf(gathered);
      gathered = [];
    }
    gathered.push(judged);
  }
  if (gathered.length > 0) yield trialsOf(gathered);
}

function trialsOf(gathered: readonly JudgedConversation[]): Trials {
  const [only] = gathered;
  if (only !== undefined && gathered.length === 1) {
    const { conversation, turns, firstWrong, failed } = only;
    return { family: conversation.family, turns, trials: 1, right: firstWrong < 0 ? 1 : 0, failed };
  }
  return {
    family: (gathered[0] as JudgedConversation).conversation.family,
    turns: gathered.flatMap(({ turns }) => turns),
    trials: gathered.length,
    right: gathered.filter(({ firstWrong }) => firstWrong < 0).length,
    failed: gathered.some(({ failed }) => failed),
  };
}
