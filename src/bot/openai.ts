/** Adapter for models behind a server that speaks chat completions: OpenAI's API and the many compatible ones. */
import { Pool } from 'undici';
import { type BotConfig, BotFailure, type BotPort, type BotRequest, type OpenaiConfig } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { Environment } from './environment.js';
import { HttpBot } from './http.js';
import { secretParameters } from './http-description.js';
import { assertSendable } from './http-headers.js';
import type { Excerpt } from './http-reading.js';
import { assertNoCredentials } from './http-request.js';
import type { Asked, HttpService } from './http-service.js';
import { replyOf } from './openai-answer.js';
import { type CompletionCall, complete } from './openai-call.js';
import { describeOpenai } from './openai-description.js';
import { AdaptiveLimit } from './openai-limit.js';
import { preparePrompt } from './openai-prompt.js';
import { type CompletionBody, completionBody } from './openai-request.js';
import { createExcerpt } from './secrets.js';

/**
 * @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable, a key that no header can carry, a file
 *   that cannot be read or has labels in it, and a prompt over its bound.
 */
export async function createOpenaiBot({ name, openai }: BotConfig, context: BotContext): Promise<BotPort> {
  if (openai === undefined) throw new TypeError('a bot of this adapter needs its openai section');
  assertNoCredentials(new URL(openai.base_url), 'openai');
  const maxBytes = openai.max_reply_bytes ?? MAX_REPLY_BYTES;
  const maxInFlight = openai.max_in_flight ?? MANY_IN_FLIGHT;
  const service = new OpenaiService(openai, context, { maxBytes, maxInFlight });
  return new HttpBot(name, service, { adapter: 'openai', maxBytes, maxInFlight });
}

class OpenaiService implements HttpService {
  readonly description: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  private readonly excerpt: Excerpt;
  private readonly bodyOf: CompletionBody;
  private readonly call: CompletionCall;
  private readonly pool: Pool;
  private readonly limit: AdaptiveLimit;
  private readonly now: () => number;

  constructor(
    private readonly config: OpenaiConfig,
    { env, now, baseDir }: BotContext,
    { maxBytes, maxInFlight }: { readonly maxBytes: number; readonly maxInFlight: number },
  ) {
    const authorization = authorizationOf(config, new Environment(env));
    // The whole header first, so that an echo of it leaves no "Bearer" behind.
    const keys = authorization === undefined ? [] : [authorization, authorization.slice('Bearer '.length)];
    this.secrets = [...keys, ...secretParameters(config.base_url)];
    this.excerpt = createExcerpt(this.secrets);
    const prompt = preparePrompt(config, baseDir);
    this.bodyOf = completionBody(config, prompt);
    this.description = describeOpenai(config, prompt.system);
    this.now = now;
    this.limit = new AdaptiveLimit(maxInFlight, now);
    const url = new URL(config.base_url);
    const path = `${url.pathname.replace(/\/+$/, '')}/chat/completions${url.search}`;
    // Time-outs are the caller's, by its signal.
    this.pool = new Pool(url.origin, { connections: MANY_IN_FLIGHT, headersTimeout: 0, bodyTimeout: 0 });
    const headers = {
      'content-type': 'application/json',
      accept: config.stream === true ? 'text/event-stream, application/json' : 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    };
    const reading = { charset: 'utf-8' as const, excerpt: this.excerpt };
    this.call = { pool: this.pool, path, headers, now, maxBytes, reading, stream: config.stream === true };
  }

  excerptFor(): Excerpt {
    return this.excerpt;
  }

  async ask(request: BotRequest, signal: AbortSignal): Promise<Asked> {
    const body = JSON.stringify(this.bodyOf(request));
    const slot = await this.limit.acquire(signal);
    const askedAt = this.now();
    try {
      const { completion, ...times } = await complete(this.call, body, signal);
      slot.release('ok');
      return { value: replyOf(completion, this.config), ...times, ...(slot.waited ? { askedAt } : {}) };
    } catch (error) {
      const throttled = error instanceof BotFailure && error.kind === 'transport' && error.message.startsWith('HTTP 429');
      slot.release(throttled ? 'throttled' : 'failed', throttled ? error.retryAfterMs : undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

function authorizationOf({ api_key: reference }: OpenaiConfig, environment: Environment): string | undefined {
  if (reference === undefined) return undefined;
  const value = `Bearer ${environment.value(reference.slice('env:'.length), 'openai.api_key')}`;
  assertSendable('authorization', 'openai.api_key', value);
  return value;
}
