/** A service that speaks JSON over HTTP in a protocol of its own: one pool, bounded answers, its faults in our words. */
import { Pool } from 'undici';
import { BotFailure } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT } from './context.js';
import { type Endpoint, maskedFailure } from './endpoint.js';
import { exchange, isSuccess } from './http-exchange.js';
import { readJson } from './http-reading.js';

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
      const empty = isSuccess(answer.status) && answer.body.length === 0;
      return { value: empty ? undefined : readJson(answer, endpoint), answeredAt: answer.answeredAt };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof BotFailure)) throw error;
      throw maskedFailure(error, endpoint.excerpt);
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
