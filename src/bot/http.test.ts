import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BotConfig } from '../schema/index.js';
import { botAt, cleanUp, outcome, serve } from './fixtures/http-rig.js';
import { callOf, eventually, requestOf, startHttpFixture, timeUpWhen } from './fixtures/rigs.js';

/** The outcome of a call to a server that answers so. */
async function answerOf(
  respond: (response: ServerResponse, request: IncomingMessage) => void,
  more: object = {},
): Promise<string> {
  const { url } = await serve((request, response) => {
    request.resume();
    request.on('end', () => respond(response, request));
  });
  return outcome(await botAt({ url, ...more }));
}

describe('statuses', () => {
  it.each([429, 502, 503, 504])('%i may be tried again', async (status) => {
    expect(await answerOf((r) => r.writeHead(status).end('busy'))).toBe(`transport: HTTP ${status}: busy`);
  });

  it.each([400, 401, 404, 418, 500, 501])('%i is the bot answering with an error', async (status) => {
    expect(await answerOf((r) => r.writeHead(status).end('{"error":\n\t"no \u001b[1mmodel"}'))).toBe(
      `bot: HTTP ${status}: {"error": "no model"}`,
    );
  });

  it('201 with a reply is a reply, 204 has none', async () => {
    expect(await answerOf((r) => r.writeHead(201).end('{"text":"x"}'))).toBe('text: x');
    expect(await answerOf((r) => r.writeHead(204).end())).toBe('protocol: answered 204 with an empty body');
    expect(await answerOf((r) => r.writeHead(200).end())).toBe('protocol: answered 200 with an empty body');
  });

  it('a redirect is not followed', async () => {
    let calls = 0;
    const said = await answerOf((r) => {
      calls += 1;
      r.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(said).toBe('bot: HTTP 307: a redirect to /elsewhere; redirects are not followed, give the final URL');
    expect(calls).toBe(1);
  });

  it('quotes a bounded part of an endless error body', async () => {
    const said = await answerOf((r) => {
      r.writeHead(500);
      const more = () => {
        while (!r.destroyed && r.write('boom '.repeat(5_000)));
      };
      r.on('drain', more);
      more();
    });
    expect(said).toMatch(/^bot: HTTP 500: (boom )+/);
    expect(said.length).toBeLessThan(400);
  });
});

describe('bodies', () => {
  it.each<[string, string | Buffer, Record<string, string>, RegExp | string]>([
    ['JSON as plain text', '{"text":"好"}', { 'content-type': 'text/plain' }, 'text: 好'],
    ['a byte order mark', '\ufeff{"text":"好"}', {}, 'text: 好'],
    ['HTML', '<html>hi</html>', { 'content-type': 'text/html' }, 'protocol: the body is not JSON (text/html): <html>hi</html>'],
    ['cut JSON', '{"text":', { 'content-type': 'application/json' }, /^protocol: the body is not JSON \(application\/json\)/],
    ['a list', '[{"text":"x"}]', {}, 'protocol: expected a reply with text, got a list'],
    [
      'GB18030',
      Buffer.from([0x7b, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3a, 0x22, 0xba, 0xc3, 0x22, 0x7d]),
      {},
      'protocol: the body is not UTF-8',
    ],
    [
      'gzip',
      gzipSync('{"text":"x"}'),
      { 'content-encoding': 'gzip' },
      'protocol: the body is encoded as gzip, which was not asked for',
    ],
    ['an infinite number', '{"text":"x","usage":{"cost":1e999}}', {}, /^protocol: usage\.cost: /],
  ])('%s', async (_title, body, headers, expected) => {
    expect(await answerOf((r) => r.writeHead(200, headers).end(body))).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replace(/[.()[\]]/g, '\\$&')}$`) : expected,
    );
  });

  it('are bounded by max_reply_bytes, to the byte', async () => {
    const body = '{"text":"奶粉"}';
    expect(await answerOf((r) => r.end(body), { max_reply_bytes: 17 })).toBe('text: 奶粉');
    expect(await answerOf((r) => r.end(body), { max_reply_bytes: 16 })).toBe('oversize: the reply is over 16 bytes');
    const chunked = (r: ServerResponse) => {
      r.write(body.slice(0, 4));
      r.end(body.slice(4));
    };
    expect(await answerOf(chunked, { max_reply_bytes: 16 })).toBe('oversize: the reply is over 16 bytes');
  });

  it('are not read on beyond the bound', async () => {
    const fixture = await startHttpFixture();
    cleanUp(fixture.stop);
    const bot = await botAt({ url: fixture.url });
    await expect(bot.reply(requestOf('huge'), callOf())).rejects.toMatchObject({ kind: 'oversize' });
    const sent = fixture.state.flooded();
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('the connection', () => {
  it('refused, cut off, or not HTTP', async () => {
    const { url, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await outcome(await botAt({ url }))).toMatch(/^transport: the connection failed: .*ECONNREFUSED/);

    const cut = (r: ServerResponse) => {
      r.writeHead(200, { 'content-length': '100' });
      r.write('{"text":');
      setTimeout(() => r.destroy(), 5);
    };
    expect(await answerOf(cut)).toMatch(/^transport: /);

    const tcp = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-nope\r\n');
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    cleanUp(() => void tcp.close());
    expect(await outcome(await botAt({ url: `http://127.0.0.1:${(tcp.address() as AddressInfo).port}/` }))).toMatch(
      /^protocol: no HTTP: /,
    );
  });

  it('is kept for the next turn, and opened side by side for many', async () => {
    const sockets = new Set<unknown>();
    const held: ServerResponse[] = [];
    let together = 1;
    const { url } = await serve((request, response) => {
      sockets.add(request.socket);
      held.push(response);
      if (held.length === together) for (const each of held.splice(0)) each.end('{"text":"x"}');
    });
    const bot = await botAt({ url });
    for (let i = 0; i < 5; i += 1) expect(await outcome(bot)).toBe('text: x');
    expect(sockets.size).toBe(1);
    // The server answers none of them before it has them all.
    together = 16;
    expect(new Set(await Promise.all(Array.from({ length: 16 }, () => outcome(bot))))).toEqual(new Set(['text: x']));
    expect(bot.maxInFlight).toBeGreaterThanOrEqual(1_024);
  });

  it('is closed when the call is given up while the body comes', async () => {
    let [hungUp, begun] = [false, false];
    const { url } = await serve((_request, response) => {
      response.write('{"text":');
      begun = true;
      response.on('close', () => {
        hungUp = true;
      });
    });
    const bot = await botAt({ url });
    await expect(bot.reply(requestOf('x'), callOf(timeUpWhen(() => begun)))).rejects.toThrow('the time is up');
    expect(await eventually(() => hungUp)).toBe(true);
  });

  it('gives calls up that are still in the air when the bot is closed', async () => {
    let asked = false;
    const { url } = await serve(() => {
      asked = true;
    });
    const bot = await botAt({ url });
    const pending = outcome(bot);
    expect(await eventually(() => asked)).toBe(true);
    await bot.close?.();
    expect(await pending).toMatch(/^transport: /);
  });
});

