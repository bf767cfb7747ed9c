/** The plain way over HTTP: each turn is a POST of the request, the answer's body the reply. */
import { Pool } from 'undici';
import type { BotRequest, HttpConfig } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT } from './context.js';
import { describeUrl, secretParameters } from './http-description.js';
import { exchange } from './http-exchange.js';
import { resolveHeaders } from './http-headers.js';
import { type Excerpt, readJson } from './http-reading.js';
import type { Asked, HttpService } from './http-service.js';
import { createExcerpt } from './secrets.js';
import { wireRequest } from './wire-request.js';

export class PlainService implements HttpService {
  readonly description: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  private readonly pool: Pool;
  private readonly path: string;
  private readonly headers: Record<string, string>;
  private readonly now: () => number;
  private readonly excerpt: Excerpt;

  /** @throws HarnessError E_BOT_SPEC for a missing environment variable or an impossible header. */
  constructor(
    http: HttpConfig,
    { env, now }: BotContext,
    private readonly maxBytes: number,
  ) {
    const url = new URL(http.url);
    const { sent, described, secrets } = resolveHeaders(http.headers ?? {}, env);
    this.secrets = [...secrets, ...secretParameters(http.url)];
    this.headers = { ...sent };
    this.path = url.pathname + url.search;
    this.now = now;
    this.excerpt = createExcerpt(this.secrets);
    this.description = { url: describeUrl(http.url), headers: described };
    // Time-outs are the caller's, by its signal.
    this.pool = new Pool(url.origin, { connections: MANY_IN_FLIGHT, headersTimeout: 0, bodyTimeout: 0 });
  }

  excerptFor(): Excerpt {
    return this.excerpt;
  }

  async ask(request: BotRequest, signal: AbortSignal): Promise<Asked> {
    const { path, headers, now, maxBytes, excerpt } = this;
    const body = JSON.stringify(wireRequest(request));
    const answer = await exchange(this.pool, { method: 'POST', path, headers, body }, { signal, now, maxBytes });
    return { value: readJson(answer, { excerpt }), answeredAt: answer.answeredAt };
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
