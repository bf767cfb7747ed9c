/** Scores one dialogue × trial: every turn by every scorer, with the slices that it stands in. */
import {
  type BotReply,
  type Dialogue,
  type DialogueScore,
  type Exposed,
  familyOf,
  keyLabel,
  type Slots,
  type Turn,
  type TurnRecord,
  type TurnScore,
} from '../schema/index.js';
import { matchPreferences } from './match.js';
import type { ScoreContext, Scorer, SectionName, Sections, SlotState, TurnView } from './scorer.js';
import { sliceLabels } from './slice-labels.js';

function exposedBy(reply: BotReply | undefined): Exposed {
  return {
    text: reply !== undefined && reply.text !== '',
    intents: reply?.intents !== undefined,
    slots: reply?.slots !== undefined,
    products: reply?.products !== undefined,
    handoff: reply?.handoff !== undefined,
    emotion: reply?.emotion !== undefined,
  };
}

/** @throws Error when the records are not exactly those of the dialogue's turns, in order: a bug of the caller. */
function checkRecords(dialogue: Dialogue, records: readonly TurnRecord[], trial: number): void {
  if (records.length !== dialogue.turns.length) {
    throw new Error(`${dialogue.id}: ${dialogue.turns.length} turns, but ${records.length} records`);
  }
  for (let turn = 0; turn < records.length; turn += 1) {
    const record = records[turn] as TurnRecord;
    if (record.dialogue_id === dialogue.id && record.turn === turn && record.trial === trial) continue;
    throw new Error(`expected the record of ${dialogue.id}/${turn}/${trial}, got ${keyLabel(record)}`);
  }
}

type Unfinished = { -readonly [K in keyof TurnScore]: TurnScore[K] };

function scoreTurn(view: TurnView, scorers: readonly Scorer[]): TurnScore {
  const { dialogue_id, turn, trial, status, latency_ms, first_token_ms } = view.record;
  const score: Unfinished = { dialogue_id, turn, trial, status, exposed: exposedBy(view.reply) };
  if (latency_ms !== undefined) score.latencyMs = latency_ms;
  if (first_token_ms !== undefined) score.firstTokenMs = first_token_ms;
  const sections: Partial<Record<SectionName, Sections[SectionName]>> = score;
  for (const scorer of scorers) {
    const section = scorer.score(view);
    if (section !== undefined) sections[scorer.id] = section;
  }
  return score;
}

function advance(state: SlotState, gold: Slots | undefined, predicted: Slots | undefined): SlotState {
  return {
    gold: gold === undefined ? state.gold : { ...state.gold, ...gold },
    predicted: predicted === undefined ? state.predicted : { ...state.predicted, ...predicted },
    predictedBefore: state.predicted,
  };
}

/**
 * The scores of one dialogue in one trial. Pure: the same input gives the same scores, whatever was scored before.
 * `records` are those of this dialogue and trial, one a turn, in turn order.
 * @throws Error when they are not.
 */
export function scoreDialogue(
  dialogue: Dialogue,
  records: readonly TurnRecord[],
  trial: number,
  scorers: readonly Scorer[],
  context: ScoreContext = {},
): DialogueScore {
  checkRecords(dialogue, records, trial);
  const turns: TurnScore[] = [];
  const recommended: string[] = [];
  let state: SlotState = { gold: {}, predicted: {}, predictedBefore: {} };
  for (let index = 0; index < dialogue.turns.length; index += 1) {
    const turn = dialogue.turns[index] as Turn;
    const record = records[index] as TurnRecord;
    const reply = record.status === 'ok' ? record.reply : undefined;
    state = advance(state, turn.label?.slots, reply?.slots);
    if (reply?.products !== undefined) recommended.push(...reply.products);
    turns.push(scoreTurn({ dialogue, turn, index, label: turn.label, record, reply, state, context }, scorers));
  }
  const match = matchPreferences(dialogue.shopper, recommended, context.products);
  return { family: familyOf(dialogue), slices: sliceLabels(dialogue), turns, ...(match === undefined ? {} : { match }) };
}
