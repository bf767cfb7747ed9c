/**
 * Adapter for the connectors of Botium, through the user's own botium-core: a container is a conversation. What a container owes
 * after a time-out or a fault would be taken for the next answer, so it is replaced then. The latency is that of the last message.
 */
import { resolve } from 'node:path';
import {
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotPort,
  type BotRequest,
  type CallContext,
  HarnessError,
} from '../schema/index.js';
import { type BotDriver, type BotiumContainer, type BotiumSettings, loadBotDriver, readBotiumJson } from './botium-core.js';
import { type BotiumMessage, joinMessages, readMessage, textOf } from './botium-reading.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply, oversize } from './decode-reply.js';
import { describeThrown } from './failure-text.js';
import { createExcerpt, createReplyMask, environmentSecrets } from './secrets.js';
import { untilAborted } from './until-aborted.js';

type BotiumConfig = NonNullable<BotConfig['botium']>;

const QUIET_MS = 500;
/** Bounds a flood of empty messages. */
const MAX_MESSAGES = 1_000;
/** Botium gives up waiting by itself; it is asked again until the call's own time is up. */
const WAIT_MS = 60_000;
const NOTHING_CAME = /did not respond|time(d )?.?out/i;
const UNREACHED = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|socket hang up/;
/** Botium's own REST connector states the status in its words alone. */
const RETRYABLE = /\berror response: (?:429|502|503|504)\b/;

/** @throws HarnessError E_FILE_MISSING, E_BOT_SPEC: the file, a missing variable, or botium-core not installed. */
export async function createBotiumBot(config: BotConfig, context: BotContext): Promise<BotPort> {
  if (config.botium === undefined) throw new TypeError('a Botium bot needs its botium section');
  const path = resolve(context.baseDir, config.botium.config);
  const settings = await readBotiumJson(path, config.botium.config, context.env);
  return new BotiumBot(config.name, config.botium, await loadBotDriver(path), settings, context);
}

class BotiumBot implements BotPort {
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly maxBytes: number;
  private readonly quietMs: number;
  private readonly now: () => number;
  private readonly excerpt: (text: string, length?: number) => string;
  private readonly maskReply: ReturnType<typeof createReplyMask>;
  private readonly containers = new Map<string, BotiumContainer>();

  constructor(
    readonly name: string,
    config: BotiumConfig,
    private readonly Driver: BotDriver,
    private readonly settings: BotiumSettings,
    { env, now }: BotContext,
  ) {
    this.maxBytes = config.max_reply_bytes ?? MAX_REPLY_BYTES;
    this.quietMs = config.quiet_ms ?? QUIET_MS;
    this.now = now;
    this.excerpt = createExcerpt([...settings.secrets, ...environmentSecrets(env)]);
    this.maskReply = createReplyMask(settings.secrets);
    // Capabilities hold whatever a connector needs, passwords among it.
    this.description = {
      adapter: 'botium',
      config: config.config,
      container: String(settings.capabilities.CONTAINERMODE ?? 'default'),
    };
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply({ conversation_id: id, utterance }: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    signal.throwIfAborted();
    try {
      const container = await untilAborted(signal, this.containerOf(id));
      await untilAborted(signal, container.UserSays({ sender: 'me', messageText: utterance }));
      const { messages, answeredAt } = await this.listen(container, signal);
      const reply = decodeReply(joinMessages(messages), { maxBytes: this.maxBytes });
      return { reply: this.maskReply?.(reply) ?? reply, answeredAt };
    } catch (error) {
      this.drop(id).catch(() => undefined);
      if (signal.aborted) throw signal.reason;
      throw this.failureOf(error);
    }
  }

  async endConversation(conversationId: string): Promise<void> {
    await this.drop(conversationId);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.containers.keys()].map((id) => this.drop(id)));
  }

  private async containerOf(id: string): Promise<BotiumContainer> {
    const known = this.containers.get(id);
    if (known !== undefined) return known;
    const { capabilities, sources, envs } = this.settings;
    const container = await new this.Driver({ ...capabilities }, { ...sources }, { ...envs }).Build();
    this.containers.set(id, container);
    await container.Start();
    return container;
  }

  /** The messages until it is quiet. */
  private async listen(
    container: BotiumContainer,
    signal: AbortSignal,
  ): Promise<{ messages: BotiumMessage[]; answeredAt: number }> {
    const messages: BotiumMessage[] = [];
    let bytes = 0;
    let answeredAt = this.now();
    for (;;) {
      const message = await untilAborted(signal, next(container, messages.length === 0 ? WAIT_MS : this.quietMs));
      if (message === undefined && messages.length > 0) return { messages, answeredAt };
      if (message === undefined) continue;
      answeredAt = this.now();
      const read = readMessage(message);
      bytes += Buffer.byteLength(textOf(read));
      if (bytes > this.maxBytes || messages.length >= MAX_MESSAGES) throw oversize(this.maxBytes);
      messages.push(read);
    }
  }

  private async drop(id: string): Promise<void> {
    const container = this.containers.get(id);
    this.containers.delete(id);
    await container?.Stop();
    await container?.Clean();
  }

  private failureOf(thrown: unknown): unknown {
    if (thrown instanceof HarnessError) return thrown;
    const message = this.excerpt(describeThrown(thrown), 600);
    if (thrown instanceof BotFailure) return new BotFailure(thrown.kind, message, { cause: thrown.kind });
    const kind = RETRYABLE.test(message) || UNREACHED.test(message) ? 'transport' : 'bot';
    return new BotFailure(kind, message, { cause: thrown });
  }
}

/** The next message; undefined when none came in time. */
async function next(container: BotiumContainer, ms: number): Promise<unknown> {
  try {
    return (await container.WaitBotSays(null, ms)) ?? undefined;
  } catch (error) {
    if (NOTHING_CAME.test(describeThrown(error))) return undefined;
    throw error;
  }
}
