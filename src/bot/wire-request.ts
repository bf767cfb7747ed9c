/** The request as it leaves the harness: the protocol's keys and nothing else, whatever the caller's object carries. */
import type { BotRequest, HistoryEntry } from '../schema/index.js';

const entry = ({ role, text }: HistoryEntry): HistoryEntry => ({ role, text });

/** A copy with the protocol's keys alone, so that no label slips out and a bot may do what it likes with its copy. */
export function wireRequest(request: BotRequest): BotRequest {
  const { protocol, id, conversation_id, turn, utterance, lang } = request;
  const history = request.history.map(entry);
  return lang === undefined
    ? { protocol, id, conversation_id, turn, utterance, history }
    : { protocol, id, conversation_id, turn, utterance, history, lang };
}
