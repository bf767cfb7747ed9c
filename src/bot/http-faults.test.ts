/** What goes wrong on the way, the same for a bot that speaks the protocol and for one that is mapped. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { BotConfig } from '../schema/index.js';
import { botAt, outcome, record, serve } from './fixtures/http-rig.js';
import { eventually, timeUpWhen } from './fixtures/rigs.js';

type Http = Omit<NonNullable<BotConfig['http']>, 'url'>;

const ways: [string, Http][] = [
  ['the protocol', {}],
  [
    'a mapped body, in a session with cookies',
    {
      cookies: true,
      session: { url: 'http://set.by/the-test' },
      body: { q: '{{utterance}}', key: '{{env.KEY}}' },
      map: { text: 'text', id: 'id' },
    },
  ],
];
const env = { KEY: 'sk-live-998877' };

describe.each(ways)('%s', (_title, settings) => {
  const bot = (url: string, more: Http = {}) =>
    botAt({ url, ...settings, ...(settings.session && { session: { url: `${url}open` } }), ...more }, env);

  /** Answers the turns so; opens every session. */
  const turns = (respond: (response: ServerResponse, turn: number) => unknown) => {
    let turn = 0;
    return record((response, { path }) => {
      if (path === '/open') return response.end('{}');
      turn += 1;
      return respond(response, turn);
    });
  };

  it.each<[string, (response: ServerResponse) => unknown, RegExp]>([
    ['429', (r) => r.writeHead(429).end(), /^transport: HTTP 429$/],
    ['500', (r) => r.writeHead(500).end('no model'), /^bot: HTTP 500: no model$/],
    [
      'a redirect',
      (r) => r.writeHead(302, { location: '/' }).end(),
      /^bot: HTTP 302: a redirect to \/; redirects are not followed/,
    ],
    ['truncated JSON', (r) => r.end('{"text":"x"'), /^protocol: the body is not JSON \(no content type\): \{"text":"x"$/],
    [
      'a body shorter than it was said to be',
      (r) => r.writeHead(200, { 'content-length': 99 }).write('{}', () => setTimeout(() => r.destroy(), 5)),
      /^transport: /,
    ],
    ['HTML', (r) => r.setHeader('content-type', 'text/html').end('<p>'), /^protocol: the body is not JSON \(text\/html\): <p>$/],
    ['another encoding', (r) => r.end(Buffer.from([0x22, 0xba, 0xc3, 0x22])), /^protocol: the body is not UTF-8$/],
    ['a body of 50 MB', (r) => r.end(Buffer.alloc(50 * 1024 * 1024, ' ')), /^oversize: the reply is over 1048576 bytes$/],
    ['another id', (r) => r.end('{"id":"q0","text":"x"}'), /^protocol: id: the reply answers "q0", asked was "q\d+"$/],
    ['a broken connection', (r) => r.destroy(), /^transport: the connection failed: /],
    ['a secret', (r) => r.writeHead(500).end('key sk-live-998877?'), /^bot: HTTP 500: key (sk-live-998877|\*\*\*)\?$/],
  ])('%s is a failure, and the next turn is served', async (_fault, respond, said) => {
    const { url } = await turns((response, turn) => (turn === 1 ? respond(response) : response.end('{"text":"next"}')));
    const asked = await bot(url, settings.body === undefined ? { headers: { 'x-key': 'env:KEY' } } : {});
    const told = await outcome(asked);
    expect(told).toMatch(said);
    expect(told).not.toContain('998877');
    expect(await outcome(asked)).toBe('text: next');
  });

  it('a refused connection', async () => {
    const { url, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await outcome(await bot(url))).toMatch(/^transport: .*ECONNREFUSED/);
  });

  it('redirects that go round', async () => {
    const { url, seen } = await turns((response) => response.writeHead(307, { location: '/' }).end());
    expect(await outcome(await bot(url, { redirect: 'follow' }))).toBe('bot: more than 5 redirects; give the final URL');
    expect(seen.filter(({ path }) => path === '/')).toHaveLength(6);
  });

  it('an endless body', async () => {
    let sent = 0;
    const { url } = await turns((response) => {
      const flow = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', flow);
      flow();
    });
    expect(await outcome(await bot(url))).toBe('oversize: the reply is over 1048576 bytes');
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('silence, and an answer that comes after the time-out: dropped, never taken for the next', async () => {
    const late: ServerResponse[] = [];
    const { url } = await turns((response, turn) => (turn === 1 ? late.push(response) : response.end('{"text":"next"}')));
    const asked = await bot(url);
    await expect(
      outcome(
        asked,
        'x',
        timeUpWhen(() => late.length > 0),
      ),
    ).rejects.toThrow('the time is up');
    late[0]?.end('{"text":"late"}');
    expect(await outcome(asked)).toBe('text: next');
    expect(await eventually(() => late[0]?.destroyed === true)).toBe(true);
  });

  it('a connection that the server closes between two turns is opened anew', async () => {
    const { url } = await turns((response, turn) => {
      const { socket } = response;
      response.end(`{"text":"${turn}"}`, () => setImmediate(() => socket?.destroy()));
    });
    const asked = await bot(url);
    for (const turn of [1, 2, 3]) {
      expect(await outcome(asked)).toBe(`text: ${turn}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});
