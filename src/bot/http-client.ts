/** Sends prepared requests: with the cookies of a conversation, and along redirects where the settings allow it. */
import { BotFailure, type HttpConfig } from '../schema/index.js';
import type { CookieJar } from './http-cookies.js';
import { type BodySink, exchange, type HttpAnswer } from './http-exchange.js';
import type { PreparedRequest } from './http-request.js';
import type { Transport } from './http-transport.js';

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly cookies?: CookieJar | undefined;
  readonly sink?: BodySink | undefined;
}

/** Rejects as {@link exchange} does, and with a BotFailure `bot` for redirects that do not end. */
export type Send = (request: PreparedRequest, options: SendOptions) => Promise<HttpAnswer>;

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function createSend(http: Pick<HttpConfig, 'redirect'>, transport: Transport, now: () => number): Send {
  const sendOnce: Send = async ({ method, url, headers, body }, { cookies, ...options }) => {
    const { origin } = url;
    const cookie = cookies?.header(url);
    const sent = cookie === undefined ? headers : { ...headers, cookie: joined(headers.cookie, cookie) };
    const request = { origin, method, path: url.pathname + url.search, headers: sent, body: body ?? null };
    const answer = await exchange(transport.dispatcherFor(origin), request, { ...options, now });
    cookies?.store(url, answer.headers);
    return answer;
  };
  if (http.redirect !== 'follow') return sendOnce;
  return async (request, options) => {
    let next = request;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await sendOnce(next, options);
      if (!REDIRECTS.has(answer.status) || answer.headers.location === undefined) return answer;
      next = redirected(next, answer.status, String(answer.headers.location));
    }
    throw new BotFailure('bot', `more than ${MAX_REDIRECTS} redirects; give the final URL`);
  };
}

const joined = (own: string | undefined, jar: string): string => (own === undefined ? jar : `${own}; ${jar}`);

/**
 * The request that a redirect asks for. As browsers do it, 303 and a redirected POST of 301 and 302 become a GET. Another origin sees
 * neither secret headers nor a secret body.
 * @throws BotFailure `bot` for an address that is none, or to which the body must not go.
 */
export function redirected(request: PreparedRequest, status: number, location: string): PreparedRequest {
  const url = URL.canParse(location, request.url.href) ? new URL(location, request.url.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new BotFailure('bot', `HTTP ${status}: a redirect to no http(s) URL`);
  url.username = '';
  url.password = '';
  const elsewhere = url.origin !== request.url.origin;
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  const body = becomesGet ? undefined : request.body;
  if (elsewhere && body !== undefined && request.guardedBody) {
    throw new BotFailure('bot', `HTTP ${status}: a redirect to another origin, to which the signed or secret body must not go`);
  }
  const dropped = (name: string) =>
    (elsewhere && request.guarded.has(name)) || (body === undefined && name.startsWith('content-'));
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped(name)));
  return { ...request, url, headers, body, method: becomesGet ? 'GET' : request.method };
}
