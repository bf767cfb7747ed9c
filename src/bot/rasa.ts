/**
 * Adapter for Rasa: each turn goes to the webhook of its REST channel, and to /model/parse for what the channel does not tell, the
 * intents and entities. The latency is that of the webhook, which is what a shopper waits for; the parse follows it.
 */
import { type BotAnswer, type BotConfig, BotFailure, type BotPort, type BotRequest, type CallContext } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { createEndpoint, type Endpoint, maskedFailure } from './endpoint.js';
import { describeSecret, secretSetting } from './env-setting.js';
import { JsonService, type ServiceAnswer } from './json-service.js';
import { DEFAULT_INTENT_NAMES, type NameMap, readBubbles, readParse } from './rasa-reading.js';

type RasaConfig = NonNullable<BotConfig['rasa']>;

/** @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable or an impossible header. */
export function createRasaBot(config: BotConfig, context: BotContext): BotPort {
  if (config.rasa === undefined) throw new TypeError('a Rasa bot needs its rasa section');
  return new RasaBot(config.name, config.rasa, context);
}

class RasaBot implements BotPort {
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly endpoint: Endpoint;
  private readonly service: JsonService;
  private readonly maxBytes: number;
  private readonly webhook: string;
  private readonly parsePath: string;
  private readonly intentNames: NameMap;
  private readonly slotNames: NameMap;

  constructor(
    readonly name: string,
    private readonly config: RasaConfig,
    { env, now }: BotContext,
  ) {
    const { url, headers, token, channel = 'rest', intent_names, slot_names, parse = true, restart = false } = config;
    const secret = token === undefined ? undefined : secretSetting(token, 'rasa.token', env);
    const query = secret === undefined ? '' : `?token=${encodeURIComponent(secret)}`;
    this.endpoint = createEndpoint({ section: 'rasa', url, headers, env, secrets: secret === undefined ? [] : [secret] });
    this.maxBytes = config.max_reply_bytes ?? MAX_REPLY_BYTES;
    this.service = new JsonService(this.endpoint, this.maxBytes, now);
    this.webhook = `/webhooks/${channel}/webhook${query}`;
    this.parsePath = `/model/parse${query}`;
    this.intentNames = intent_names ?? DEFAULT_INTENT_NAMES;
    this.slotNames = slot_names ?? {};
    this.description = {
      adapter: 'rasa',
      ...this.endpoint.description,
      channel,
      parse,
      restart,
      intent_names: this.intentNames,
      slot_names: this.slotNames,
      ...(token === undefined ? {} : { token: describeSecret(token) }),
    };
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply({ conversation_id: sender, utterance }: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    const { value, answeredAt } = await this.say(sender, utterance, signal);
    try {
      const fields = readBubbles(value, sender);
      const parsed = this.config.parse === false ? {} : await this.parse(utterance, signal);
      const reply = decodeReply({ ...parsed, ...fields }, { maxBytes: this.maxBytes });
      return { reply: this.endpoint.maskReply(reply), answeredAt };
    } catch (error) {
      if (!(error instanceof BotFailure)) throw error;
      throw maskedFailure(error, this.endpoint.excerpt);
    }
  }

  /** Lets Rasa forget the conversation, when that is asked for. */
  async endConversation(conversationId: string): Promise<void> {
    if (this.config.restart === true) await this.say(conversationId, '/restart', new AbortController().signal);
  }

  async close(): Promise<void> {
    await this.service.close();
  }

  private say(sender: string, message: string, signal: AbortSignal): Promise<ServiceAnswer> {
    return this.service.call({ method: 'POST', path: this.webhook, body: { sender, message } }, signal);
  }

  private async parse(text: string, signal: AbortSignal) {
    try {
      const { value } = await this.service.call({ method: 'POST', path: this.parsePath, body: { text } }, signal);
      return readParse(value, this.intentNames, this.slotNames);
    } catch (error) {
      if (!(error instanceof BotFailure) || error.message.startsWith('parse')) throw error;
      const mend = error.message.startsWith('HTTP 404') ? '; start Rasa with --enable-api, or set parse: false' : '';
      const wait = error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs };
      throw new BotFailure(error.kind, `/model/parse: ${error.message}${mend}`, { cause: error, ...wait });
    }
  }
}
