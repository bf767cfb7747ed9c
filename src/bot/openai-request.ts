/** The body of a chat completion: the prompt, the dialogue so far, and how the answer is to be made. */
import type { BotRequest, OpenaiConfig } from '../schema/index.js';
import type { Prompt } from './openai-prompt.js';

interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export type CompletionBody = (request: BotRequest) => Readonly<Record<string, unknown>>;

/** Of a request only the texts of the history and the utterance go out: no ids, and nothing that the caller's object carries besides. */
export function completionBody(config: OpenaiConfig, { system, schema }: Prompt): CompletionBody {
  const { model, temperature = 0, seed = 0, max_tokens, stream, extra = {} } = config;
  const settings = {
    temperature,
    seed,
    ...(max_tokens === undefined ? {} : { max_tokens }),
    ...(schema === undefined ? {} : { response_format: responseFormat(config.format, schema) }),
    ...(stream === true ? { stream_options: { include_usage: true } } : {}),
    ...extra,
  };
  const kept = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
  const first: Message = { role: 'system', content: system };
  return (request) => ({
    model,
    messages: [first, ...dialogue(request)],
    ...(stream === true ? { stream } : {}),
    ...kept,
  });
}

function responseFormat(format: OpenaiConfig['format'], schema: Readonly<Record<string, unknown>>): unknown {
  if (format === 'json_object') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } };
}

/** Many chat templates refuse two messages of one role in a row, which a history with unanswered turns has: they become one. */
function dialogue({ history, utterance }: BotRequest): Message[] {
  const messages: Message[] = [];
  for (const { role, text } of [...history, { role: 'shopper' as const, text: utterance }]) {
    const speaker = role === 'bot' ? 'assistant' : 'user';
    const last = messages.at(-1);
    if (last?.role === speaker) messages[messages.length - 1] = { role: speaker, content: `${last.content}\n${text}` };
    else messages.push({ role: speaker, content: text });
  }
  return messages;
}
