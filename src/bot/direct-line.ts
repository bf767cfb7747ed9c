/**
 * Adapter for bots behind Direct Line 3.0 (Bot Framework). The latency is the time to the last message of the reply; the quiet that
 * shows that there are no more is not in it.
 */
import { type BotAnswer, type BotConfig, BotFailure, type BotPort, type BotRequest, type CallContext } from '../schema/index.js';
import { replyOf } from './activities.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { DirectLineConversation } from './direct-line-conversation.js';
import { createEndpoint, type Endpoint, maskedFailure } from './endpoint.js';
import { describeSecret, secretSetting } from './env-setting.js';
import { JsonService } from './json-service.js';
import { untilAborted } from './until-aborted.js';

type DirectLineConfig = NonNullable<BotConfig['direct_line']>;

const PUBLIC_URL = 'https://directline.botframework.com/v3/directline';
const DEFAULT_SECRET = 'DIRECT_LINE_SECRET';

/** @throws HarnessError E_BOT_SPEC for credentials in the URL or a missing environment variable. */
export function createDirectLineBot(config: BotConfig, context: BotContext): BotPort {
  if (config.direct_line === undefined) throw new TypeError('a Direct Line bot needs its direct_line section');
  return new DirectLineBot(config.name, config.direct_line, context);
}

class DirectLineBot implements BotPort {
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly endpoint: Endpoint;
  private readonly service: JsonService;
  private readonly maxBytes: number;
  private readonly conversations = new Map<string, DirectLineConversation>();

  constructor(
    readonly name: string,
    private readonly config: DirectLineConfig,
    private readonly context: BotContext,
  ) {
    const { url = PUBLIC_URL, receive = 'poll', map = {} } = config;
    const { env, now } = context;
    const secret = config.secret ?? (env[DEFAULT_SECRET] ? `env:${DEFAULT_SECRET}` : undefined);
    const value = secret === undefined ? undefined : secretSetting(secret, 'direct_line.secret', env);
    const headers = value === undefined ? {} : { authorization: `Bearer ${value}` };
    this.endpoint = createEndpoint({ section: 'direct_line', url, headers, env, secrets: value === undefined ? [] : [value] });
    this.maxBytes = config.max_reply_bytes ?? MAX_REPLY_BYTES;
    this.service = new JsonService(this.endpoint, this.maxBytes, now);
    this.description = {
      adapter: 'direct_line',
      url: this.endpoint.description.url,
      receive,
      map,
      ...(secret === undefined ? {} : { secret: describeSecret(secret) }),
    };
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply(request: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    signal.throwIfAborted();
    try {
      return await untilAborted(signal, this.say(request, signal));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof BotFailure)) throw error;
      throw maskedFailure(error, this.endpoint.excerpt);
    }
  }

  async endConversation(conversationId: string): Promise<void> {
    const conversation = this.conversations.get(conversationId);
    this.conversations.delete(conversationId);
    await conversation?.end(new AbortController().signal);
  }

  async close(): Promise<void> {
    await Promise.all([...this.conversations.values()].map((conversation) => conversation.close()));
    this.conversations.clear();
    await this.service.close();
  }

  private async say({ conversation_id, utterance, lang }: BotRequest, signal: AbortSignal): Promise<BotAnswer> {
    const conversation = await this.conversationOf(conversation_id, signal);
    const message = { type: 'message', text: utterance, textFormat: 'plain', ...(lang === undefined ? {} : { locale: lang }) };
    const { activities, answeredAt } = await conversation.say(message, signal).catch((error: unknown) => {
      if (isStuck(error, conversation, signal)) this.forget(conversation_id);
      throw error;
    });
    const reply = decodeReply(replyOf(activities, this.config.map ?? {}), { maxBytes: this.maxBytes });
    return { reply: this.endpoint.maskReply(reply), ...(answeredAt === undefined ? {} : { answeredAt }) };
  }

  /** The next turn starts a conversation of its own. */
  private forget(conversationId: string): void {
    const conversation = this.conversations.get(conversationId);
    this.conversations.delete(conversationId);
    void conversation?.close();
  }

  private async conversationOf(conversationId: string, signal: AbortSignal): Promise<DirectLineConversation> {
    const known = this.conversations.get(conversationId);
    if (known !== undefined) return known;
    const { user = 'shopreplay', receive, poll_ms: pollMs = 200, quiet_ms: quietMs = 1_000 } = this.config;
    const { service, maxBytes, context } = this;
    const { excerpt } = this.endpoint;
    const options = { service, user, stream: receive === 'stream', pollMs, quietMs, maxBytes, now: context.now, excerpt };
    const conversation = new DirectLineConversation(options);
    await conversation.start(signal);
    this.conversations.set(conversationId, conversation);
    return conversation;
  }
}

/** What cannot be read would be there again at the next poll; a late answer that does not say what it answers, taken for the next. */
function isStuck(error: unknown, { sawReplyIds }: DirectLineConversation, signal: AbortSignal): boolean {
  if (signal.aborted) return !sawReplyIds;
  return error instanceof BotFailure && (error.kind === 'oversize' || error.kind === 'protocol');
}
