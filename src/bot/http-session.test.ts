import { describe, expect, it } from 'vitest';
import { botAt, outcome, record, type Seen } from './fixtures/http-rig.js';
import { callOf, requestOf, timeUpWhen } from './fixtures/rigs.js';

const turn = (bot: Awaited<ReturnType<typeof botAt>>, conversation_id: string, utterance = 'x') =>
  bot.reply(requestOf(utterance, { conversation_id }), callOf());
const paths = (seen: readonly Seen[]) => seen.map(({ method, path }) => `${method} ${path}`);

describe('a session', () => {
  const settings = (url: string) => ({
    url: `${url}chat/{{session.id}}`,
    headers: { 'x-token': '{{session.token}}' },
    body: { q: '{{utterance}}' },
    session: {
      url: `${url}open`,
      method: 'POST' as const,
      headers: { authorization: 'Bearer env:KEY' },
      body: { visitor: '{{conversation_id}}', at: '{{timestamp}}' },
      map: { id: 'data.id', token: 'data.token' },
    },
    end: { url: `${url}close/{{session.id}}`, method: 'DELETE' as const },
  });
  const env = { KEY: 'sk-998877' };
  let opened = 0;
  const server = () =>
    record((response, { path }) => {
      if (path !== '/open') return response.end('{"text":"ok"}');
      opened += 1;
      return response.end(JSON.stringify({ data: { id: `s${opened}`, token: `tok-${opened}-abcdef` } }));
    });

  it('is opened before the first turn of each conversation, and ended after the last', async () => {
    opened = 0;
    const { url, seen } = await server();
    const bot = await botAt(settings(url), env);
    await turn(bot, 'c1');
    await turn(bot, 'c1');
    await turn(bot, 'c2');
    await bot.endConversation?.('c1');
    await bot.endConversation?.('c1');
    await bot.endConversation?.('never-begun');
    await turn(bot, 'c1');
    expect(paths(seen)).toEqual([
      'POST /open',
      'POST /chat/s1',
      'POST /chat/s1',
      'POST /open',
      'POST /chat/s2',
      'DELETE /close/s1',
      'POST /open',
      'POST /chat/s3',
    ]);
    expect(seen[1]?.headers['x-token']).toBe('tok-1-abcdef');
    expect(seen[0]?.headers.authorization).toBe('Bearer sk-998877');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ visitor: 'c1', at: expect.any(Number) });
    expect(JSON.stringify(bot.description)).not.toContain('sk-998877');
    expect(bot.description).toMatchObject({ session: { headers: { authorization: 'Bearer env:KEY' } } });
  });

  it('that cannot be opened fails the turn, and is tried again at the next', async () => {
    let broken = true;
    const { url, seen } = await record((response, { path }) => {
      if (path !== '/open') response.end('{"text":"ok"}');
      else if (broken) response.writeHead(503, { 'retry-after': '2' }).end('no room for sk-998877');
      else response.end('{"data":{"id":"s","token":"t"}}');
    });
    const bot = await botAt(settings(url), env);
    await expect(turn(bot, 'c')).rejects.toMatchObject({
      kind: 'transport',
      message: 'session: HTTP 503: no room for ***',
      retryAfterMs: 2_000,
    });
    broken = false;
    expect((await turn(bot, 'c')).reply.text).toBe('ok');
    expect(paths(seen)).toEqual(['POST /open', 'POST /open', 'POST /chat/s']);
  });

  it.each([
    ['gives no value', '{"data":{"id":"s"}}', /^protocol: session: map\.token gave nothing/],
    ['is no JSON', '<html>', /^protocol: session: the body is not JSON/],
  ])('whose answer %s fails the turn', async (_title, body, message) => {
    const { url } = await record((response) => response.end(body));
    expect(await outcome(await botAt(settings(url), env))).toMatch(message);
  });

  it('that hangs is given up with the call', async () => {
    const { url, seen } = await record(() => undefined);
    await expect(
      outcome(
        await botAt(settings(url), env),
        'x',
        timeUpWhen(() => seen.length > 0),
      ),
    ).rejects.toThrow('the time is up');
  });

  it('masks its values in messages', async () => {
    const { url } = await record((response, { path, headers }) => {
      if (path === '/open') response.end('{"data":{"id":"s1","token":"tok-abcdef"}}');
      else response.writeHead(500).end(`bad token ${headers['x-token']}`);
    });
    expect(await outcome(await botAt(settings(url), env))).toBe('bot: HTTP 500: bad token ***');
  });

  it('may end badly: the failure is told to the caller, who may ignore it', async () => {
    const { url } = await record((response, { method, path }) => {
      if (method === 'DELETE') response.writeHead(500).end('not now');
      else response.end(path === '/open' ? '{"data":{"id":"s1","token":"t"}}' : '{"text":"ok"}');
    });
    const bot = await botAt(settings(url), env);
    await turn(bot, 'c');
    await expect(bot.endConversation?.('c')).rejects.toMatchObject({ kind: 'bot', message: 'HTTP 500: not now' });
  });
});

describe('cookies', () => {
  it('are kept for a conversation, and for no other', async () => {
    const { url, seen } = await record((response, { body }) =>
      response.setHeader('set-cookie', `sid=${JSON.parse(body).conversation_id}; Path=/; HttpOnly`).end('{"text":"ok"}'),
    );
    const bot = await botAt({ url, cookies: true, headers: { cookie: 'own=1' } });
    for (const id of ['c1', 'c2', 'c1']) await turn(bot, id);
    expect(seen.map(({ headers }) => headers.cookie)).toEqual(['own=1', 'own=1', 'own=1; sid=c1']);
    await bot.endConversation?.('c1');
    await turn(bot, 'c1');
    expect(seen[3]?.headers.cookie).toBe('own=1');
  });

  it('are dropped unless they are asked for', async () => {
    const { url, seen } = await record((response) => response.setHeader('set-cookie', 'sid=1').end('{"text":"ok"}'));
    const bot = await botAt({ url, map: { text: 'text' } });
    for (const id of ['c1', 'c1']) await turn(bot, id);
    expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  it('of the session go along with the turns, and are masked in messages', async () => {
    const { url, seen } = await record((response, { path, headers }) => {
      if (path === '/open') response.setHeader('set-cookie', 'sid=cookie-9988; Path=/').end('{}');
      else response.writeHead(500).end(`who is ${headers.cookie}`);
    });
    expect(await outcome(await botAt({ url, cookies: true, session: { url: `${url}open` } }))).toBe(
      'bot: HTTP 500: who is sid=***',
    );
    expect(seen[0]?.method).toBe('GET');
  });
});
