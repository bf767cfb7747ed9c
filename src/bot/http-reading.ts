/** What an HTTP answer says: its text in the right charset, its JSON, or the failure that its status is. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { BotFailure } from '../schema/index.js';
import { type HttpAnswer, isSuccess } from './http-exchange.js';

export type Charset = 'utf-8' | 'gb18030';
export type Excerpt = (text: string, length?: number) => string;

export interface ReadingOptions {
  /** Overrides what the answer states. */
  readonly charset?: Charset | undefined;
  /** Makes foreign text harmless for a message: masked and clipped. */
  readonly excerpt: Excerpt;
}

/** The bot was not reached, or is too busy: worth another try. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** GB2312 and GBK are subsets of GB18030. Any other name is often wrong, and the body in UTF-8. */
const CHINESE_CHARSET = /;\s*charset\s*=\s*"?(gb18030|gbk|gb2312|gb_2312|x-gbk|cp936|ms936)\b/i;

/** The charset of an answer, by its content type; UTF-8 when that states none of the Chinese ones. */
export function charsetOf(headers: IncomingHttpHeaders): Charset {
  return CHINESE_CHARSET.test(String(headers['content-type'] ?? '')) ? 'gb18030' : 'utf-8';
}

/**
 * The JSON value of a 2xx answer.
 * @throws BotFailure for another status ({@link statusFailure}); `protocol` when the body is empty, compressed, in another charset
 *   or no JSON.
 */
export function readJson(answer: HttpAnswer, options: ReadingOptions): unknown {
  const { status, headers, body } = answer;
  if (!isSuccess(status)) throw statusFailure(answer, options);
  if (body.length === 0) throw new BotFailure('protocol', `answered ${status} with an empty body`);
  return parseJson(textOfBody(headers, body, options.charset), headers, options.excerpt);
}

/** @throws BotFailure `protocol` when the text is no JSON. A byte order mark is skipped. */
export function parseJson(text: string, headers: IncomingHttpHeaders, excerpt: Excerpt): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    const type = String(headers['content-type'] ?? 'no content type');
    throw new BotFailure('protocol', `the body is not JSON (${type}): ${excerpt(text)}`, { cause });
  }
}

/** @throws BotFailure `protocol` when the body is compressed, or not in the charset. */
export function textOfBody(headers: IncomingHttpHeaders, body: Buffer, charset: Charset = charsetOf(headers)): string {
  assertIdentity(headers);
  if (charset === 'utf-8') {
    if (!isUtf8(body)) throw new BotFailure('protocol', 'the body is not UTF-8');
    return body.toString('utf8');
  }
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    throw new BotFailure('protocol', `the body is not ${charset.toUpperCase()}`);
  }
}

/** @throws BotFailure `protocol` for a compressed body. */
export function assertIdentity(headers: IncomingHttpHeaders): void {
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (encoding !== 'identity') throw new BotFailure('protocol', `the body is encoded as ${encoding}, which was not asked for`);
}

/** The failure of an answer whose status is not 2xx: `transport` for 429, 502, 503 and 504, with their Retry-After, else `bot`. */
export function statusFailure({ status, headers, body }: HttpAnswer, { charset, excerpt }: ReadingOptions): BotFailure {
  if (status >= 300 && status < 400) {
    const target = headers.location === undefined ? '' : ` to ${excerpt(String(headers.location))}`;
    return new BotFailure('bot', `HTTP ${status}: a redirect${target}; redirects are not followed, give the final URL`);
  }
  const snippet = excerpt(new TextDecoder(charset ?? charsetOf(headers)).decode(body));
  const message = `HTTP ${status}${snippet === '' ? '' : `: ${snippet}`}`;
  if (!RETRYABLE.has(status)) return new BotFailure('bot', message);
  const retryAfterMs = retryAfter(headers['retry-after']);
  return new BotFailure('transport', message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** Milliseconds of a Retry-After header, in seconds or as a date; undefined when it is neither. Range: from 0. */
export function retryAfter(header: string | undefined, epochMs: number = Date.now()): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Za-z]{3,}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - epochMs);
}
