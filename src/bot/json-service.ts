/** A service that speaks JSON over HTTP in a protocol of its own: one pool, bounded answers, its faults in our words. */
import { isUtf8 } from 'node:buffer';
import { Pool } from 'undici';
import { BotFailure } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT } from './context.js';
import type { Endpoint } from './endpoint.js';
import { exchange, type HttpAnswer, isSuccess } from './http-exchange.js';

export interface ServiceCall {
  readonly method: 'GET' | 'POST';
  /** Beneath the endpoint's own path; may carry a query. */
  readonly path: string;
  readonly body?: unknown;
}

export interface ServiceAnswer {
  /** `undefined` for a 2xx answer without a body. */
  readonly value: unknown;
  readonly answeredAt: number;
}

/** The service was not reached, or is too busy: worth another try. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export class JsonService {
  private readonly pool: Pool;
  private readonly base: string;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly maxBytes: number,
    private readonly now: BotContext['now'],
  ) {
    this.base = endpoint.url.pathname.replace(/\/+$/, '');
    // Time-outs are the caller's, by its signal.
    this.pool = new Pool(endpoint.url.origin, { connections: MANY_IN_FLIGHT, headersTimeout: 0, bodyTimeout: 0 });
  }

  /**
   * @throws BotFailure `transport` (not reached; 429, 502, 503, 504), `bot` (any other status), `protocol`, `oversize`, masked;
   *   the signal's reason on abort.
   */
  async call({ method, path, body }: ServiceCall, signal: AbortSignal): Promise<ServiceAnswer> {
    const { endpoint, now, maxBytes } = this;
    const request = {
      method,
      path: this.base + path,
      headers: { ...endpoint.headers },
      body: body === undefined ? null : JSON.stringify(body),
    };
    try {
      const answer = await exchange(this.pool, request, { signal, now, maxBytes });
      return { value: readJson(answer, endpoint), answeredAt: answer.answeredAt };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof BotFailure)) throw error;
      throw new BotFailure(error.kind, endpoint.excerpt(error.message, 600), { cause: error.kind });
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

function readJson({ status, headers, body }: HttpAnswer, { excerpt }: Endpoint): unknown {
  if (!isSuccess(status)) {
    const said = excerpt(body.toString('utf8'));
    const more = status >= 300 && status < 400 ? ': a redirect; give the final URL' : said === '' ? '' : `: ${said}`;
    throw new BotFailure(RETRYABLE.has(status) ? 'transport' : 'bot', `HTTP ${status}${more}`);
  }
  if (body.length === 0) return undefined;
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (encoding !== 'identity') throw new BotFailure('protocol', `the body is encoded as ${encoding}, which was not asked for`);
  if (!isUtf8(body)) throw new BotFailure('protocol', 'the body is not UTF-8');
  const text = body.toString('utf8').replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = String(headers['content-type'] ?? 'no content type');
    throw new BotFailure('protocol', `the body is not JSON (${type}): ${excerpt(text)}`, { cause });
  }
}
