/** A jar of cookies: what a bot's servers set in a conversation, and what goes back to which of them. */
import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'undici';

interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Sent to the host that set it alone. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly expiresAt: number;
}

/** Bounds of a jar, as browsers have them for a site. */
const MAX_COOKIES = 180;
const MAX_COOKIE_CHARACTERS = 4_096;

/** One conversation's cookies (RFC 6265 without the list of public suffixes: a domain of one label is not taken). */
export class CookieJar {
  private readonly cookies = new Map<string, StoredCookie>();

  /** Keeps what an answer from `url` sets; what cannot be read, or is for another host, is left out. */
  store(url: URL, headers: IncomingHttpHeaders, epochMs: number = Date.now()): void {
    const lines = headers['set-cookie'] ?? [];
    for (const line of Array.isArray(lines) ? lines : [lines]) {
      const cookie = line.length > MAX_COOKIE_CHARACTERS ? undefined : readCookie(line, url, epochMs);
      if (cookie === undefined) continue;
      const key = `${cookie.domain}\n${cookie.path}\n${cookie.name}`;
      if (cookie.expiresAt <= epochMs) this.cookies.delete(key);
      else if (this.cookies.has(key) || this.cookies.size < MAX_COOKIES) this.cookies.set(key, cookie);
    }
  }

  /** The Cookie header for `url`; undefined when there is none. Longer paths first. */
  header(url: URL, epochMs: number = Date.now()): string | undefined {
    const sent = [...this.cookies.values()]
      .filter((cookie) => cookie.expiresAt > epochMs && isFor(cookie, url))
      .sort((a, b) => b.path.length - a.path.length);
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** The values, which are as good as passwords. */
  get secrets(): readonly string[] {
    return [...this.cookies.values()].map(({ value }) => value);
  }
}

function readCookie(line: string, url: URL, epochMs: number): StoredCookie | undefined {
  const parsed = parseCookie(line);
  if (parsed === null || parsed.name === '') return undefined;
  const { name, value, secure = false, maxAge, expires } = parsed;
  const domain = parsed.domain?.replace(/^\./, '').toLowerCase() ?? '';
  if (domain !== '' && !covers(domain, url.hostname)) return undefined;
  const expiresAt =
    maxAge === undefined ? (expires === undefined ? Number.POSITIVE_INFINITY : Number(expires)) : epochMs + maxAge * 1000;
  return {
    name,
    value,
    secure,
    domain: domain === '' ? url.hostname : domain,
    hostOnly: domain === '',
    path: parsed.path?.startsWith('/') ? parsed.path : folderOf(url.pathname),
    expiresAt,
  };
}

/** Where a cookie without a path belongs. */
function folderOf(pathname: string): string {
  const cut = pathname.lastIndexOf('/');
  return cut <= 0 ? '/' : pathname.slice(0, cut);
}

function covers(domain: string, host: string): boolean {
  return host === domain || (domain.includes('.') && host.endsWith(`.${domain}`) && !/^[\d.]+$/.test(host));
}

function isFor({ domain, hostOnly, path, secure }: StoredCookie, { protocol, hostname, pathname }: URL): boolean {
  if (secure && protocol !== 'https:') return false;
  if (hostOnly ? hostname !== domain : !covers(domain, hostname)) return false;
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
