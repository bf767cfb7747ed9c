/** Adapter for bots that run in this process: a module's reply() is called, and stays synchronous when it is. */
import {
  type Bot,
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotPort,
  type CallContext,
  type FailureKind,
  HarnessError,
} from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { describeOptions } from './describe-options.js';
import { guardExit } from './exit-guard.js';
import { describeThrown } from './failure-text.js';
import { loadBotModule } from './load-module.js';
import { collectStream } from './reply-stream.js';
import { createExcerpt, createMask, environmentSecrets } from './secrets.js';
import { untilAborted } from './until-aborted.js';
import { wireRequest } from './wire-request.js';

/** A bot's own open() is not waited for any longer: it may load a model. */
const OPEN_LIMIT_MS = 120_000;
/** Nor is its close(). */
const CLOSE_GRACE_MS = 5_000;
const KINDS: ReadonlySet<string> = new Set<FailureKind>(['transport', 'bot', 'protocol', 'oversize', 'exit']);

/** @throws HarnessError E_BOT_MODULE */
export async function createModuleBot(config: BotConfig, context: BotContext): Promise<BotPort> {
  const path = config.module ?? '';
  const bot = await loadBotModule(path, context.baseDir);
  return adaptBot(
    bot,
    { name: config.name, source: path, ...(config.options === undefined ? {} : { options: config.options }) },
    context,
  );
}

export interface AdaptOptions {
  readonly name: string;
  /** For the manifest: where the bot comes from. */
  readonly source?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly maxReplyBytes?: number;
}

/**
 * The port of a bot object. `reply` returns an answer, not a promise, when the bot's own reply is synchronous.
 * Whatever the bot throws or returns amiss becomes a BotFailure (`bot`, `protocol`, `oversize`); a BotFailure of the bot's keeps its
 * kind. An abort rejects with the signal's reason, even when the bot never settles.
 */
export function adaptBot(bot: Bot, adapt: AdaptOptions, context: Pick<BotContext, 'env' | 'now'>): BotPort {
  return new ModuleBot(bot, adapt, context);
}

class ModuleBot implements BotPort {
  readonly name: string;
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly options: Readonly<Record<string, unknown>>;
  private readonly maxBytes: number;
  private readonly now: () => number;
  private readonly excerpt: (text: string) => string;
  private releaseExit: (() => void) | undefined;

  constructor(
    private readonly bot: Bot,
    { name, source, options, maxReplyBytes }: AdaptOptions,
    { env, now }: Pick<BotContext, 'env' | 'now'>,
  ) {
    const secrets = environmentSecrets(env);
    this.name = name;
    this.options = options ?? {};
    this.maxBytes = maxReplyBytes ?? MAX_REPLY_BYTES;
    this.now = now;
    this.excerpt = createExcerpt(secrets);
    this.description = {
      adapter: 'module',
      module: source ?? '(object)',
      ...(options === undefined ? {} : { options: describeOptions(options, createMask(secrets)) }),
    };
  }

  async open(signal: AbortSignal): Promise<void> {
    const { bot, options } = this;
    this.releaseExit ??= guardExit();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`not ready after ${OPEN_LIMIT_MS / 1000} s`)), OPEN_LIMIT_MS);
    try {
      await untilAborted(AbortSignal.any([signal, limit.signal]), (async () => bot.open?.({ options, signal }))());
    } catch (error) {
      this.releaseExit?.();
      if (signal.aborted) throw signal.reason;
      const message = `the bot "${this.name}" failed to open: ${this.excerpt(describeThrown(error))}`;
      throw new HarnessError({ code: 'E_BOT_START', message, mend: 'see to what its open() needs' }, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  reply(request: Parameters<BotPort['reply']>[0], { signal }: CallContext): BotAnswer | Promise<BotAnswer> {
    let given: unknown;
    try {
      given = this.bot.reply(wireRequest(request), signal);
    } catch (error) {
      throw this.failureOf(error, signal);
    }
    const answeredAt = this.now();
    const form = formOf(given);
    if (form === 'promise') return this.answerLater(given, request.id, signal);
    if (form === 'stream') return this.answerStream(given as AsyncIterable<unknown>, request.id, signal);
    return this.answer(given, request.id, answeredAt);
  }

  /** Nothing to wait for when the bot has no such hook, as most have not. */
  endConversation(conversationId: string): Promise<void> | undefined {
    if (this.bot.endConversation === undefined) return undefined;
    return this.hook('endConversation', async () => this.bot.endConversation?.(conversationId));
  }

  /** @throws BotFailure `bot` when the bot's own close() throws or takes longer than 5 seconds. */
  async close(): Promise<void> {
    const grace = AbortSignal.timeout(CLOSE_GRACE_MS);
    try {
      await this.hook('close', () => untilAborted(grace, (async () => this.bot.close?.())()));
    } finally {
      this.releaseExit?.();
    }
  }

  private answer(given: unknown, id: string, answeredAt: number): BotAnswer {
    const value = typeof given === 'string' ? { text: given } : given;
    return { reply: decodeReply(value, { id, maxBytes: this.maxBytes }), answeredAt };
  }

  private async answerLater(given: unknown, id: string, signal: AbortSignal): Promise<BotAnswer> {
    let settled: { readonly value: unknown; readonly at: number };
    try {
      settled = await untilAborted(
        signal,
        Promise.resolve(given).then((value) => ({ value, at: this.now() })),
      );
    } catch (error) {
      throw this.failureOf(error, signal);
    }
    if (formOf(settled.value) === 'stream') return this.answerStream(settled.value as AsyncIterable<unknown>, id, signal);
    return this.answer(settled.value, id, settled.at);
  }

  private async answerStream(stream: AsyncIterable<unknown>, id: string, signal: AbortSignal): Promise<BotAnswer> {
    const { now, maxBytes } = this;
    try {
      const { value, answeredAt, firstTokenAt } = await collectStream(stream, { signal, now, maxBytes });
      const answer = this.answer(value, id, answeredAt);
      return firstTokenAt === undefined ? answer : { ...answer, firstTokenAt };
    } catch (error) {
      throw this.failureOf(error, signal);
    }
  }

  private async hook(name: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      throw new BotFailure('bot', `${name}() failed: ${this.excerpt(describeThrown(error))}`, { cause: error });
    }
  }

  /** What `reply` throws for something the bot threw; the reason of an abort goes through as it is. */
  private failureOf(thrown: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    const kind = failureKindOf(thrown);
    return new BotFailure(kind ?? 'bot', this.excerpt(describeThrown(thrown)), { cause: thrown });
  }
}

/** By name and kind, not by class: a bot may have the BotFailure of another copy of the package. */
function failureKindOf(thrown: unknown): FailureKind | undefined {
  try {
    if (typeof thrown !== 'object' || thrown === null) return undefined;
    const { name, kind } = thrown as { name?: unknown; kind?: unknown };
    return name === 'BotFailure' && typeof kind === 'string' && KINDS.has(kind) ? (kind as FailureKind) : undefined;
  } catch {
    // A thrown proxy may throw when it is looked at; it has no kind then.
    return undefined;
  }
}

function formOf(given: unknown): 'promise' | 'stream' | 'value' {
  if (typeof given !== 'object' || given === null) return 'value';
  try {
    if (typeof (given as { then?: unknown }).then === 'function') return 'promise';
    return typeof (given as Record<symbol, unknown>)[Symbol.asyncIterator] === 'function' ? 'stream' : 'value';
  } catch (error) {
    throw new BotFailure('protocol', `the reply cannot be read: ${describeThrown(error)}`);
  }
}
