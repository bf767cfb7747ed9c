/** Builds the requests of a conversation from utterances and history alone: no label, no dialogue id reaches the bot. */
import { hash } from 'node:crypto';
import {
  type BotRequest,
  type Dialogue,
  type HistoryEntry,
  type HistoryMode,
  PROTOCOL_VERSION,
  type TurnRecord,
} from '../schema/index.js';

/**
 * Opaque id of a dialogue × trial: a hash, because dialogue ids such as `muying-0012-yue` give parentage and slice away.
 * `salt` differs between sessions, so that a resumed dialogue never meets the state of its broken-off first try.
 */
export function conversationId(salt: string, dialogueId: string, trial: number): string {
  return hash('sha256', `${salt}\n${trial}\n${dialogueId}`).slice(0, 24);
}

/** The history so far, growing turn by turn. */
export class Conversation {
  private readonly history: HistoryEntry[] = [];

  constructor(
    private readonly dialogue: Dialogue,
    readonly id: string,
    private readonly mode: HistoryMode,
  ) {}

  /** `attempt` counts from 1; a retry has an id of its own, so that a late answer to the first try is not taken for its own. */
  request(turn: number, attempt: number): BotRequest {
    const { dialogue } = this;
    return {
      protocol: PROTOCOL_VERSION,
      id: attempt === 1 ? `${this.id}-${turn}` : `${this.id}-${turn}-${attempt}`,
      conversation_id: this.id,
      turn,
      utterance: dialogue.turns[turn]?.utterance ?? '',
      // A copy: a bot that writes into its history must not change what it sees next.
      history: this.history.slice(),
      ...(dialogue.lang === undefined ? {} : { lang: dialogue.lang }),
    };
  }

  /**
   * Adds the turn that was just replayed. `gold`: the human's reply, else the first reference, else only the utterance.
   * `self`: what the bot said, if it said anything.
   */
  advance(turn: number, record: TurnRecord): void {
    const said = this.dialogue.turns[turn];
    if (said === undefined) return;
    this.history.push({ role: 'shopper', text: said.utterance });
    const reply = this.mode === 'gold' ? (said.gold_reply ?? said.label?.answer?.references?.[0]) : record.reply?.text;
    if (reply !== undefined && reply !== '') this.history.push({ role: 'bot', text: reply });
  }
}
