/** A server that speaks OpenAI's API, asked one JSON question at a time: bounded in size, time and number at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { HarnessError } from '../schema/index.js';

export interface EndpointConfig {
  readonly base_url: string;
  readonly model: string;
  readonly api_key?: string | undefined;
  readonly timeout?: number | undefined;
  readonly retries?: number | undefined;
  readonly max_in_flight?: number | undefined;
}

/** Asks a path of the server; rejects with a {@link ModelFailure}. */
export interface ModelEndpoint {
  readonly model: string;
  /** Questions at once that the server is to get. */
  readonly maxInFlight: number;
  post(path: string, body: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The server gave no usable answer. The message is one line, without secrets. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_RETRIES = 4;
const DEFAULT_IN_FLIGHT = 4;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const SNIPPET = 200;
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * @param field where the settings stand, for messages.
 * @throws HarnessError E_CONFIG for a missing environment variable and for credentials in the URL.
 */
export function openEndpoint(
  config: EndpointConfig,
  field: string,
  env: Readonly<Record<string, string | undefined>>,
): ModelEndpoint {
  const url = new URL(config.base_url);
  if (url.username !== '' || url.password !== '') {
    const mend = 'put the key into a variable and name it with api_key: env:NAME';
    throw new HarnessError({ code: 'E_CONFIG', field: `${field}.base_url`, message: 'credentials in the URL', mend });
  }
  return new HttpEndpoint(config, url, keyOf(config, field, env));
}

function keyOf(config: EndpointConfig, field: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (config.api_key === undefined) return undefined;
  const name = config.api_key.slice('env:'.length);
  const key = env[name];
  if (key !== undefined && key !== '') return key;
  const message = `the environment variable ${name} is not set`;
  throw new HarnessError({ code: 'E_CONFIG', field: `${field}.api_key`, message, mend: `set ${name}` });
}

/** What an attempt came to: the value, or a failure and whether another attempt makes sense. */
type Attempt =
  | { readonly value: unknown }
  | { readonly failure: string; readonly again: boolean; readonly retryAfterMs?: number | undefined };

class HttpEndpoint implements ModelEndpoint {
  readonly model: string;
  readonly maxInFlight: number;
  private readonly pool: Pool;
  private readonly prefix: string;
  private readonly timeoutMs: number;
  private readonly retries: number;

  constructor(
    config: EndpointConfig,
    url: URL,
    private readonly key: string | undefined,
  ) {
    this.model = config.model;
    this.maxInFlight = config.max_in_flight ?? DEFAULT_IN_FLIGHT;
    this.timeoutMs = config.timeout ?? DEFAULT_TIMEOUT_MS;
    this.retries = config.retries ?? DEFAULT_RETRIES;
    this.prefix = url.pathname.replace(/\/+$/, '');
    this.pool = new Pool(url.origin, { connections: this.maxInFlight, headersTimeout: 0, bodyTimeout: 0 });
  }

  async post(path: string, body: string): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.attempt(`${this.prefix}/${path}`, body);
      if ('value' in outcome) return outcome.value;
      if (!outcome.again || attempt >= this.retries) throw new ModelFailure(this.plain(outcome.failure));
      await sleep(Math.min(LONGEST_PAUSE_MS, Math.max(outcome.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** attempt)));
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async attempt(path: string, body: string): Promise<Attempt> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
    };
    try {
      const answer = await this.pool.request({ method: 'POST', path, headers, body, signal });
      const text = await bounded(answer.body);
      if (text === undefined) return { failure: `the answer is longer than ${MAX_ANSWER_BYTES} bytes`, again: false };
      const { statusCode: status } = answer;
      if (status < 200 || status > 299) {
        const retryAfter = Number(answer.headers['retry-after'] ?? Number.NaN);
        const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
        return { failure: `HTTP ${status}: ${text}`, again: RETRYABLE.has(status), retryAfterMs };
      }
      return { value: JSON.parse(text) };
    } catch (error) {
      if (error instanceof SyntaxError) return { failure: 'the answer is not JSON', again: false };
      if (signal.aborted) return { failure: `no answer within ${this.timeoutMs} ms`, again: true };
      return { failure: `the connection failed: ${error instanceof Error ? error.message : String(error)}`, again: true };
    }
  }

  /** Foreign text on one short line, without the key. */
  private plain(text: string): string {
    const masked = this.key === undefined ? text : text.split(this.key).join('***');
    const line = masked.replace(UNPRINTABLE, ' ').trim();
    return line.length > SNIPPET ? `${line.slice(0, SNIPPET)}…` : line;
  }
}

/** The text of a body; undefined when it is longer than it may be. */
async function bounded(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
