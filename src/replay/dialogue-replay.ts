/** One dialogue × trial: its turns in order, each recorded as it happens. */
import type { BotPort, Dialogue, HistoryMode, TurnRecord } from '../schema/index.js';
import { Conversation, conversationId } from './conversation.js';
import { type CallOptions, callTurn } from './turn-call.js';

export interface DialogueOptions extends CallOptions {
  readonly history: HistoryMode;
  /** Part of every conversation id; differs between sessions of a run. */
  readonly salt: string;
  /** Called with each record before the next turn starts; a promise makes the replay wait (the disk lags). */
  readonly onRecord: (record: TurnRecord) => Promise<void> | undefined;
}

/** @returns the records of all turns, or undefined when the run was interrupted on the way. */
export async function replayDialogue(
  bot: BotPort,
  dialogue: Dialogue,
  trial: number,
  options: DialogueOptions,
): Promise<readonly TurnRecord[] | undefined> {
  const conversation = new Conversation(dialogue, conversationId(options.salt, dialogue.id, trial), options.history);
  const records: TurnRecord[] = [];
  try {
    for (let turn = 0; turn < dialogue.turns.length; turn += 1) {
      if (options.interrupt.aborted) return undefined;
      const called = callTurn(bot, conversation, { dialogue_id: dialogue.id, turn, trial }, options);
      const record = called instanceof Promise ? await called : called;
      if (record === undefined) return undefined;
      records.push(record);
      const wait = options.onRecord(record);
      if (wait !== undefined) await wait;
      conversation.advance(turn, record);
    }
    return records;
  } finally {
    const ending = endConversation(bot, conversation.id, options);
    if (ending !== undefined) await ending;
  }
}

/** The end of a conversation is a courtesy to the bot: whatever it does with it changes no record. */
function endConversation(bot: BotPort, id: string, options: CallOptions): Promise<void> | undefined {
  try {
    const ended = bot.endConversation?.(id);
    return ended instanceof Promise ? withPatience(ended, options) : undefined;
  } catch {
    // The records are complete; there is no turn that this failure could be counted against.
    return undefined;
  }
}

async function withPatience(ended: Promise<void>, { clock, timeoutMs }: CallOptions): Promise<void> {
  let cancel: (() => void) | undefined;
  const patience = new Promise<void>((resolve) => {
    cancel = clock.after(timeoutMs, resolve);
  });
  try {
    await Promise.race([ended, patience]);
  } catch {
    // As above: nothing is counted against it.
  } finally {
    cancel?.();
  }
}