describe('headers and secrets', () => {
  const env = { TOKEN: 'sk-live-998877', SHOP: '爱他美' };

  it('come from the environment, whole or as a word, and stay out of everything', async () => {
    let seen: IncomingMessage['headers'] = {};
    const { url } = await serve((request, response) => {
      seen = request.headers;
      response.end(JSON.stringify({ text: `you sent ${request.headers.authorization}`, slots: { t: request.headers['x-raw'] } }));
    });
    const headers = {
      Authorization: 'Bearer env:TOKEN',
      'X-Raw': 'env:TOKEN',
      'x-shop': 'muying',
      'x-api-key': 'literal-key',
      'Content-Type': 'application/json; v=2',
    };
    const bot = await botAt({ url: `${url}chat?api_key=q-secret-1&v=2`, headers }, env);
    const { reply } = await bot.reply(requestOf('x'), callOf());
    expect(seen).toMatchObject({
      authorization: 'Bearer sk-live-998877',
      'x-raw': 'sk-live-998877',
      'x-shop': 'muying',
      'content-type': 'application/json; v=2',
    });
    expect(reply).toEqual({ text: 'you sent ***', slots: { t: '***' } });
    expect(bot.description).toEqual({
      adapter: 'http',
      url: `${url}chat?api_key=***&v=2`,
      headers: {
        authorization: 'Bearer env:TOKEN',
        'x-raw': 'env:TOKEN',
        'x-shop': 'muying',
        'x-api-key': '***',
        'content-type': 'application/json; v=2',
      },
    });
  });

  it('are masked in an error that echoes them, escaped as well', async () => {
    const secret = 'p"w\\d-998877';
    const { url } = await serve((request, response) =>
      response.writeHead(500).end(JSON.stringify({ sent: request.headers['x-key'] })),
    );
    expect(await outcome(await botAt({ url, headers: { 'x-key': 'env:KEY' } }, { KEY: secret }))).toBe(
      'bot: HTTP 500: {"sent":"***"}',
    );
  });

  it.each<[string, NonNullable<BotConfig['http']>, RegExp]>([
    [
      'a missing variable',
      { url: 'http://h/', headers: { a: 'env:NOPE' } },
      /http\.headers\.a: .*NOPE is not set.*To mend: set NOPE/,
    ],
    ['an empty variable', { url: 'http://h/', headers: { a: 'env:EMPTY' } }, /EMPTY is not set/],
    ['a value with a line break', { url: 'http://h/', headers: { a: 'env:BROKEN' } }, /no header can carry/],
    ['a header of the connection', { url: 'http://h/', headers: { 'Content-Length': '5' } }, /belongs to the connection/],
    ['a password in the URL', { url: 'http://user:hunter2@h/' }, /carries a user name or password.*env:NAME/],
    ['another protocol', { url: 'ftp://h/' }, /url/],
  ])('%s is told before the run, without the value', async (_title, http, message) => {
    const error: unknown = await botAt(http, { EMPTY: '', BROKEN: 'sk-1\nsk-2' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'E_BOT_SPEC', message: expect.stringMatching(message) });
    expect(String(error)).not.toMatch(/hunter2|sk-1/);
  });
});
