/** Adapter for bots behind HTTP: each turn is a POST of the request, the answer's body the reply. */
import { isUtf8 } from 'node:buffer';
import { Pool } from 'undici';
import {
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotPort,
  type BotReply,
  type BotRequest,
  type CallContext,
  HarnessError,
} from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { exchange, type HttpAnswer, isSuccess } from './http-exchange.js';
import { resolveHeaders } from './http-headers.js';
import { createExcerpt, createReplyMask, MASKED, SECRET_NAME } from './secrets.js';
import { wireRequest } from './wire-request.js';

type HttpConfig = NonNullable<BotConfig['http']>;

/** The bot was not reached, or is too busy: worth another try. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable or an impossible header. */
export function createHttpBot(config: BotConfig, context: BotContext): BotPort {
  if (config.http === undefined) throw new TypeError('an HTTP bot needs its http section');
  return new HttpBot(config.name, config.http, context);
}

class HttpBot implements BotPort {
  readonly name: string;
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly pool: Pool;
  private readonly path: string;
  private readonly headers: Record<string, string>;
  private readonly maxBytes: number;
  private readonly now: () => number;
  private readonly excerpt: (text: string, length?: number) => string;
  private readonly maskReply: ((reply: BotReply) => BotReply) | undefined;

  constructor(name: string, http: HttpConfig, { env, now }: BotContext) {
    const url = new URL(http.url);
    assertNoCredentials(url);
    const { sent, described, secrets } = resolveHeaders(http.headers ?? {}, env);
    const query = [...url.searchParams].filter(([key]) => SECRET_NAME.test(key)).map(([, value]) => value);
    this.name = name;
    this.headers = { ...sent };
    this.path = url.pathname + url.search;
    this.maxBytes = http.max_reply_bytes ?? MAX_REPLY_BYTES;
    this.now = now;
    this.excerpt = createExcerpt([...secrets, ...query]);
    this.maskReply = createReplyMask([...secrets, ...query]);
    this.description = { adapter: 'http', url: describeUrl(url), headers: described };
    // Time-outs are the caller's, by its signal.
    this.pool = new Pool(url.origin, { connections: MANY_IN_FLIGHT, headersTimeout: 0, bodyTimeout: 0 });
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply(request: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    const { path, headers, now, maxBytes } = this;
    const body = JSON.stringify(wireRequest(request));
    try {
      const answer = await exchange(this.pool, { method: 'POST', path, headers, body }, { signal, now, maxBytes });
      const reply = decodeReply(this.decodeBody(answer), { id: request.id, maxBytes });
      return { reply: this.maskReply?.(reply) ?? reply, answeredAt: answer.answeredAt };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof BotFailure)) throw error;
      throw new BotFailure(error.kind, this.excerpt(error.message, 600), { cause: error.kind });
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  /** @throws BotFailure */
  private decodeBody(answer: HttpAnswer): unknown {
    const { status, headers, body } = answer;
    if (!isSuccess(status)) throw this.statusFailure(answer);
    if (body.length === 0) throw new BotFailure('protocol', `answered ${status} with an empty body`);
    const encoding = String(headers['content-encoding'] ?? 'identity');
    if (encoding !== 'identity') throw new BotFailure('protocol', `the body is encoded as ${encoding}, which was not asked for`);
    if (!isUtf8(body)) throw new BotFailure('protocol', 'the body is not UTF-8');
    const text = body.toString('utf8');
    try {
      return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    } catch (cause) {
      const type = String(headers['content-type'] ?? 'no content type');
      throw new BotFailure('protocol', `the body is not JSON (${type}): ${this.excerpt(text)}`, { cause });
    }
  }

  private statusFailure({ status, headers, body }: HttpAnswer): BotFailure {
    if (status >= 300 && status < 400) {
      const target = headers.location === undefined ? '' : ` to ${this.excerpt(String(headers.location))}`;
      return new BotFailure('bot', `HTTP ${status}: a redirect${target}; redirects are not followed, give the final URL`);
    }
    const snippet = this.excerpt(body.toString('utf8'));
    return new BotFailure(RETRYABLE.has(status) ? 'transport' : 'bot', `HTTP ${status}${snippet === '' ? '' : `: ${snippet}`}`);
  }
}

function assertNoCredentials(url: URL): void {
  if (url.username === '' && url.password === '') return;
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: 'http.url',
    message: 'the URL carries a user name or password',
    mend: 'send it as a header from the environment: headers: { authorization: "env:NAME" }',
  });
}

function describeUrl(url: URL): string {
  const shown = new URL(url);
  for (const key of new Set(shown.searchParams.keys())) if (SECRET_NAME.test(key)) shown.searchParams.set(key, MASKED);
  return shown.href;
}
