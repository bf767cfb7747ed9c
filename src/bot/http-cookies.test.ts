import { describe, expect, it } from 'vitest';
import { CookieJar } from './http-cookies.js';

const NOW = Date.UTC(2026, 0, 1);

/** What goes to `to` after `from` has set these. */
function sent(cookies: string | string[], to: string, from = 'https://shop.example/a/b', later = 0): string | undefined {
  const jar = new CookieJar();
  jar.store(new URL(from), { 'set-cookie': cookies as string[] }, NOW);
  return jar.header(new URL(to), NOW + later);
}

describe('a jar of cookies', () => {
  it.each<[string, string | string[], string, string | undefined]>([
    ['to the host that set it', 'a=1', 'https://shop.example/a/c', 'a=1'],
    ['several', ['a=1', 'b=2; Path=/'], 'https://shop.example/a/c', 'a=1; b=2'],
    ['to no other host', 'a=1; Path=/', 'https://other.example/', undefined],
    ['to no sub-domain when it states no domain', 'a=1; Path=/', 'https://x.shop.example/', undefined],
    ['to a sub-domain of the stated domain', 'a=1; Domain=.shop.example; Path=/', 'https://x.shop.example/', 'a=1'],
    ['not when it is for another domain', 'a=1; Domain=other.example; Path=/', 'https://other.example/', undefined],
    ['not when it is for a whole top level', 'a=1; Domain=example; Path=/', 'https://other.example/', undefined],
    ['below its path', 'a=1; Path=/a', 'https://shop.example/ab', undefined],
    ['below the folder of the page without one', 'a=1', 'https://shop.example/', undefined],
    ['a secure one over TLS alone', 'a=1; Secure; Path=/', 'http://shop.example/', undefined],
    ['none that has expired', 'a=1; Path=/; Expires=Thu, 01 Jan 2015 00:00:00 GMT', 'https://shop.example/', undefined],
    ['none that is taken back', ['a=1; Path=/', 'a=; Path=/; Max-Age=0'], 'https://shop.example/', undefined],
    ['the later of two', ['a=1; Path=/', 'a=2; Path=/'], 'https://shop.example/', 'a=2'],
    ['nothing of nonsense', ['', ';;;', `a=${'x'.repeat(5_000)}`], 'https://shop.example/a/c', undefined],
  ])('sends %s', (_title, cookies, to, header) => expect(sent(cookies, to)).toBe(header));

  it('forgets them when their time is over', () => {
    expect(sent('a=1; Path=/; Max-Age=60', 'https://shop.example/', undefined, 59_000)).toBe('a=1');
    expect(sent('a=1; Path=/; Max-Age=60', 'https://shop.example/', undefined, 60_000)).toBeUndefined();
  });

  it('is bounded', () => {
    const many = Array.from({ length: 500 }, (_, i) => `c${i}=1; Path=/`);
    expect(sent(many, 'https://shop.example/')?.split('; ')).toHaveLength(180);
  });
});
